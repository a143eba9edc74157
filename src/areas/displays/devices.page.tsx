import type { ComponentChildren } from "preact";
import { formatDate, formatDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  Button,
  Cluster,
  DateField,
  EmptyState,
  Form,
  FormRow,
  Notice,
  PageHeader,
  Section,
  SelectField,
  Stack,
  TextArea,
  TextField,
} from "#ui/ui.tsx";
import { type BoardNotice, type Device, DEVICE_KINDS } from "./displays.ts";
import { text } from "./texts.ts";

export interface DevicesProps {
  readonly locale: Locale;
  readonly point: { readonly unitId: number; readonly name: string };
  readonly devices: readonly Device[];
  readonly counters: readonly { readonly id: number; readonly number: number; readonly name: string }[];
  readonly notices: readonly BoardNotice[];
  /** The address of a device that was just added: shown this once. */
  readonly made: string | undefined;
  readonly today: string;
  readonly csrf: string;
  readonly newKey: () => string;
}

/** Which screens hang in a hall, and what those of the gate and the assembly hall say. */
export function DevicesPage(props: DevicesProps) {
  const { locale, point, devices, counters, made } = props;
  const counterOf = ({ counterId }: Device): string => {
    const found = counters.find(({ id }) => id === counterId);
    return found === undefined ? "" : ` ${found.number}`;
  };
  return (
    <>
      <PageHeader kicker={point.name} title={text(locale, "devices.title")} lead={text(locale, "devices.lead")} />
      <p>
        <a href={`/hang-doi/${point.unitId}/can-bo`}>{text(locale, "officers.title")}</a>
        {" · "}
        <a href={`/hang-doi/${point.unitId}/ngon-ngu`}>{text(locale, "language.title")}</a>
      </p>
      {made !== undefined && (
        <Notice tone="success" role="status" title={text(locale, "devices.made")}>
          <a href={made}>{made}</a>
        </Notice>
      )}
      <Section title={text(locale, "devices.list")}>
        {devices.length === 0 && <EmptyState title={text(locale, "devices.none")} />}
        <Stack>
          {devices.map((device) => (
            <Cluster key={device.id}>
              <strong>{device.name}</strong>
              <span>
                {text(locale, `kind.${device.kind}`)}
                {counterOf(device)}
              </span>
              <span class="muted">{formatDate(device.createdAt)}</span>
              <Change {...props} change="revoke_device" id={device.id} label={text(locale, "devices.revoke")} />
            </Cluster>
          ))}
        </Stack>
        <AddDevice {...props} />
      </Section>
      <NoticesSection {...props} />
    </>
  );
}

function AddDevice(props: DevicesProps) {
  const { locale, counters } = props;
  return (
    <ChangeForm {...props} change="add_device">
      <FormRow>
        <SelectField
          name="kind"
          label={text(locale, "devices.kind")}
          options={DEVICE_KINDS.map((kind) => ({ value: kind, label: text(locale, `kind.${kind}`) }))}
        />
        <TextField
          name="name"
          label={text(locale, "devices.name")}
          hint={text(locale, "devices.name.hint")}
          maxLength={100}
          required
        />
        <SelectField
          name="counterId"
          label={text(locale, "devices.counter")}
          emptyLabel={text(locale, "devices.counter.none")}
          options={counters.map(({ id, number, name }) => ({ value: String(id), label: `${number} – ${name}` }))}
        />
      </FormRow>
      <Button>{text(locale, "devices.add")}</Button>
    </ChangeForm>
  );
}

function NoticesSection(props: DevicesProps) {
  const { locale, notices, today } = props;
  return (
    <Section title={text(locale, "notice.list")}>
      {notices.length === 0 && <EmptyState title={text(locale, "notice.none")} />}
      <Stack>
        {notices.map((notice) => (
          <Cluster key={notice.id}>
            <strong>{notice.title}</strong>
            <span>{text(locale, `kind.${notice.board}`)}</span>
            <span class="muted">
              {notice.starts === null ? "" : `${notice.starts}, `}
              {formatDay(notice.from)} – {formatDay(notice.to)}
            </span>
            <Change {...props} change="remove_notice" id={notice.id} label={text(locale, "notice.remove")} />
          </Cluster>
        ))}
      </Stack>
      <ChangeForm {...props} change="add_notice">
        <SelectField
          name="board"
          label={text(locale, "notice.board")}
          options={(["gate", "hall"] as const).map((kind) => ({ value: kind, label: text(locale, `kind.${kind}`) }))}
        />
        <TextField name="title" label={text(locale, "notice.title")} maxLength={200} required />
        <TextArea name="body" label={text(locale, "notice.body")} maxLength={1000} rows={3} />
        <FormRow>
          <TextField
            name="starts"
            label={text(locale, "notice.starts")}
            hint={text(locale, "notice.starts.hint")}
            width="s"
            maxLength={5}
          />
          <DateField name="from" label={text(locale, "notice.from")} value={today} required />
          <DateField name="to" label={text(locale, "notice.to")} value={today} required />
        </FormRow>
        <Button>{text(locale, "notice.add")}</Button>
      </ChangeForm>
    </Section>
  );
}

type ChangeName = "add_device" | "revoke_device" | "add_notice" | "remove_notice";
type FormProps = DevicesProps & { change: ChangeName; id?: number; children: ComponentChildren };

function ChangeForm({ point, csrf, newKey, change, id, children }: FormProps) {
  return (
    <Form
      action={`/hang-doi/${point.unitId}/thiet-bi`}
      csrf={csrf}
      formKey={newKey()}
      hidden={{ change, id: id === undefined ? undefined : String(id) }}
      scope={`${change}${id ?? ""}`}
    >
      {children}
    </Form>
  );
}

function Change({ label, ...props }: Omit<FormProps, "children"> & { label: string }) {
  return (
    <ChangeForm {...props}>
      <Button variant="secondary" size="s">
        {label}
      </Button>
    </ChangeForm>
  );
}
