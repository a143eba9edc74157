import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  Button,
  CheckboxGroup,
  Columns,
  DescriptionList,
  EmptyState,
  Form,
  FormRow,
  LinkButton,
  PageHeader,
  Pagination,
  RadioGroup,
  Section,
  SelectField,
  Stack,
  Table,
  Tag,
  TextArea,
  TextField,
} from "#ui/ui.tsx";
import { CarriageForm, type CarriageFormProps, carriageText } from "./carriage.page.tsx";
import { type Sheet, type SheetItem, sheetNumber } from "./hand-over.ts";
import { ORIGINALS } from "./original-list.page.tsx";
import { text } from "./texts.ts";

const SheetState = ({ locale, sheet }: { locale: Locale; sheet: Sheet }) => (
  <Tag tone={sheet.receivedAt === null ? "warning" : sheet.underWay > 0 ? "info" : "success"}>
    {text(locale, sheet.receivedAt === null ? "sheet.waiting" : sheet.underWay > 0 ? "sheet.with_post" : "sheet.received")}
  </Tag>
);

export interface SheetListProps {
  readonly locale: Locale;
  readonly sheets: readonly Sheet[];
  readonly waiting: readonly Sheet[];
  readonly withPost: readonly Sheet[];
  readonly nextHref: string | undefined;
  readonly writes: boolean;
  /** Present where the reader may say whether scanning is required. */
  readonly rule:
    | { readonly required: boolean; readonly decisionNo: string; readonly csrf: string; readonly formKey: string }
    | undefined;
}

function SheetTable({ locale, sheets, caption }: { locale: Locale; sheets: readonly Sheet[]; caption: string }) {
  return (
    <Table
      caption={caption}
      captionHidden
      rows={sheets}
      rowKey={(row) => String(row.id)}
      empty={<EmptyState title={text(locale, "sheet.none")}>{text(locale, "sheet.none_hint")}</EmptyState>}
      columns={[
        {
          key: "number",
          header: text(locale, "sheet.number"),
          rowHeader: true,
          cell: (row) => <a href={`/giay-to/ban-giao/${row.id}`}>{sheetNumber(row)}</a>,
        },
        { key: "way", header: text(locale, "sheet.way"), cell: (row) => `${row.fromUnit} → ${row.toUnit ?? row.carrier ?? ""}` },
        { key: "items", header: text(locale, "sheet.items"), align: "end", cell: (row) => row.items },
        { key: "given", header: text(locale, "sheet.given"), cell: (row) => `${formatInstant(row.givenAt)} · ${row.giverName}` },
        { key: "state", header: text(locale, "digital.state"), cell: (row) => <SheetState locale={locale} sheet={row} /> },
      ]}
    />
  );
}

/** Hand-over sheets: first what waits for the reader's unit, then all of the agency. */
export function SheetListPage({ locale, sheets, waiting, withPost, nextHref, writes, rule }: SheetListProps) {
  return (
    <>
      <PageHeader
        title={text(locale, "sheet.title")}
        lead={text(locale, "sheet.lead")}
        actions={
          <>
            <LinkButton href={ORIGINALS}>{text(locale, "originals.list")}</LinkButton>
            {writes && (
              <LinkButton href="/giay-to/ban-giao/moi" icon="plus" variant="primary">
                {text(locale, "sheet.make")}
              </LinkButton>
            )}
          </>
        }
      />
      {waiting.length > 0 && (
        <Section title={text(locale, "sheet.for_you")}>
          <SheetTable locale={locale} sheets={waiting} caption={text(locale, "sheet.for_you")} />
        </Section>
      )}
      {withPost.length > 0 && (
        <Section title={text(locale, "sheet.with_post")}>
          <SheetTable locale={locale} sheets={withPost} caption={text(locale, "sheet.with_post")} />
        </Section>
      )}
      <Section title={text(locale, "sheet.all")}>
        <SheetTable locale={locale} sheets={sheets} caption={text(locale, "sheet.all")} />
        <Pagination nextHref={nextHref} />
      </Section>
      {rule !== undefined && (
        <Section title={text(locale, "rule.title")} lead={text(locale, "rule.lead")}>
          <Form action="/giay-to/quy-dinh-so-hoa" csrf={rule.csrf} formKey={rule.formKey} label={text(locale, "rule.title")}>
            <RadioGroup
              name="required"
              label={text(locale, "rule.question")}
              value={rule.required ? "yes" : "no"}
              options={[
                { value: "yes", label: text(locale, "rule.yes") },
                { value: "no", label: text(locale, "rule.no") },
              ]}
            />
            <TextField name="decisionNo" label={text(locale, "rule.decision")} required value={rule.decisionNo} width="m" />
            <Button variant="secondary">{text(locale, "rule.save")}</Button>
          </Form>
        </Section>
      )}
    </>
  );
}

export interface NewSheetProps {
  readonly locale: Locale;
  /** The units of the giver; asked for where they are several. */
  readonly from: readonly { readonly id: number; readonly name: string }[];
  readonly units: readonly { readonly id: number; readonly name: string }[];
  readonly csrf: string;
  readonly formKey: string;
  readonly typed: Readonly<Record<string, string | undefined>>;
}

export function NewSheetPage({ locale, from, units, csrf, formKey, typed }: NewSheetProps) {
  return (
    <>
      <PageHeader title={text(locale, "sheet.make")} lead={text(locale, "sheet.make_lead")} />
      <Form action="/giay-to/ban-giao/moi" csrf={csrf} formKey={formKey} label={text(locale, "sheet.make")}>
        <TextArea
          name="codes"
          label={text(locale, "sheet.codes")}
          hint={text(locale, "sheet.codes_hint")}
          required
          rows={5}
          value={typed["codes"]}
        />
        {from.length > 1 && (
          <SelectField
            name="fromUnitId"
            label={text(locale, "sheet.from_unit")}
            value={typed["fromUnitId"]}
            options={from.map((unit) => ({ value: String(unit.id), label: unit.name }))}
          />
        )}
        <SelectField
          name="toUnitId"
          label={text(locale, "sheet.to_unit")}
          emptyLabel={text(locale, "choose")}
          value={typed["toUnitId"]}
          options={units.map((unit) => ({ value: String(unit.id), label: unit.name }))}
        />
        <FormRow>
          <TextField
            name="carrier"
            label={text(locale, "sheet.carrier")}
            hint={text(locale, "sheet.carrier_hint")}
            value={typed["carrier"]}
            width="m"
          />
          <TextField name="carrierPerson" label={text(locale, "sheet.carrier_person")} value={typed["carrierPerson"]} width="m" />
        </FormRow>
        <TextField name="note" label={text(locale, "note")} value={typed["note"]} />
        <Button icon="send">{text(locale, "sheet.give")}</Button>
      </Form>
    </>
  );
}

export interface SheetPageProps {
  readonly locale: Locale;
  readonly sheet: Sheet;
  readonly items: readonly SheetItem[];
  readonly receives: boolean;
  readonly csrf: string;
  readonly formKey: string;
  readonly typed: Readonly<Record<string, string | string[] | undefined>>;
  /** A form of this sheet was refused and shows what was typed. */
  readonly refused: boolean;
  /** Where the post may have brought the papers; absent for who may not say so. */
  readonly units: CarriageFormProps["units"] | undefined;
}

function ReceiveForm({ locale, sheet, items, csrf, formKey, typed, refused }: SheetPageProps) {
  // Where the form was refused, what was ticked; else everything is.
  const ticked = refused ? [typed["arrived"] ?? []].flat() : items.map(({ dossierId }) => String(dossierId));
  return (
    <Form action={`/giay-to/ban-giao/${sheet.id}/nhan`} csrf={csrf} formKey={formKey} label={text(locale, "sheet.receive")}>
      <CheckboxGroup
        name="arrived"
        label={text(locale, "sheet.arrived")}
        values={ticked}
        options={items.map(({ dossierId, code, ownerName }) => ({ value: String(dossierId), label: `${code} – ${ownerName}` }))}
      />
      <TextField
        name="remark"
        label={text(locale, "sheet.remark")}
        hint={text(locale, "sheet.remark_hint")}
        value={[typed["remark"]].flat()[0]}
      />
      <Button icon="check">{text(locale, "sheet.receive")}</Button>
    </Form>
  );
}

function ItemTable({ locale, sheet, items }: Pick<SheetPageProps, "locale" | "sheet" | "items">) {
  return (
    <Table
      caption={text(locale, "sheet.items")}
      captionHidden
      rows={items}
      rowKey={(row) => String(row.dossierId)}
      columns={[
        {
          key: "code",
          header: text(locale, "sheet.code"),
          rowHeader: true,
          cell: (row) => (
            <a class="code nowrap" href={`/ho-so/${row.dossierId}`}>
              {row.code}
            </a>
          ),
        },
        { key: "owner", header: text(locale, "sheet.owner"), cell: (row) => row.ownerName },
        { key: "procedure", header: text(locale, "sheet.procedure"), cell: (row) => row.procedureName },
        { key: "papers", header: text(locale, "sheet.papers"), cell: (row) => row.papers ?? "–" },
        {
          key: "arrived",
          header: text(locale, sheet.carrier === null ? "sheet.arrived_short" : "carriage.outcome"),
          cell: (row) =>
            sheet.carrier !== null
              ? carriageText(locale, sheet, row)
              : row.arrived === null
                ? "–"
                : row.arrived
                  ? text(locale, "yes")
                  : text(locale, "sheet.missing", { remark: row.remark ?? "" }),
        },
      ]}
    />
  );
}

/** One hand-over sheet: who gave what to whom, and the receiving side's signature. */
export function SheetPage(props: SheetPageProps) {
  const { locale, sheet, items, receives, units } = props;
  return (
    <>
      <PageHeader
        title={text(locale, "sheet.one", { number: sheetNumber(sheet) })}
        lead={`${sheet.fromUnit} → ${sheet.toUnit ?? sheet.carrier ?? ""}`}
        tags={<SheetState locale={locale} sheet={sheet} />}
        actions={
          <LinkButton href={`/giay-to/ban-giao/${sheet.id}/phieu.pdf`} print>
            {text(locale, "sheet.print")}
          </LinkButton>
        }
      />
      <Columns
        asideLabel={text(locale, units === undefined ? "sheet.receive" : "carriage.end")}
        aside={
          <>
            {receives && <ReceiveForm {...props} />}
            {units !== undefined && <CarriageForm {...props} units={units} />}
          </>
        }
      >
        <Stack>
          <DescriptionList
            items={[
              { term: text(locale, "sheet.given"), detail: `${sheet.giverName}, ${formatInstant(sheet.givenAt)}` },
              {
                term: text(locale, "sheet.received_by"),
                detail:
                  sheet.receivedAt === null
                    ? text(locale, "sheet.waiting")
                    : `${sheet.receiverName ?? ""}, ${formatInstant(sheet.receivedAt)}`,
              },
              ...(sheet.note === null ? [] : [{ term: text(locale, "note"), detail: sheet.note }]),
            ]}
          />
          <ItemTable locale={locale} sheet={sheet} items={items} />
        </Stack>
      </Columns>
    </>
  );
}
