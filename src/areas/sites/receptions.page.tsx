import { formatDay } from "#platform/i18n/dates.ts";
import {
  Button,
  DateField,
  FoldedForm,
  Form,
  FormRow,
  NumberField,
  PageHeader,
  Section,
  Stack,
  Table,
  Tag,
  TextField,
} from "#ui/ui.tsx";
import type { FormsProps } from "./article-form.page.tsx";
import { EditorTabs } from "./articles.page.tsx";
import type { Reception } from "./site.ts";
import { text } from "./texts.ts";

export interface ReceptionsProps extends FormsProps {
  readonly today: string;
  readonly receptions: readonly Reception[];
}

/** When who receives citizens: the schedule ahead, and the form that goes on with it. */
export function ReceptionsPage(props: ReceptionsProps) {
  const { locale, receptions, publishes } = props;
  return (
    <Stack>
      <PageHeader title={text(locale, "tab.receptions")} lead={text(locale, "receptions.lead")} />
      <EditorTabs locale={locale} current="/lich-tiep-dan" />
      <Table
        caption={text(locale, "tab.receptions")}
        captionHidden
        stack
        rows={receptions}
        rowKey={(row) => String(row.id)}
        empty={text(locale, "receptions.none")}
        columns={[
          { key: "on", header: text(locale, "receptions.on"), rowHeader: true, nowrap: true, cell: (row) => formatDay(row.on) },
          { key: "time", header: text(locale, "receptions.time"), nowrap: true, cell: (row) => `${row.starts}–${row.ends}` },
          { key: "host", header: text(locale, "receptions.host"), cell: (row) => `${row.hostName}, ${row.hostTitle}` },
          { key: "place", header: text(locale, "receptions.place"), cell: (row) => row.place },
          {
            key: "off",
            header: text(locale, "receptions.off"),
            cell: (row) =>
              row.cancelledWhy !== null ? (
                <Tag tone="warning">{text(locale, "receptions.off_why", { why: row.cancelledWhy })}</Tag>
              ) : (
                publishes && <CallOffForm {...props} reception={row} />
              ),
          },
        ]}
      />
      {publishes && <AddForm {...props} />}
    </Stack>
  );
}

function CallOffForm({ locale, csrf, newKey, reception }: ReceptionsProps & { readonly reception: Reception }) {
  return (
    <FoldedForm
      summary={text(locale, "receptions.call_off")}
      action="/trang-tin/lich-tiep-dan/hoan"
      csrf={csrf}
      formKey={newKey()}
      hidden={{ id: String(reception.id) }}
      scope={`r${reception.id}`}
      label={`${text(locale, "receptions.call_off")} ${formatDay(reception.on)}`}
    >
      <TextField name="why" label={text(locale, "release.reason")} maxLength={300} required />
      <Button variant="secondary">{text(locale, "receptions.call_off")}</Button>
    </FoldedForm>
  );
}

function AddForm({ locale, today, csrf, newKey }: ReceptionsProps) {
  return (
    <Section title={text(locale, "receptions.add")}>
      <Form action="/trang-tin/lich-tiep-dan" csrf={csrf} formKey={newKey()} scope="add">
        <FormRow>
          <DateField name="on" label={text(locale, "receptions.on")} value={formatDay(today)} required />
          <TextField name="starts" label={text(locale, "receptions.starts")} value="08:00" width="s" required />
          <TextField name="ends" label={text(locale, "receptions.ends")} value="11:30" width="s" required />
          <NumberField
            name="weeks"
            label={text(locale, "receptions.weeks")}
            hint={text(locale, "receptions.weeks_hint")}
            value="1"
            required
          />
        </FormRow>
        <FormRow>
          <TextField name="hostName" label={text(locale, "receptions.host_name")} maxLength={120} required />
          <TextField name="hostTitle" label={text(locale, "receptions.host_title")} maxLength={200} required />
        </FormRow>
        <TextField name="place" label={text(locale, "receptions.place")} maxLength={200} required />
        <Button>{text(locale, "receptions.add")}</Button>
      </Form>
    </Section>
  );
}
