import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  Button,
  Cluster,
  Details,
  EmptyState,
  Form,
  FormRow,
  NumberField,
  PageHeader,
  Section,
  SelectField,
  Stack,
  Tag,
  TextField,
} from "#ui/ui.tsx";
import { FIRST_PORT, isFault, type Printer, PRINTER_MODELS, type PrinterState, WIDTHS } from "./printer.ts";
import type { Place } from "./printers.store.ts";
import { text } from "./texts.ts";

type Typed = Readonly<Record<string, unknown>>;

export interface PrintersProps {
  readonly locale: Locale;
  readonly place: Place;
  readonly printers: readonly Printer[];
  /** What was typed into the form that was refused; its printer is named in it, none in the form for a new one. */
  readonly typed: Typed | undefined;
  readonly csrf: string;
  readonly newKey: () => string;
}

export const stateText = (locale: Locale, state: PrinterState): string => text(locale, `state.${state}`);

/** The printers of a hall: what they say of themselves, a trial, and where they stand. */
export function PrintersPage(props: PrintersProps) {
  const { locale, place, printers, typed } = props;
  return (
    <>
      <PageHeader kicker={place.name} title={text(locale, "printers.title")} lead={text(locale, "printers.lead")} />
      <Section title={text(locale, "printers.list")}>
        {printers.length === 0 && (
          <EmptyState title={text(locale, "printers.none")}>{text(locale, "printers.none.text")}</EmptyState>
        )}
        <Stack>
          {printers.map((printer) => (
            <OnePrinter key={printer.id} {...props} printer={printer} />
          ))}
        </Stack>
      </Section>
      <Section title={text(locale, "printers.new")}>
        <PrinterForm
          {...props}
          printer={undefined}
          refused={typed !== undefined && !isOf(typed, undefined) ? undefined : typed}
        />
      </Section>
    </>
  );
}

/** Whether what was typed belongs to the form of this printer. */
const isOf = (typed: Typed, printer: Printer | undefined): boolean =>
  String(typed["printerId"] ?? "") === (printer === undefined ? "" : String(printer.id));

const toneOf = (state: PrinterState): "success" | "warning" | "danger" | "neutral" =>
  state === "ready" ? "success" : state === "low_paper" ? "warning" : isFault(state) ? "danger" : "neutral";

function OnePrinter(props: PrintersProps & { printer: Printer }) {
  const { locale, place, printer, typed, csrf, newKey } = props;
  const refused = typed !== undefined && isOf(typed, printer) ? typed : undefined;
  const step = (name: "thu" | "kiem-tra" | "go", label: "printers.try" | "printers.check" | "printers.remove") => (
    <Form
      action={`/hang-doi/${place.unitId}/may-in/${printer.id}/${name}`}
      csrf={csrf}
      formKey={newKey()}
      scope={`${name}${printer.id}`}
      confirm={name === "go" ? text(locale, "printers.remove.ask") : undefined}
    >
      <Button variant="secondary" size="s">
        {text(locale, label)}
      </Button>
    </Form>
  );
  return (
    <Stack>
      <Cluster>
        <strong>{printer.name}</strong>
        <Tag tone={toneOf(printer.state)}>{stateText(locale, printer.state)}</Tag>
        <span class="muted">
          {printer.address}:{printer.port} · {printer.widthMm} mm · {printer.deviceName ?? text(locale, "printers.desk")}
          {printer.stateAt === null ? "" : ` · ${formatInstant(printer.stateAt)}`}
        </span>
      </Cluster>
      {isFault(printer.state) && <p>{text(locale, `todo.${printer.state}` as "todo.no_paper")}</p>}
      <Cluster>
        {step("thu", "printers.try")}
        {step("kiem-tra", "printers.check")}
        {step("go", "printers.remove")}
      </Cluster>
      <Details summary={text(locale, "printers.change")} open={refused !== undefined}>
        <PrinterForm {...props} printer={printer} refused={refused} />
      </Details>
    </Stack>
  );
}

type PrinterFormProps = PrintersProps & { printer: Printer | undefined; refused: Typed | undefined };

function PrinterForm({ locale, place, csrf, newKey, printer, refused }: PrinterFormProps) {
  const value = (name: string, known: string | undefined): string | undefined =>
    refused === undefined ? known : String(refused[name] ?? "");
  return (
    <Form
      action={`/hang-doi/${place.unitId}/may-in`}
      csrf={csrf}
      formKey={newKey()}
      hidden={{ printerId: printer === undefined ? undefined : String(printer.id) }}
      scope={refused === undefined ? `p${printer?.id ?? "new"}` : undefined}
    >
      <FormRow>
        <TextField
          name="name"
          label={text(locale, "field.name")}
          hint={text(locale, "field.name.hint")}
          value={value("name", printer?.name)}
          maxLength={100}
          required
        />
        <SelectField
          name="deviceId"
          label={text(locale, "field.place")}
          emptyLabel={text(locale, "printers.desk")}
          value={value("deviceId", printer?.deviceId?.toString())}
          options={place.kiosks.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
      </FormRow>
      <HowReached locale={locale} printer={printer} value={value} />
      <Button variant={printer === undefined ? "primary" : "secondary"}>
        {text(locale, printer === undefined ? "printers.add" : "printers.save")}
      </Button>
    </Form>
  );
}

type HowReachedProps = Pick<PrinterFormProps, "locale" | "printer"> & {
  value: (name: string, known: string | undefined) => string | undefined;
};

function HowReached({ locale, printer, value }: HowReachedProps) {
  return (
    <>
      <FormRow>
        <TextField
          name="address"
          label={text(locale, "field.address")}
          hint={text(locale, "field.address.hint")}
          value={value("address", printer?.address)}
          maxLength={45}
          required
        />
        <NumberField
          name="port"
          label={text(locale, "field.port")}
          value={value("port", String(printer?.port ?? FIRST_PORT))}
          required
        />
      </FormRow>
      <FormRow>
        <SelectField
          name="width"
          label={text(locale, "field.width")}
          value={value("width", String(printer?.widthMm ?? 80))}
          options={WIDTHS.map((width) => ({ value: width, label: `${width} mm` }))}
        />
        <SelectField
          name="model"
          label={text(locale, "field.model")}
          value={value("model", printer?.model ?? "standard")}
          options={PRINTER_MODELS.map((model) => ({ value: model, label: text(locale, `model.${model}`) }))}
        />
      </FormRow>
    </>
  );
}
