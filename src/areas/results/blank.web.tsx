import { z } from "zod";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { officialFor, officialOn } from "./acting-in.ts";
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
  refused?: "receive" | "end",
  typed: Typed = {},
  errors: readonly FieldRefusal[] = [],
): Promise<Reply> {
  const { agencyId } = officialFor(c.actor, RESULT_READERS);
  const [totals, ended] = await c.read((tx) => Promise.all([listTotals(tx, agencyId), listEnded(tx, agencyId, MOST)]));
  const writes = c.actor?.posts.some(({ role }) => WRITERS.includes(role)) === true;
  return page(
    c.shell(
      { title: text(c.locale, "blanks"), errors, wide: true },
      <BlanksPage
        locale={c.locale}
        totals={totals}
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
  schema: { params: nothing, query: nothing, body: nothing },
  handler: (c) => show(c),
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
    const by = officialFor(c.actor, WRITERS);
    const { count } = await c.execute("blanks.receive", c.body, (tx, unit) => receiveBlanks(tx, unit, by, c.body, c.now));
    return redirect(resultPath.blanks, text(c.locale, "blank.received_done", { count }));
  },
  onRefusal: (c, _refusal, errors, typed) => show(c, "receive", typed, errors),
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
    const by = await officialOn.code(c, WRITERS, c.body.dossierCode);
    const { count } = await c.execute("blanks.write_off", c.body, (tx, unit) => writeOffBlanks(tx, unit, by, c.body, c.now));
    return redirect(
      resultPath.blanks,
      text(c.locale, "blank.ended_done", { count, state: text(c.locale, `blank.${c.body.state}`) }),
    );
  },
  onRefusal: (c, _refusal, errors, typed) => show(c, "end", typed, errors),
});

export const blankPages = [blanksPage, receivePage, endPage];
