import type { Locale } from "#platform/i18n/messages.ts";
import {
  Card,
  Checkbox,
  EmptyState,
  FilterBar,
  FormRow,
  LinkButton,
  Notice,
  PageHeader,
  Pagination,
  PrintLayout,
  SearchField,
  Section,
  SelectField,
  Stack,
  Table,
  Tag,
} from "#ui/ui.tsx";
import { assetVersion } from "#platform/http/assets.ts";
import { isOpenOn } from "./get-open-procedure.ts";
import { LEVELS, type Procedure, type ProcedureSummary } from "./procedure.ts";
import type { FieldCount } from "./procedure.store.ts";
import type { FoundProcedures } from "./search.store.ts";
import { periodInWords, ProcedureFacts, ProcedureParts } from "./procedure-parts.page.tsx";
import { shortTerm } from "./term-words.ts";
import { text } from "./texts.ts";

export interface CatalogueQuery {
  readonly q?: string | undefined;
  readonly field?: string | undefined;
  readonly level?: string | undefined;
  readonly commune?: string | undefined;
  readonly page: number;
}

export const PAGE_SIZE = 25;

/** Some official names run over a thousand letters; lists and headings show their beginning. */
export const shorten = (name: string, most = 200): string =>
  name.length <= most ? name : `${name.slice(0, most).replace(/\s\S*$/u, "")}…`;

export function linkTo(path: string, query: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  const search = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return search === "" ? path : `${path}?${search}`;
}

export interface CatalogueProps {
  readonly locale: Locale;
  readonly query: CatalogueQuery;
  readonly found: FoundProcedures;
  readonly fields: readonly FieldCount[];
}

export function CataloguePage({ locale, query, found, fields }: CatalogueProps) {
  const hasFilter = [query.q, query.field, query.level, query.commune].some((value) => value !== undefined && value !== "");
  const { page, ...filter } = query;
  const from = (page - 1) * PAGE_SIZE + 1;
  const to = from + found.procedures.length - 1;
  return (
    <Stack>
      <PageHeader title={text(locale, "catalogue.title")} lead={text(locale, "catalogue.lead")} />
      <CatalogueFilters locale={locale} query={query} fields={fields} hasFilter={hasFilter} />
      {found.procedures.length === 0 ? (
        <NothingFound locale={locale} hasFilter={hasFilter} />
      ) : (
        <>
          <p role="status">{text(locale, "catalogue.count", { count: found.total })}</p>
          <Stack gap="s">
            {found.procedures.map((p) => (
              <Entry key={p.code} locale={locale} procedure={p} />
            ))}
          </Stack>
          <Pagination
            previousHref={page > 1 ? linkTo("/thu-tuc", { ...filter, page: page - 1 }) : undefined}
            nextHref={to < found.total ? linkTo("/thu-tuc", { ...filter, page: page + 1 }) : undefined}
            from={from}
            to={to}
            exact={found.total}
          />
        </>
      )}
    </Stack>
  );
}

function CatalogueFilters({ locale, query, fields, hasFilter }: Omit<CatalogueProps, "found"> & { readonly hasFilter: boolean }) {
  return (
    <FilterBar
      action="/thu-tuc"
      submitLabel={text(locale, "catalogue.search")}
      resetHref={hasFilter ? "/thu-tuc" : undefined}
      open
    >
      <SearchField
        name="q"
        label={text(locale, "catalogue.q")}
        hint={text(locale, "catalogue.q_hint")}
        value={query.q}
        width="full"
      />
      <FormRow>
        <SelectField
          name="field"
          label={text(locale, "catalogue.field")}
          value={query.field}
          emptyLabel={text(locale, "catalogue.field_all")}
          options={fields.map((f) => ({ value: f.field, label: `${f.field} (${f.procedures})` }))}
        />
        <SelectField
          name="level"
          label={text(locale, "catalogue.level")}
          value={query.level}
          emptyLabel={text(locale, "catalogue.level_all")}
          options={LEVELS.map((level) => ({ value: level, label: text(locale, `level.${level}`) }))}
        />
      </FormRow>
      <Checkbox name="commune" label={text(locale, "catalogue.commune")} checked={query.commune === "1"} />
    </FilterBar>
  );
}

function NothingFound({ locale, hasFilter }: { locale: Locale; hasFilter: boolean }) {
  const key = hasFilter ? "catalogue.empty" : "catalogue.empty_database";
  return (
    <EmptyState
      title={text(locale, key)}
      icon="search"
      action={
        hasFilter ? (
          <LinkButton href="/thu-tuc" variant="secondary">
            {text(locale, "catalogue.reset")}
          </LinkButton>
        ) : undefined
      }
    >
      <p>{text(locale, `${key}_hint`)}</p>
    </EmptyState>
  );
}

function Entry({ locale, procedure }: { locale: Locale; procedure: ProcedureSummary }) {
  return (
    <Card title={shorten(procedure.name)} href={`/thu-tuc/${procedure.code}`} level={3}>
      <p class="muted">
        <span class="code">{procedure.code}</span> · {procedure.field} · {shortTerm(locale, procedure.term)}
      </p>
    </Card>
  );
}

export interface ProcedurePageProps {
  readonly locale: Locale;
  readonly procedure: Procedure;
  readonly versions: readonly ProcedureSummary[];
  readonly caseCode?: string | undefined;
  readonly today: string;
}

export function ProcedurePage({ locale, procedure, versions, caseCode, today }: ProcedurePageProps) {
  const href = `/thu-tuc/${procedure.code}`;
  return (
    <Stack>
      <PageHeader
        kicker={procedure.field}
        title={shorten(procedure.name, 300)}
        actions={
          <LinkButton href={linkTo(`${href}/in`, { "truong-hop": caseCode })} icon="print" variant="secondary">
            {text(locale, "procedure.print")}
          </LinkButton>
        }
      />
      <NotInForce locale={locale} procedure={procedure} today={today} />
      <ProcedureFacts locale={locale} procedure={procedure} />
      <ProcedureParts locale={locale} procedure={procedure} caseCode={caseCode} href={href} />
      <Section title={text(locale, "part.history")} id="phien-ban">
        <Versions locale={locale} versions={versions} />
      </Section>
    </Stack>
  );
}

function NotInForce({ locale, procedure, today }: { locale: Locale; procedure: Procedure; today: string }) {
  if (isOpenOn(procedure, today)) return null;
  const future = procedure.status === "published" && procedure.from !== null && procedure.from > today;
  return (
    <Notice tone="warning" title={text(locale, future ? "procedure.not_yet" : "procedure.not_in_force")}>
      <p>{future ? periodInWords(locale, procedure) : text(locale, "procedure.not_in_force_text")}</p>
    </Notice>
  );
}

export function Versions({
  locale,
  versions,
  hrefOf,
}: {
  locale: Locale;
  versions: readonly ProcedureSummary[];
  hrefOf?: (version: ProcedureSummary) => string;
}) {
  return (
    <Table
      caption={text(locale, "part.history")}
      captionHidden
      stack
      rows={versions}
      columns={[
        {
          key: "version",
          header: text(locale, "procedure.version"),
          rowHeader: true,
          cell: (v) => (hrefOf === undefined ? v.version : <a href={hrefOf(v)}>{v.version}</a>),
        },
        { key: "period", header: text(locale, "procedure.in_force"), cell: (v) => periodInWords(locale, v) },
        { key: "term", header: text(locale, "procedure.term"), cell: (v) => shortTerm(locale, v.term) },
        { key: "status", header: text(locale, "admin.status"), cell: (v) => <StatusTag locale={locale} version={v} /> },
        { key: "origin", header: text(locale, "procedure.source"), cell: (v) => text(locale, `origin.${v.origin}`) },
      ]}
    />
  );
}

export function StatusTag({ locale, version }: { locale: Locale; version: ProcedureSummary }) {
  const tone = version.status === "published" ? "success" : version.status === "draft" ? "info" : "neutral";
  return <Tag tone={tone}>{text(locale, `status.${version.status}`)}</Tag>;
}

export function ProcedurePrint({ locale, procedure, caseCode }: ProcedurePageProps) {
  return (
    <PrintLayout locale={locale} title={procedure.name} backHref={`/thu-tuc/${procedure.code}`} assetVersion={assetVersion}>
      <h1>{procedure.name}</h1>
      <ProcedureFacts locale={locale} procedure={procedure} />
      <ProcedureParts locale={locale} procedure={procedure} caseCode={caseCode} />
    </PrintLayout>
  );
}
