import { z } from "zod";
import { NATIONAL_STATUS } from "#core/workflow/dossier-state.ts";
import { type Actor, findPost } from "#platform/http/actor.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { page, redirect } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { Button, EmptyState, Form, Notice, PageHeader, Section, Stack, StatGrid, StatTile, Table } from "#ui/ui.tsx";
import type { Difference } from "./national-payload.rules.ts";
import { findNationalSettings, listReconciliations, type Reconciliation } from "./national.store.ts";
import type { NationalSettings } from "./national-settings.ts";
import { askForReconciliation } from "./reconcile-national.ts";
import { text } from "./texts.ts";

const PATH = "/dong-bo";
const roles = ["leader", "one_stop_head", "home_affairs_officer"] as const;

/** The agencies in which somebody has such a post, not every one in which they have any. */
const agenciesOf = ({ posts }: Actor): readonly number[] => [
  ...new Set(posts.filter(({ role }) => roles.some((one) => one === role)).map(({ agencyId }) => agencyId)),
];
const nothing = z.object({});

interface Shown {
  readonly locale: Locale;
  readonly csrf: string;
  readonly settings: NationalSettings | undefined;
  readonly rows: readonly Reconciliation[];
}

const statusText = (locale: Locale, status: number | null): string => {
  if (status === null) return text(locale, "sync.absent");
  const known = Object.values(NATIONAL_STATUS).some((code) => code === status);
  return known ? text(locale, `national.${status}` as "national.9") : String(status);
};

function DifferenceTable({ locale, rows }: { locale: Locale; rows: readonly Difference[] }) {
  return (
    <Table
      caption={text(locale, "sync.differing")}
      rows={rows.slice(0, 200)}
      rowKey={(row) => row.code}
      empty={<EmptyState title={text(locale, "sync.equal")} icon="check" />}
      columns={[
        {
          key: "code",
          header: text(locale, "sync.code"),
          rowHeader: true,
          cell: (row) => (
            <a class="code nowrap" href={`/ho-so?q=${encodeURIComponent(row.code)}`}>
              {row.code}
            </a>
          ),
        },
        { key: "here", header: text(locale, "sync.here"), cell: (row) => statusText(locale, row.here) },
        { key: "there", header: text(locale, "sync.there"), cell: (row) => statusText(locale, row.there) },
      ]}
    />
  );
}

function History({ locale, rows }: { locale: Locale; rows: readonly Reconciliation[] }) {
  return (
    <Section title={text(locale, "sync.history")}>
      <Table
        caption={text(locale, "sync.history")}
        captionHidden
        rows={rows}
        rowKey={(row) => String(row.id)}
        columns={[
          { key: "at", header: text(locale, "sync.at"), rowHeader: true, cell: (row) => formatInstant(row.at) },
          { key: "here", header: text(locale, "sync.here"), align: "end", cell: (row) => row.here },
          { key: "there", header: text(locale, "sync.there"), align: "end", cell: (row) => row.there },
          { key: "differing", header: text(locale, "sync.differing"), align: "end", cell: (row) => row.differing.length },
        ]}
      />
    </Section>
  );
}

/** How many dossiers each side has, and which differ. */
function ReconciliationPage({ locale, csrf, settings, rows }: Shown) {
  const [newest] = rows;
  return (
    <>
      <PageHeader
        title={text(locale, "sync.title")}
        lead={text(locale, "sync.lead")}
        actions={
          settings !== undefined && (
            <Form action={PATH} csrf={csrf} formKey={newFormKey()}>
              <Button variant="secondary">{text(locale, "sync.now")}</Button>
            </Form>
          )
        }
      />
      <Stack gap="l">
        {settings === undefined && <Notice tone="info">{text(locale, "sync.not_set_up")}</Notice>}
        {settings?.localPeer === true && <Notice tone="warning">{text(locale, "sync.local_peer")}</Notice>}
        {newest === undefined ? (
          <EmptyState title={text(locale, "sync.never")} />
        ) : (
          <>
            <StatGrid>
              <StatTile value={newest.here} label={text(locale, "sync.here")} hint={formatInstant(newest.at)} />
              <StatTile value={newest.there} label={text(locale, "sync.there")} />
              <StatTile
                value={newest.differing.length}
                label={text(locale, "sync.differing")}
                tone={newest.differing.length === 0 ? "success" : "warning"}
              />
            </StatGrid>
            <DifferenceTable locale={locale} rows={newest.differing} />
            <History locale={locale} rows={rows} />
          </>
        )}
      </Stack>
    </>
  );
}

const show = route({
  method: "GET",
  path: PATH,
  roles,
  scope: "agency-rows",
  auditName: "exchange.reconciliations",
  rate: "page",
  schema: { params: nothing, query: nothing, body: nothing },
  handler: async (c) => {
    const agencies = agenciesOf(c.actor as Actor);
    const it = await c.read(async (tx) => {
      const [settings, rows] = await Promise.all([findNationalSettings(tx), listReconciliations(tx, agencies)]);
      return { settings, rows };
    });
    const shown = <ReconciliationPage {...it} locale={c.locale} csrf={c.csrfToken} />;
    return page(c.shell({ title: text(c.locale, "sync.title") }, shown));
  },
});

const reconcile = route({
  method: "POST",
  path: PATH,
  roles,
  scope: "agency-rows",
  auditName: "exchange.reconcile",
  rate: "write",
  schema: { params: nothing, query: nothing, body: nothing },
  handler: async (c) => {
    // Their first post may be a plain one in another agency.
    const post = findPost(c.actor as Actor, roles);
    const agencies = post === undefined ? [] : [post.agencyId];
    await c.execute("exchange.reconcile", { agencies }, async (tx) => {
      await askForReconciliation(tx, agencies, c.now.toISOString().slice(0, 19), c.now);
      return null;
    });
    return redirect(PATH, text(c.locale, "sync.asked"));
  },
});

export const reconciliationPages = [show, reconcile];
