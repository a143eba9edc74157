import { z } from "zod";
import type { Actor } from "#platform/http/actor.ts";
import { page } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { EmptyState, PageHeader, Table } from "#ui/ui.tsx";
import { type Breach, listBreaches } from "./breach.store.ts";
import { handOverRuleOn } from "./hand-over-rule.ts";
import { text } from "./texts.ts";

const nothing = z.object({});

/** What is wrong, and for what the law asks for in a day by which rule. */
function Cause({ locale, breach }: { locale: Locale; breach: Breach }) {
  const rule = breach.cause === "not_handed_over" ? handOverRuleOn(breach.receivedAt.getTime()) : undefined;
  return (
    <>
      {text(locale, `breach.${breach.cause}`)}
      {rule !== undefined && (
        <div class="muted small">
          {text(locale, "breach.received", { at: formatInstant(breach.receivedAt) })} {rule.source}
        </div>
      )}
    </>
  );
}

function BreachPage({ locale, breaches }: { locale: Locale; breaches: readonly Breach[] }) {
  return (
    <>
      <PageHeader title={text(locale, "breach.title")} lead={text(locale, "breach.lead")} />
      <Table
        caption={text(locale, "breach.title")}
        captionHidden
        stack
        rows={breaches}
        rowKey={(row) => `${row.dossierId}.${row.cause}`}
        empty={
          <EmptyState title={text(locale, "breach.none")} icon="check">
            {text(locale, "breach.none_hint")}
          </EmptyState>
        }
        columns={[
          {
            key: "code",
            header: text(locale, "code"),
            rowHeader: true,
            cell: (row) => (
              <a class="code nowrap" href={`/ho-so/${row.dossierId}`}>
                {row.code}
              </a>
            ),
          },
          { key: "procedure", header: text(locale, "procedure"), cell: (row) => row.procedureName },
          { key: "cause", header: text(locale, "breach.cause"), cell: (row) => <Cause locale={locale} breach={row} /> },
          { key: "found", header: text(locale, "breach.found"), cell: (row) => formatInstant(row.foundAt) },
        ]}
      />
    </>
  );
}

export const breachPage = route({
  method: "GET",
  path: "/ho-so/vuong-mac",
  roles: ["one_stop_head", "leader", "division_head", "home_affairs_officer"],
  scope: "agency-rows",
  auditName: "dossiers.breaches",
  rate: "page",
  schema: { params: nothing, query: nothing, body: nothing },
  handler: async (c) => {
    const breaches = await c.read((tx) => listBreaches(tx, (c.actor as Actor).agencies));
    return page(c.shell({ title: text(c.locale, "breach.title") }, <BreachPage locale={c.locale} breaches={breaches} />));
  },
});
