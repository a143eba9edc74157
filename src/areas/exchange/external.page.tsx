import { newFormKey } from "#platform/http/idempotency-key.ts";
import { formatDay, formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  Button,
  EmptyState,
  Form,
  LinkButton,
  PageHeader,
  Section,
  Stack,
  StatGrid,
  StatTile,
  Table,
  TextField,
} from "#ui/ui.tsx";
import type { Comparison, DifferenceKind, ExternalDifference } from "./external.store.ts";
import { SOURCE_STATES } from "./mapping.ts";
import { text } from "./texts.ts";

export const EXTERNAL = "/he-thong-khac";

/** Differences on one page, the open ones first; the CSV has all. */
export const MOST_SHOWN = 200;

/** A comparison with what its system is called. */
export type NamedComparison = Comparison & { readonly name: string };

export interface ExternalPageProps {
  readonly locale: Locale;
  readonly csrf: string;
  readonly comparisons: readonly NamedComparison[];
  /** The comparison that is looked at. */
  readonly chosen: NamedComparison | undefined;
  readonly differences: readonly ExternalDifference[];
  readonly mayImport: boolean;
  readonly typed: { readonly id: number; readonly reason: string } | undefined;
}

export const hrefOf = (path: string, { system, day }: Pick<Comparison, "system" | "day">): string =>
  `${path}?${new URLSearchParams({ system, day }).toString()}`;

const isDay = (value: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(value);
const isState = (value: string): boolean => (SOURCE_STATES as readonly string[]).includes(value);

/** A state, a day or a reason as people read it. */
export function sideText(locale: Locale, kind: DifferenceKind, value: string | null): string {
  if (value === null) return "–";
  if (isDay(value)) return formatDay(value);
  if (isState(value)) return text(locale, `told.${value}` as "told.decided");
  return kind === "only_there" ? text(locale, `reason.${value}` as "reason.required") : value;
}

function Resolution({ row, ...props }: Omit<ExternalPageProps, "differences"> & { row: ExternalDifference }) {
  const { locale, csrf, chosen, typed } = props;
  if (row.resolvedAt !== null) {
    const { reason, resolvedBy, resolvedAt } = row;
    return (
      <>{text(locale, "external.resolved", { reason: reason ?? "", who: resolvedBy ?? "–", at: formatInstant(resolvedAt) })}</>
    );
  }
  return (
    <Form
      action={chosen === undefined ? EXTERNAL : hrefOf(`${EXTERNAL}/${row.id}/xong`, chosen)}
      csrf={csrf}
      formKey={newFormKey()}
    >
      <TextField
        id={`reason-${row.id}`}
        name="reason"
        label={text(locale, "external.reason")}
        value={typed?.id === row.id ? typed.reason : ""}
        required
      />
      <Button variant="secondary">{text(locale, "external.resolve")}</Button>
    </Form>
  );
}

function Differences(props: ExternalPageProps) {
  const { locale, differences } = props;
  return (
    <Table
      caption={text(locale, "external.differing")}
      stack
      rows={differences}
      rowKey={(row) => String(row.id)}
      empty={<EmptyState title={text(locale, "external.equal")} icon="check" />}
      columns={[
        {
          key: "code",
          header: text(locale, "external.code"),
          rowHeader: true,
          cell: (row) =>
            row.kind === "only_there" ? (
              <span class="code">{row.code}</span>
            ) : (
              <a class="code" href={`/ho-so?q=${encodeURIComponent(row.code)}`}>
                {row.code}
              </a>
            ),
        },
        {
          key: "what",
          header: text(locale, "external.what"),
          nowrap: true,
          cell: (row) => text(locale, `difference.${row.kind}`),
        },
        { key: "here", header: text(locale, "external.here"), cell: (row) => sideText(locale, row.kind, row.here) },
        { key: "there", header: text(locale, "external.there"), cell: (row) => sideText(locale, row.kind, row.there) },
        { key: "todo", header: text(locale, "external.todo"), width: "l", cell: (row) => text(locale, `todo.${row.kind}`) },
        { key: "state", header: text(locale, "external.state"), width: "l", cell: (row) => <Resolution {...props} row={row} /> },
      ]}
    />
  );
}

function Comparisons({ locale, comparisons }: Pick<ExternalPageProps, "locale" | "comparisons">) {
  return (
    <Section title={text(locale, "external.list")}>
      <Table
        caption={text(locale, "external.list")}
        captionHidden
        rows={comparisons}
        rowKey={(row) => `${row.agencyId} ${row.system} ${row.day}`}
        columns={[
          {
            key: "day",
            header: text(locale, "external.day"),
            rowHeader: true,
            cell: (row) => <a href={hrefOf(EXTERNAL, row)}>{formatDay(row.day)}</a>,
          },
          { key: "system", header: text(locale, "external.system"), cell: (row) => row.name },
          { key: "here", header: text(locale, "external.here"), align: "end", cell: (row) => row.here },
          { key: "there", header: text(locale, "external.there"), align: "end", cell: (row) => row.there },
          { key: "open", header: text(locale, "external.open"), align: "end", cell: (row) => row.open },
        ]}
      />
    </Section>
  );
}

/** Here, there and differing: one system on one day, and the days before. */
export function ExternalPage(props: ExternalPageProps) {
  const { locale, chosen } = props;
  return (
    <>
      <PageHeader
        title={text(locale, "external.title")}
        lead={text(locale, "external.lead")}
        actions={[
          ...(props.mayImport
            ? [
                <LinkButton key="import" href={`${EXTERNAL}/nhap`} variant="primary">
                  {text(locale, "take_over.title")}
                </LinkButton>,
              ]
            : []),
          ...(chosen === undefined
            ? []
            : [
                <LinkButton key="export" href={hrefOf(`${EXTERNAL}/xuat.csv`, chosen)} variant="secondary">
                  {text(locale, "external.export")}
                </LinkButton>,
              ]),
        ]}
      />
      {chosen === undefined ? (
        <EmptyState title={text(locale, "external.none")}>{text(locale, "external.none_hint")}</EmptyState>
      ) : (
        <Stack gap="l">
          <StatGrid>
            <StatTile value={chosen.here} label={text(locale, "external.here")} hint={formatInstant(chosen.at)} />
            <StatTile value={chosen.there} label={text(locale, "external.there")} hint={chosen.name} />
            <StatTile
              value={chosen.open}
              label={text(locale, "external.open")}
              tone={chosen.open === 0 ? "success" : "warning"}
            />
          </StatGrid>
          <Differences {...props} />
          {chosen.differing > MOST_SHOWN && (
            <p class="muted">{text(locale, "external.first_shown", { shown: MOST_SHOWN, count: chosen.differing })}</p>
          )}
          <Comparisons {...props} />
        </Stack>
      )}
    </>
  );
}
