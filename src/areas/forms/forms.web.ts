import { z } from "zod";
import { file } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { choice, integer, optional } from "#platform/input/fields.ts";
import { platformRefusal } from "#platform/refusals.ts";
import { printSlip } from "./print-slip.ts";
import { renderSlip } from "./render-slip.ts";
import { SLIP_KINDS, type SlipKind } from "#dossiers";
import type { SlipDataOf } from "./slip.ts";

const params = z.object({ id: integer(1, Number.MAX_SAFE_INTEGER), kind: choice(SLIP_KINDS) });
const nothing = z.object({});
/** An earlier slip of the same kind, by the number of its event; the last one without it. */
const which = z.object({ event: optional(integer(1, 100_000)) });

/** Everyone whose work lets them see dossiers of the agency. */
const READERS = [
  "receiving_officer",
  "one_stop_head",
  "specialist",
  "division_head",
  "leader",
  "home_affairs_officer",
  "inspector",
] as const;

/** A print is a command: it leaves a row that numbers it, and the audit trail names the dossier. */
async function print(c: RequestContext<z.output<typeof params>, z.output<typeof which>, unknown>) {
  const { id: dossierId, kind } = c.params;
  const { actor, publicUrl, now } = c;
  const eventSeq = c.query.event;
  if (actor === undefined) throw platformRefusal("sign_in_required");
  let data: SlipDataOf[SlipKind] | undefined;
  await c.execute("forms.print_slip", { dossierId, kind }, async (tx, unit) => {
    data = await printSlip(tx, unit, { dossierId, kind, eventSeq, accountId: actor.accountId, publicUrl, now });
    return null;
  });
  if (data === undefined) throw new Error("the print was recorded without its data");
  return file(await renderSlip(kind, data as never), "application/pdf", `${data.code}-${kind}.pdf`, true);
}

const slipPage = route({
  method: "GET",
  path: "/ho-so/:id(^\\d+$)/phieu/:kind.pdf",
  roles: READERS,
  scope: "agency-rows",
  auditName: "forms.slip",
  rate: "export",
  schema: { params, query: which, body: nothing },
  handler: print,
});

const slipApi = route({
  method: "GET",
  path: "/api/v1/dossiers/:id/slips/:kind",
  responseType: "application/pdf",
  roles: READERS,
  scope: "agency-rows",
  auditName: "forms.slip_api",
  keyScope: "dossiers.read",
  rate: "api",
  summary: "A slip of a dossier as a PDF file; a repeated print is marked on its face.",
  schema: { params, query: which, body: nothing },
  handler: print,
});

export const slipRoutes = [slipPage, slipApi];
