import { z } from "zod";
import { file } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { choice, integer, optional } from "#platform/input/fields.ts";
import { platformRefusal } from "#platform/refusals.ts";
import { formsRefusal } from "./forms.errors.ts";
import { renderRollReceipt } from "./roll-receipt.slip.ts";
import { getTemplate } from "./templates.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { printSlip } from "./print-slip.ts";
import { READERS } from "./readers.ts";
import { renderSlip } from "./render-slip.ts";
import { SLIP_KINDS, type SlipKind } from "#dossiers";
import type { ReceiptData, SlipDataOf } from "./slip.ts";

const params = z.object({ id: integer(1, Number.MAX_SAFE_INTEGER), kind: choice(SLIP_KINDS) });
const nothing = z.object({});
/** An earlier slip of the same kind, by the number of its event; the last one without it. The receipt comes on a roll too. */
const which = z.object({ event: optional(integer(1, 100_000)), paper: optional(choice(["80mm"])) });

/** A print is a command: it leaves a row that numbers it, and the audit trail names the dossier. */
async function print(c: RequestContext<z.output<typeof params>, z.output<typeof which>, unknown>) {
  const { id: dossierId, kind } = c.params;
  const { actor, publicUrl, now } = c;
  const eventSeq = c.query.event;
  if (actor === undefined) throw platformRefusal("sign_in_required");
  const roll = c.query.paper !== undefined;
  if (roll && kind !== "receipt") throw formsRefusal("paper_not_offered", { field: "paper" });
  let data: SlipDataOf[SlipKind] | undefined;
  await c.execute("forms.print_slip", { dossierId, kind }, async (tx, unit) => {
    data = await printSlip(tx, unit, { dossierId, kind, eventSeq, accountId: actor.accountId, publicUrl, now });
    return null;
  });
  if (data === undefined) throw new Error("the print was recorded without its data");
  if (roll) {
    const template = getTemplate(kind, localDay(data.eventAt, data.timeZone));
    return file(await renderRollReceipt(template, data as ReceiptData), "application/pdf", `${data.code}-80mm.pdf`, true);
  }
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
  rate: "api",
  summary: "A slip of a dossier as a PDF file; a repeated print is marked on its face.",
  schema: { params, query: which, body: nothing },
  handler: print,
});

export const slipRoutes = [slipPage, slipApi];
