import { z } from "zod";
import { SLIP_KINDS, type SlipKind } from "#dossiers";
import { MEDIA_TYPES } from "#platform/files/file-kind.ts";
import { file, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { choice, integer, optional } from "#platform/input/fields.ts";
import { platformRefusal } from "#platform/refusals.ts";
import { formsRefusal } from "./forms.errors.ts";
import type { OwnTemplate } from "./own-template.store.ts";
import { findTemplateOfPrint, printSlip } from "./print-slip.ts";
import { READERS } from "./readers.ts";
import { renderSlip } from "./render-slip.ts";
import { renderRollReceipt } from "./roll-receipt.slip.ts";
import type { ReceiptData, SlipDataOf } from "./slip.ts";
import { slipDocx, slipPdf } from "./slip-pdf.ts";
import { getTemplate } from "./templates.ts";

const params = z.object({ id: integer(1, Number.MAX_SAFE_INTEGER), kind: choice(SLIP_KINDS) });
const nothing = z.object({});
/** An earlier slip of the same kind, by the number of its event; the last one without it. */
const event = optional(integer(1, 100_000));
/** The receipt comes on a roll too; a slip with a template of the agency's own still comes in the built-in layout. */
const which = z.object({ event, paper: optional(choice(["80mm"])), layout: optional(choice(["builtin"])) });

type Call = RequestContext<z.output<typeof params>, { readonly event?: number | undefined }, unknown>;
interface Print {
  readonly data: SlipDataOf[SlipKind];
  readonly own: OwnTemplate | undefined;
}

/** A print is a command: it leaves a row that numbers it, and the audit trail names the dossier. */
async function print(c: Call): Promise<Print> {
  const { id: dossierId, kind } = c.params;
  const { actor, publicUrl, now } = c;
  if (actor === undefined) throw platformRefusal("sign_in_required");
  let made: Print | undefined;
  await c.execute("forms.print_slip", { dossierId, kind }, async (tx, unit) => {
    const eventSeq = c.query.event;
    const data = await printSlip(tx, unit, { dossierId, kind, eventSeq, accountId: actor.accountId, publicUrl, now });
    made = { data, own: await findTemplateOfPrint(tx, dossierId, kind, data) };
    return null;
  });
  if (made === undefined) throw new Error("the print was recorded without its data");
  return made;
}

async function printPdf(c: RequestContext<z.output<typeof params>, z.output<typeof which>, unknown>): Promise<Reply> {
  const { kind } = c.params;
  const { paper, layout } = c.query;
  if (paper !== undefined && kind !== "receipt") throw formsRefusal("paper_not_offered", { field: "paper" });
  const { data, own } = await print(c);
  const pdf = (body: Buffer, suffix: string) => file(body, "application/pdf", `${data.code}-${suffix}.pdf`, true);
  if (paper !== undefined) {
    const template = getTemplate(kind, localDay(data.eventAt, data.timeZone));
    return pdf(await renderRollReceipt(template, data as ReceiptData), paper);
  }
  if (layout === "builtin") return pdf(await renderSlip(kind, data as never), kind);
  return pdf(await slipPdf(kind, data as never, own, c.files), kind);
}

async function printDocx(c: Call): Promise<Reply> {
  const { kind } = c.params;
  const { data, own } = await print(c);
  return file(await slipDocx(kind, data as never, own, c.files), MEDIA_TYPES.docx, `${data.code}-${kind}.docx`);
}

const slipPage = route({
  method: "GET",
  path: "/ho-so/:id(^\\d+$)/phieu/:kind.pdf",
  roles: READERS,
  scope: "agency-rows",
  auditName: "forms.slip",
  rate: "export",
  schema: { params, query: which, body: nothing },
  handler: printPdf,
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
  handler: printPdf,
});

const docxPage = route({
  method: "GET",
  path: "/ho-so/:id(^\\d+$)/phieu-word/:kind.docx",
  roles: READERS,
  scope: "agency-rows",
  auditName: "forms.slip_docx",
  rate: "export",
  schema: { params, query: z.object({ event }), body: nothing },
  handler: printDocx,
});

const docxApi = route({
  method: "GET",
  path: "/api/v1/dossiers/:id/slips/:kind/docx",
  responseType: MEDIA_TYPES.docx,
  roles: READERS,
  scope: "agency-rows",
  auditName: "forms.slip_docx_api",
  rate: "api",
  summary: "A slip of a dossier as a Word document: the agency's own template filled, else the product's.",
  schema: { params, query: z.object({ event }), body: nothing },
  handler: printDocx,
});

export const slipRoutes = [slipPage, slipApi, docxPage, docxApi];
