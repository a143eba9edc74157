import { z } from "zod";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { agencyField, inAgency, keptAgency, loadChoice, officialFor, officialOn } from "./acting-in.ts";
import { EndBlanksInput, ReceiveBlanksInput } from "./blank.ts";
import { BlanksPage } from "./blank.page.tsx";
import { listEnded, listTotals } from "./blank.store.ts";
import { receiveBlanks, writeOffBlanks } from "./keep-blanks.ts";
import { RESULT_READERS, WRITERS } from "./result.ts";
import { resultPath } from "./result-paths.ts";
import { text } from "./texts.ts";

type Context = RequestContext<unknown, unknown, unknown>;
type Typed = Readonly<Record<string, string | string[] | undefined>>;
const nothing = z.object({});
const MOST = 100;

async function show(
  c: Context,
  agency: number | undefined,
  refused?: "receive" | "end",
  typed: Typed = {},
  errors: readonly FieldRefusal[] = [],
): Promise<Reply> {
  const { agencyId } = officialFor(c.actor, RESULT_READERS, agency);
  const [totals, ended, agencies] = await c.read((tx) =>
    Promise.all([listTotals(tx, agencyId), listEnded(tx, agencyId, MOST), loadChoice(tx, c, RESULT_READERS, agencyId)]),
  );
  const writes = c.actor?.posts.some((post) => post.agencyId === agencyId && WRITERS.includes(post.role)) === true;
  return page(
    c.shell(
      { title: text(c.locale, "blanks"), errors, wide: true },
      <BlanksPage
        locale={c.locale}
        totals={totals}
        agencies={agencies}
        ended={ended}
        writes={writes}
        refused={refused}
        typed={typed}
        errors={errors}
        csrf={c.csrfToken}
        newKey={newFormKey}
      />,
    ),
  );
}

const blanksPage = route({
  method: "GET",
  path: "/phoi",
  roles: RESULT_READERS,
  scope: "agency-rows",
  auditName: "blanks.list",
  rate: "page",
  schema: { params: nothing, query: z.object({ agency: agencyField }), body: nothing },
  handler: (c) => show(c, c.query.agency),
});

const receivePage = route({
  method: "POST",
  path: "/phoi/nhap",
  roles: WRITERS,
  scope: "agency-rows",
  auditName: "blanks.receive",
  rate: "write",
  schema: { params: nothing, query: nothing, body: ReceiveBlanksInput },
  handler: async (c) => {
    const by = officialFor(c.actor, WRITERS, c.body.agency);
    const { count } = await c.execute("blanks.receive", c.body, (tx, unit) => receiveBlanks(tx, unit, by, c.body, c.now));
    return redirect(inAgency(resultPath.blanks, c.body.agency), text(c.locale, "blank.received_done", { count }));
  },
  onRefusal: (c, _refusal, errors, typed) => show(c, agencyField.safeParse(typed["agency"]).data, "receive", typed, errors),
});

const endPage = route({
  method: "POST",
  path: "/phoi/ghi",
  roles: WRITERS,
  scope: "agency-rows",
  auditName: "blanks.write_off",
  rate: "write",
  schema: { params: nothing, query: nothing, body: EndBlanksInput },
  handler: async (c) => {
    const by = await officialOn.code(c, WRITERS, c.body.dossierCode, c.body.agency);
    const { count } = await c.execute("blanks.write_off", c.body, (tx, unit) => writeOffBlanks(tx, unit, by, c.body, c.now));
    return redirect(
      inAgency(resultPath.blanks, keptAgency(c.actor, RESULT_READERS, by.agencyId)),
      text(c.locale, "blank.ended_done", { count, state: text(c.locale, `blank.${c.body.state}`) }),
    );
  },
  onRefusal: (c, _refusal, errors, typed) => show(c, agencyField.safeParse(typed["agency"]).data, "end", typed, errors),
});

export const blankPages = [blanksPage, receivePage, endPage];
