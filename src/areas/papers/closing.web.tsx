import { z } from "zod";
import { dossierPath, showDossierPage } from "#dossiers";
import { writeZip } from "#platform/files/zip.ts";
import { page, redirect, storedFile } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import type { NavEntry } from "#platform/http/shell.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { integer } from "#platform/input/fields.ts";
import { actingOn, PAPER_ROLES, READERS } from "./acting-in.ts";
import { archiveDossier, ArchiveInput } from "./archive-dossier.ts";
import { findEntry, listEntries, listPackedFiles } from "./archive.store.ts";
import { packageParts } from "./build-package.ts";
import { ArchivePage } from "./closing.page.tsx";
import { papersRefusal } from "./papers.errors.ts";
import { LossInput, recordLostReceipt } from "./record-lost-receipt.ts";
import { text } from "./texts.ts";

type Context = RequestContext<unknown, unknown, unknown>;

const PAGE_SIZE = 50;
const nothing = z.object({});
const id = integer(1, Number.MAX_SAFE_INTEGER);
const DossierParams = z.object({ id });
const actorOf = (c: Pick<Context, "actor">) => {
  if (c.actor === undefined) throw papersRefusal("dossier_not_found");
  return c.actor;
};

const lost = route({
  method: "POST",
  path: "/ho-so/:id(^\\d+$)/mat-giay-hen",
  roles: PAPER_ROLES,
  scope: "agency-rows",
  auditName: "papers.lost_receipt",
  rate: "write",
  schema: { params: DossierParams, query: nothing, body: LossInput },
  handler: async (c) => {
    const { id: dossierId } = c.params;
    const by = await actingOn(c, dossierId);
    await c.execute("papers.lost_receipt", { dossierId, ...c.body }, (tx, unit) =>
      recordLostReceipt(tx, unit, by, dossierId, c.body, c.now),
    );
    return redirect(dossierPath(dossierId, "papers"), text(c.locale, "loss.done"));
  },
  onRefusal: (c, refusal, errors, typed) => {
    if (refusal.code === "dossier_not_found") throw refusal;
    return showDossierPage(c, c.params.id, { panel: "papers", action: "lost_receipt", typed, errors });
  },
});

const archive = route({
  method: "POST",
  path: "/ho-so/:id(^\\d+$)/luu-tru",
  roles: PAPER_ROLES,
  scope: "agency-rows",
  auditName: "papers.archive",
  rate: "write",
  schema: { params: DossierParams, query: nothing, body: ArchiveInput },
  handler: async (c) => {
    const { id: dossierId } = c.params;
    const by = await actingOn(c, dossierId);
    await c.execute("papers.archive", { dossierId, ...c.body }, (tx, unit) =>
      archiveDossier(tx, unit, by, dossierId, c.body, c.now),
    );
    return redirect(dossierPath(dossierId, "papers"), text(c.locale, "archive.done"));
  },
  onRefusal: (c, refusal, errors, typed) => {
    if (refusal.code === "dossier_not_found") throw refusal;
    return showDossierPage(c, c.params.id, { panel: "papers", action: "archive", typed, errors });
  },
});

const archiveList = route({
  method: "GET",
  path: "/giay-to/luu-tru",
  roles: READERS,
  scope: "agency-rows",
  auditName: "papers.archive_list",
  rate: "page",
  recordsReads: true,
  schema: { params: nothing, query: z.object({ truoc: id.optional() }), body: nothing },
  handler: async (c) => {
    const asked = { before: c.query.truoc, most: PAGE_SIZE + 1 };
    const found = await c.read((tx) => listEntries(tx, actorOf(c).agencies, asked));
    const entries = found.slice(0, PAGE_SIZE);
    const nextHref = found.length > PAGE_SIZE ? `/giay-to/luu-tru?truoc=${entries.at(-1)?.dossierId}` : undefined;
    const shown = <ArchivePage locale={c.locale} entries={entries} nextHref={nextHref} />;
    return page(c.shell({ title: text(c.locale, "archive") }, shown));
  },
});

/** The package is written aside, where the sweep of the files takes it away after a day. */
const archivePackage = route({
  method: "GET",
  path: "/ho-so/:id(^\\d+$)/luu-tru/goi.zip",
  roles: READERS,
  scope: "agency-rows",
  auditName: "papers.archive_package",
  rate: "export",
  recordsReads: true,
  schema: { params: DossierParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { id: dossierId } = c.params;
    const [entry, files] = await c.read((tx) => Promise.all([findEntry(tx, dossierId), listPackedFiles(tx, dossierId)]));
    if (entry === undefined) throw papersRefusal("dossier_not_found");
    // Copies that came after the archiving are not part of what was archived.
    const named = new Set((JSON.parse(entry.metadata) as { files: { path: string }[] }).files.map(({ path }) => path));
    const info = {
      "Bagging-Date": localDay(entry.archivedAt),
      "External-Identifier": entry.code,
      "External-Description": entry.procedureName,
    };
    const kept = files.filter(({ path }) => named.has(path));
    const target = await c.files.newIncoming();
    await writeZip(target, packageParts(entry.metadata, kept, info, c.files.pathOf), entry.archivedAt);
    return storedFile(target, "application/zip", `${entry.code}.zip`);
  },
});

export const closingPages = [lost, archive, archiveList, archivePackage];

export const closingNavigation: readonly NavEntry[] = [
  { href: "/giay-to/luu-tru", label: (l) => text(l, "archive"), group: (l) => text(l, "nav.group"), roles: READERS, order: 16 },
];
