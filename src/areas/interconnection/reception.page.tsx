import type { LegalState } from "#core/workflow/dossier-state.ts";
import { DueCell, PartyFields, StateTag } from "#dossiers";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { type Component, componentsOf, type Procedure, type ProcedureSummary, termInWords } from "#procedures";
import {
  ActionBar,
  Button,
  CheckboxGroup,
  type Column,
  EmptyState,
  Fieldset,
  FilterBar,
  Form,
  LinkButton,
  PageHeader,
  Pagination,
  RadioGroup,
  SearchField,
  SelectField,
  Table,
  Tabs,
  TextField,
} from "#ui/ui.tsx";
import type { DeskOption, Typed } from "./file-bundle.page.tsx";
import { nextLegs } from "./reception.rules.ts";
import type { ReceptionRow } from "./reception.store.ts";
import { text } from "./texts.ts";

export const RECEPTIONS = "/tiep-nhan-ho";

interface ListProps {
  readonly locale: Locale;
  readonly rows: readonly ReceptionRow[];
  readonly names: ReadonlyMap<number, string>;
  readonly direction: "in" | "out";
  readonly mayReceive: boolean;
  readonly now: Date;
  readonly soon: Date;
  readonly previousHref: string | undefined;
  readonly nextHref: string | undefined;
}

/** How a reception ended that is not seen any more. */
function endOf({ legs }: ReceptionRow, locale: Locale): string {
  const last = (["handed_back", "given_back"] as const).find((leg) => legs.includes(leg));
  return last === undefined ? text(locale, "elsewhere.over") : text(locale, `leg.${last}`);
}

function columnsOf({ locale, names, direction, now, soon }: ListProps): readonly Column<ReceptionRow>[] {
  const other = (row: ReceptionRow): string =>
    names.get(direction === "out" ? row.decidingAgencyId : row.receivingAgencyId) ?? "";
  return [
    {
      key: "code",
      header: text(locale, "code"),
      rowHeader: true,
      nowrap: true,
      cell: (row) => (
        <>
          {row.state === null ? row.code : <a href={`/ho-so/${row.dossierId}`}>{row.code}</a>}
          <p class="muted">{formatInstant(row.receivedAt)}</p>
        </>
      ),
    },
    {
      key: "procedure",
      header: text(locale, "procedure"),
      cell: (row) => (
        <>
          {row.procedureName}
          <p class="muted">{row.ownerName}</p>
        </>
      ),
    },
    { key: "other", header: text(locale, direction === "out" ? "elsewhere.deciding" : "elsewhere.receiving"), cell: other },
    {
      key: "due",
      header: text(locale, "member.due"),
      cell: (row) =>
        row.state === null ? (
          "–"
        ) : (
          <DueCell it={{ dueAt: row.dueAt, pausedAt: null, endedAt: row.handedBackAt }} now={now} soon={soon} locale={locale} />
        ),
    },
    {
      key: "state",
      header: text(locale, "state"),
      cell: (row) => (row.state === null ? endOf(row, locale) : <StateTag state={row.state as LegalState} locale={locale} />),
    },
    {
      key: "next",
      header: text(locale, "elsewhere.next"),
      cell: (row) => {
        const { state, originalsHeld } = row;
        const standing = state === null ? undefined : { state, originalsHeld };
        const [next] = row.handedBackAt === null ? nextLegs(row, row.legs, standing) : [];
        return next === undefined ? "–" : text(locale, `leg.do_${next}`);
      },
    },
  ];
}

/** Dossiers received here for others, or by others for us: where papers and result are. */
export function ReceptionListPage(props: ListProps) {
  const { locale, rows, direction, mayReceive } = props;
  return (
    <>
      <PageHeader
        title={text(locale, "elsewhere.title")}
        lead={text(locale, "elsewhere.lead")}
        actions={
          mayReceive
            ? [
                <LinkButton key="new" href={`${RECEPTIONS}/moi`} variant="primary">
                  {text(locale, "elsewhere.new")}
                </LinkButton>,
              ]
            : []
        }
      />
      <Tabs
        label={text(locale, "elsewhere.title")}
        items={[
          { href: RECEPTIONS, label: text(locale, "elsewhere.out"), current: direction === "out" },
          { href: `${RECEPTIONS}?huong=in`, label: text(locale, "elsewhere.in"), current: direction === "in" },
        ]}
      />
      <Table
        caption={text(locale, `elsewhere.${direction}`)}
        captionHidden
        rows={rows}
        rowKey={(row) => String(row.dossierId)}
        empty={<EmptyState title={text(locale, "elsewhere.none")} />}
        columns={columnsOf(props)}
      />
      <Pagination previousHref={props.previousHref} nextHref={props.nextHref} />
    </>
  );
}

interface ChooseProps {
  readonly locale: Locale;
  readonly q: string;
  readonly found: readonly ProcedureSummary[];
}

export function ChooseElsewherePage({ locale, q, found }: ChooseProps) {
  return (
    <>
      <PageHeader title={text(locale, "elsewhere.new")} lead={text(locale, "elsewhere.choose_lead")} />
      <FilterBar action={`${RECEPTIONS}/moi`} submitLabel={text(locale, "find")}>
        <SearchField name="q" label={text(locale, "procedure")} value={q} />
      </FilterBar>
      <Table
        caption={text(locale, "procedure")}
        captionHidden
        rows={found}
        rowKey={(row) => row.code}
        empty={<EmptyState title={text(locale, "elsewhere.no_procedure")} />}
        columns={[
          {
            key: "name",
            header: text(locale, "procedure"),
            rowHeader: true,
            cell: (row) => <a href={`${RECEPTIONS}/moi/${row.versionId}`}>{row.name}</a>,
          },
          { key: "field", header: text(locale, "field"), cell: (row) => row.field },
          { key: "term", header: text(locale, "term"), cell: (row) => termInWords(locale, row.term) },
        ]}
      />
    </>
  );
}

interface ReceiveProps {
  readonly locale: Locale;
  readonly procedure: Procedure;
  readonly caseCode: string;
  readonly desks: readonly DeskOption[];
  readonly typed: Typed;
  readonly csrf: string;
}

const paperLabel = ({ name, required }: Component): string => (required ? `${name} *` : name);

/** Whose dossier it is, and how that was checked. */
function Owner({ locale, typed }: Pick<ReceiveProps, "locale" | "typed">) {
  return (
    <Fieldset legend={text(locale, "applicant")}>
      <PartyFields locale={locale} typed={typed} prefix="parties.owner" required />
      <RadioGroup
        inline
        name="identityResult"
        label={text(locale, "identity")}
        value={identityOf(typed) ?? "matched"}
        options={(["matched", "mismatched", "not_checked"] as const).map((value) => ({
          value,
          label: text(locale, `identity.${value}`),
        }))}
      />
    </Fieldset>
  );
}

const identityOf = (typed: Typed): string | undefined => {
  const value = typed["identityResult"];
  return Array.isArray(value) ? value[0] : value;
};

/** One short form: which agency decides, whose it is, what was handed in, on paper or electronically. */
export function ReceiveElsewherePage({ locale, procedure, caseCode, desks, typed, csrf }: ReceiveProps) {
  const one = (name: string): string | undefined => {
    const value = typed[name];
    return Array.isArray(value) ? value[0] : value;
  };
  const papers = typed["papers"] ?? [];
  const { cases } = procedure.definition;
  return (
    <>
      <PageHeader title={procedure.name} lead={text(locale, "elsewhere.form_lead")} />
      <Form action={`${RECEPTIONS}/moi/${procedure.versionId}`} csrf={csrf} formKey={newFormKey()}>
        <SelectField
          name="unitId"
          label={text(locale, "elsewhere.deciding")}
          hint={text(locale, "elsewhere.deciding_hint")}
          value={one("unitId")}
          options={desks}
          emptyLabel={text(locale, "choose")}
          required
        />
        {cases.length > 0 && (
          <SelectField
            name="caseCode"
            label={text(locale, "elsewhere.case")}
            value={one("caseCode") ?? caseCode}
            options={cases.map(({ code, name }) => ({ value: code, label: name }))}
            required
          />
        )}
        <Owner locale={locale} typed={typed} />
        <TextField name="subject" label={text(locale, "subject")} value={one("subject")} maxLength={500} />
        <CheckboxGroup
          name="papers"
          label={text(locale, "papers")}
          hint={text(locale, "papers_hint")}
          values={Array.isArray(papers) ? papers : [papers]}
          options={componentsOf(procedure.definition, caseCode).map((component) => ({
            value: component.code,
            label: paperLabel(component),
          }))}
        />
        <RadioGroup
          name="form"
          label={text(locale, "elsewhere.form")}
          value={one("form") ?? "electronic"}
          required
          options={(["electronic", "paper"] as const).map((value) => ({
            value,
            label: text(locale, `elsewhere.${value}`),
            hint: text(locale, `elsewhere.${value}_hint`),
          }))}
        />
        <ActionBar sticky>
          <Button>{text(locale, "elsewhere.do")}</Button>
        </ActionBar>
      </Form>
    </>
  );
}
