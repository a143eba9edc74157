import type { Locale } from "#platform/i18n/messages.ts";
import {
  Card,
  Checkbox,
  ComboboxField,
  Details,
  EmptyState,
  FilterBar,
  Grid,
  LinkButton,
  NotAtKiosk,
  Notice,
  PageHeader,
  Pagination,
  Section,
  SelectField,
  Stack,
  TextField,
} from "#ui/ui.tsx";
import { GUIDES } from "./life-events.page.tsx";
import { linkTo, shorten } from "./links.ts";
import { AUDIENCES, type Level, LEVELS } from "./procedure.ts";
import type { FieldCount } from "./procedure.store.ts";
import type { AskBack } from "./search/ask-back.rules.ts";
import type { FoundProcedures } from "./search/find-procedures.ts";
import type { Match } from "./search/rank.rules.ts";
import { whyInWords } from "./search/why-in-words.ts";
import { shortTerm } from "./term-words.ts";
import { text } from "./texts.ts";

export interface CatalogueQuery {
  readonly q?: string | undefined;
  readonly field?: string | undefined;
  readonly level?: string | undefined;
  readonly commune?: string | undefined;
  readonly audience?: string | undefined;
  readonly agency?: string | undefined;
  readonly online?: string | undefined;
  readonly page: number;
}

export const PAGE_SIZE = 25;

export interface CatalogueProps {
  readonly locale: Locale;
  readonly query: CatalogueQuery;
  readonly found: FoundProcedures;
  readonly fields: readonly FieldCount[];
}

export function CataloguePage({ locale, query, found, fields }: CatalogueProps) {
  const { page: _, ...filter } = query;
  const given = Object.values(filter).filter((value) => value !== undefined && value !== "").length;
  return (
    <Stack>
      <PageHeader
        title={text(locale, "catalogue.title")}
        lead={text(locale, "catalogue.lead")}
        actions={
          <>
            <LinkButton href={GUIDES} variant="secondary">
              {text(locale, "catalogue.guides")}
            </LinkButton>
            <NotAtKiosk>
              <LinkButton href="/niem-yet" variant="secondary">
                {text(locale, "boards.title")}
              </LinkButton>
            </NotAtKiosk>
          </>
        }
      />
      <CatalogueFilters locale={locale} query={query} fields={fields} given={given} />
      {found.corrected !== undefined && <p role="status">{text(locale, "catalogue.corrected", { text: found.corrected })}</p>}
      {found.fits && found.total > 0 ? (
        <Results locale={locale} query={query} found={found} />
      ) : (
        <NothingFound locale={locale} found={found} given={given} />
      )}
    </Stack>
  );
}

function Results({ locale, query, found }: Omit<CatalogueProps, "fields">) {
  const { page, ...filter } = query;
  const from = (page - 1) * PAGE_SIZE + 1;
  const to = from + found.matches.length - 1;
  return (
    <>
      {found.isDoubtful && (
        <Notice tone="warning" title={text(locale, "catalogue.doubtful")}>
          <p>{text(locale, "catalogue.doubtful_hint")}</p>
        </Notice>
      )}
      {page === 1 && <AskingBack locale={locale} query={query} found={found} />}
      <p role="status">{text(locale, "catalogue.count", { count: found.total })}</p>
      <Stack gap="s">
        {found.matches.map((match) => (
          <Entry key={match.procedure.code} locale={locale} match={match} />
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
  );
}

function CatalogueFilters({ locale, query, fields, given }: Omit<CatalogueProps, "found"> & { readonly given: number }) {
  // On a phone all of them together would push what was found off the screen.
  const isNarrowed = given > (query.q === undefined || query.q === "" ? 0 : 1);
  return (
    <FilterBar
      action="/thu-tuc"
      submitLabel={text(locale, "catalogue.search")}
      resetHref={given > 0 ? "/thu-tuc" : undefined}
      count={given}
      open
    >
      <ComboboxField
        name="q"
        label={text(locale, "catalogue.q")}
        hint={text(locale, "catalogue.q_hint")}
        value={query.q}
        src="/api/v1/procedures/suggestions"
        width="full"
      />
      <Details summary={text(locale, "catalogue.narrow")} open={isNarrowed}>
        <Narrowing locale={locale} query={query} fields={fields} />
      </Details>
    </FilterBar>
  );
}

/** What narrows the list: most people ask and need none of it, so it lies folded until one of it is used. */
function Narrowing({ locale, query, fields }: Omit<CatalogueProps, "found">) {
  return (
    <Grid columns={3}>
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
      <SelectField
        name="audience"
        label={text(locale, "catalogue.audience")}
        value={query.audience}
        emptyLabel={text(locale, "catalogue.audience_all")}
        options={AUDIENCES.map((audience) => ({ value: audience, label: text(locale, `audience.${audience}`) }))}
      />
      <TextField
        name="agency"
        label={text(locale, "catalogue.agency")}
        hint={text(locale, "catalogue.agency_hint")}
        value={query.agency}
      />
      <SelectField
        name="online"
        label={text(locale, "catalogue.online")}
        value={query.online}
        emptyLabel={text(locale, "catalogue.online_all")}
        options={[
          { value: "1", label: text(locale, "catalogue.online_yes") },
          { value: "0", label: text(locale, "catalogue.online_no") },
        ]}
      />
      <Checkbox name="commune" label={text(locale, "catalogue.commune")} checked={query.commune === "1"} />
    </Grid>
  );
}

/** Several fit about equally: the question that tells them apart, each answer a link. */
function AskingBack({ locale, query, found }: Omit<CatalogueProps, "fields">) {
  if (found.askBack.length === 0) return null;
  return (
    <Notice tone="info" title={text(locale, "catalogue.ask.title")}>
      <p>{text(locale, "catalogue.ask.lead")}</p>
      {found.askBack.map((question) => (
        <div key={question.by}>
          <p>
            <strong>{text(locale, `catalogue.ask.${question.by}`)}</strong>
          </p>
          <ul>
            {question.options.map((option) => (
              <li key={option.value}>
                <a href={answerHref(query, question.by, option)}>
                  {question.by === "level" ? text(locale, `level.${option.value as Level}`) : shorten(option.value, 160)}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Notice>
  );
}

function answerHref(query: CatalogueQuery, by: AskBack["by"], option: AskBack["options"][number]): string {
  const [only] = option.codes;
  if (by === "case" || option.codes.length === 1) return `/thu-tuc/${only ?? ""}`;
  const { page: _, ...filter } = query;
  return linkTo("/thu-tuc", { ...filter, [by]: option.value });
}

function NothingFound({ locale, found, given }: { locale: Locale; found: FoundProcedures; given: number }) {
  if (given === 0)
    return (
      <EmptyState title={text(locale, "catalogue.empty_database")} icon="search">
        <p>{text(locale, "catalogue.empty_database_hint")}</p>
      </EmptyState>
    );
  return (
    <>
      <EmptyState
        title={text(locale, "catalogue.empty")}
        icon="search"
        action={
          <LinkButton href="/thu-tuc" variant="secondary">
            {text(locale, "catalogue.reset")}
          </LinkButton>
        }
      >
        <p>{text(locale, "catalogue.empty_what")}</p>
        <ul>
          <li>{text(locale, "catalogue.empty_shorter")}</li>
          <li>
            <a href={GUIDES}>{text(locale, "catalogue.empty_guides")}</a>
          </li>
          <li>{text(locale, "catalogue.empty_field")}</li>
          <li>{text(locale, "catalogue.empty_office")}</li>
        </ul>
      </EmptyState>
      {found.matches.length > 0 && (
        <Section title={text(locale, "catalogue.nearest")}>
          <Stack gap="s">
            {found.matches.slice(0, 5).map((match) => (
              <Entry key={match.procedure.code} locale={locale} match={match} />
            ))}
          </Stack>
        </Section>
      )}
    </>
  );
}

function Entry({ locale, match: { procedure, why } }: { locale: Locale; match: Match }) {
  const reason = whyInWords(locale, why);
  return (
    <Card title={shorten(procedure.name)} href={`/thu-tuc/${procedure.code}`}>
      <p class="muted">
        <span class="code">{procedure.code}</span> · {procedure.field} · {shortTerm(locale, procedure.term)}
      </p>
      {reason !== "" && <p class="muted small">{reason}</p>}
    </Card>
  );
}
