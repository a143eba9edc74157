import { z } from "zod";
import { findDossier } from "#dossiers";
import { findOffice } from "#organisation";
import { file } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { choice, integer } from "#platform/input/fields.ts";
import { platformRefusal } from "#platform/refusals.ts";
import { renderSidePaper, SIDE_PAPERS } from "./address.slip.ts";
import { MOST_JOINT } from "./joint-receipt.rules.ts";
import { renderJointReceipt } from "./joint-receipt.slip.ts";
import { printJoint } from "./print-joint.ts";
import { READERS } from "./readers.ts";
import type { ReceiptData } from "./slip.ts";
import { getTemplate } from "./templates.ts";

const nothing = z.object({});
const id = integer(1, Number.MAX_SAFE_INTEGER);
const params = z.object({ id, paper: choice(SIDE_PAPERS) });

async function sidePaper(c: RequestContext<z.output<typeof params>, unknown, unknown>) {
  const { paper } = c.params;
  const facts = await c.read(async (tx) => {
    const dossier = await findDossier(tx, c.params.id);
    if (dossier === undefined) throw platformRefusal("not_found");
    const office = await findOffice(tx, dossier, localDay(c.now, dossier.timeZone));
    return { dossier, office, printedAt: c.now };
  });
  return file(await renderSidePaper(paper, facts), "application/pdf", `${facts.dossier.code}-${paper}.pdf`, true);
}

const sidePaperPage = route({
  method: "GET",
  path: "/ho-so/:id(^\\d+$)/in/:paper.pdf",
  roles: READERS,
  scope: "agency-rows",
  auditName: "forms.side_paper",
  rate: "export",
  recordsReads: true,
  schema: { params, query: nothing, body: nothing },
  handler: sidePaper,
});

const sidePaperApi = route({
  method: "GET",
  path: "/api/v1/dossiers/:id/papers/:paper",
  responseType: "application/pdf",
  roles: READERS,
  scope: "agency-rows",
  auditName: "forms.side_paper_api",
  rate: "api",
  recordsReads: true,
  summary: "The envelope or the folder's label of a dossier as a PDF file; its QR code is the dossier's code.",
  schema: { params, query: nothing, body: nothing },
  handler: sidePaper,
});

/** Ids as the boxes of a form give them, or with commas between. */
const Ids = z.preprocess(
  (value) => (Array.isArray(value) ? value : typeof value === "string" ? value.split(",") : []),
  z.array(id).max(MOST_JOINT),
);

async function joint(c: RequestContext<unknown, unknown, unknown>, ids: readonly number[]) {
  const { actor, publicUrl, now } = c;
  if (actor === undefined) throw platformRefusal("sign_in_required");
  let receipts: readonly ReceiptData[] = [];
  await c.execute("forms.print_joint", { ids }, async (tx, unit) => {
    receipts = await printJoint(tx, unit, ids, { accountId: actor.accountId, publicUrl, now });
    return null;
  });
  const [first] = receipts;
  if (first === undefined) throw new Error("the print was recorded without its data");
  const template = getTemplate("receipt", localDay(first.eventAt, first.timeZone));
  return file(await renderJointReceipt(template, receipts), "application/pdf", `${first.code}-phieu-chung.pdf`, true);
}

const jointPage = route({
  method: "GET",
  path: "/ho-so/phieu-chung.pdf",
  roles: READERS,
  scope: "agency-rows",
  auditName: "forms.joint_receipt",
  rate: "export",
  schema: { params: nothing, query: z.object({ "ho-so": Ids }), body: nothing },
  handler: (c) => joint(c, c.query["ho-so"]),
});

const jointApi = route({
  method: "GET",
  path: "/api/v1/receipts",
  responseType: "application/pdf",
  roles: READERS,
  scope: "agency-rows",
  auditName: "forms.joint_receipt_api",
  rate: "api",
  summary: "One receipt for several dossiers of one applicant as a PDF file; ids in `dossiers`, with commas between.",
  schema: { params: nothing, query: z.object({ dossiers: Ids }), body: nothing },
  handler: (c) => joint(c, c.query.dossiers),
});

export const printRoutes = [sidePaperPage, sidePaperApi, jointPage, jointApi];
