import { z } from "zod";
import { dossierPath, showDossierPage } from "#dossiers";
import { MEDIA_TYPES, kindByName, SCAN_RULE } from "#platform/files/file-kind.ts";
import { fileRefusal } from "#platform/files/files.errors.ts";
import { redirect, storedFile } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { integer } from "#platform/input/fields.ts";
import { actingOn, PAPER_ROLES, READERS } from "./acting-in.ts";
import { endShipment } from "./end-shipment.ts";
import { papersRefusal } from "./papers.errors.ts";
import { EndShipmentInput, ShipmentInput } from "./shipment.ts";
import { findShipment } from "./shipment.store.ts";
import { shipResult } from "./ship-result.ts";
import { text } from "./texts.ts";

const id = integer(1, Number.MAX_SAFE_INTEGER);
const nothing = z.object({});
const DossierParams = z.object({ id });
const ShipmentParams = DossierParams.extend({ shipment: id });
const ship = route({
  method: "POST",
  path: "/ho-so/:id(^\\d+$)/buu-gui",
  roles: PAPER_ROLES,
  scope: "agency-rows",
  auditName: "papers.ship",
  rate: "write",
  schema: { params: DossierParams, query: nothing, body: ShipmentInput },
  handler: async (c) => {
    const { id: dossierId } = c.params;
    const by = await actingOn(c, dossierId);
    await c.execute("papers.ship", { dossierId, ...c.body }, (tx, unit) => shipResult(tx, unit, by, dossierId, c.body, c.now));
    return redirect(dossierPath(dossierId, "papers"), text(c.locale, "shipment.made"));
  },
  onRefusal: (c, refusal, errors, typed) => {
    if (refusal.code === "dossier_not_found") throw refusal;
    return showDossierPage(c, c.params.id, { panel: "papers", action: "ship", typed, errors });
  },
});

const end = route({
  method: "POST",
  path: "/ho-so/:id(^\\d+$)/buu-gui/:shipment(^\\d+$)/ket-thuc",
  roles: PAPER_ROLES,
  scope: "agency-rows",
  auditName: "papers.end_shipment",
  rate: "write",
  takesFiles: { ...SCAN_RULE, most: 1 },
  schema: { params: ShipmentParams, query: nothing, body: EndShipmentInput },
  handler: async (c) => {
    const by = await actingOn(c, c.params.id);
    const target = { dossierId: c.params.id, shipmentId: c.params.shipment };
    const { uploads } = c;
    const input = { ...target, ...c.body, files: uploads.map(({ sha256 }) => sha256) };
    await c.execute("papers.end_shipment", input, (tx, unit) => endShipment(tx, unit, by, target, c.body, uploads, c.now));
    return redirect(dossierPath(c.params.id, "papers"), text(c.locale, `shipment.done_${c.body.outcome}`));
  },
  onRefusal: (c, refusal, errors, typed) => {
    if (refusal.code === "dossier_not_found") throw refusal;
    return showDossierPage(c, c.params.id, { panel: "papers", action: "end_shipment", typed, errors });
  },
});

const proof = route({
  method: "GET",
  path: "/ho-so/:id(^\\d+$)/buu-gui/:shipment(^\\d+$)/bang-chung",
  roles: READERS,
  scope: "agency-rows",
  auditName: "papers.proof",
  rate: "export",
  recordsReads: true,
  schema: { params: ShipmentParams, query: nothing, body: nothing },
  handler: async (c) => {
    const found = await c.read((tx) => findShipment(tx, c.params.id, c.params.shipment));
    const { proofSha256, proofName } = found ?? {};
    if (!proofSha256) throw papersRefusal("dossier_not_found");
    if (!(await c.files.has(proofSha256))) throw fileRefusal("file_missing");
    const name = proofName ?? "bang-chung";
    return storedFile(c.files.pathOf(proofSha256), MEDIA_TYPES[kindByName(name) ?? "pdf"], name);
  },
});

export const shipmentPages = [ship, end, proof];
