import { z } from "zod";
import { isOpen } from "#core/workflow/dossier-state.ts";
import { type Acting, findDossier, listEvents } from "#dossiers";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { requiredText } from "#platform/input/fields.ts";
import { findEntry, insertEntry, listPackedFiles } from "./archive.store.ts";
import { packageManifest } from "./build-package.ts";
import { listCopies } from "./digital-copy.store.ts";
import { listSheetsOf } from "./hand-over.store.ts";
import { listOriginals } from "./original.store.ts";
import { papersRefusal } from "./papers.errors.ts";
import { retention } from "./retention.ts";

export const ArchiveInput = z.object({ retentionCode: requiredText(40) });

/**
 * Archives a closed dossier under a class of retention: what is known of it becomes the text of its package, and the hash
 * of the package's manifest is kept. Refuses an open dossier, one whose originals are not settled, and a second time.
 */
export async function archiveDossier(
  tx: Tx,
  unit: UnitOfWork,
  by: Acting & { readonly accountId: number },
  dossierId: number,
  input: z.output<typeof ArchiveInput>,
  now: Date,
): Promise<{ readonly manifestSha256: string }> {
  const dossier = await findDossier(tx, dossierId, true);
  if (dossier === undefined) throw papersRefusal("dossier_not_found");
  if (isOpen(dossier.state)) throw papersRefusal("dossier_open");
  if (dossier.facts.custody.originalsHeld > 0) throw papersRefusal("originals_unsettled");
  if ((await findEntry(tx, dossierId)) !== undefined) throw papersRefusal("archived_before");
  const chosen = retention().classes.find(({ code }) => code === input.retentionCode);
  if (chosen === undefined) throw papersRefusal("unknown_retention", { field: "retentionCode" });
  const [events, copies, originals, sheets, files] = await Promise.all([
    listEvents(tx, dossierId),
    listCopies(tx, dossierId),
    listOriginals(tx, dossierId),
    listSheetsOf(tx, dossierId),
    listPackedFiles(tx, dossierId),
  ]);
  // The secret of the receipt opens a page of the public: it is no part of what is handed on.
  const { trackingSecret: _, ...facts } = dossier;
  const metadata = `${JSON.stringify({ dossier: facts, events, copies, originals, sheets, files, retention: chosen }, null, 1)}\n`;
  const { sha256 } = packageManifest(metadata, files);
  await insertEntry(tx, {
    dossierId,
    agencyId: dossier.agencyId,
    retentionCode: chosen.code,
    years: chosen.years,
    metadata,
    manifestSha256: sha256,
    accountId: by.accountId,
    by: by.name,
    at: now,
    on: localDay(now),
  });
  unit.subject(`dossier:${dossierId}`);
  unit.note({ retention: chosen.code, manifest: sha256 });
  unit.emit("papers.archived", String(dossierId), { code: dossier.code, manifest: sha256 });
  return { manifestSha256: sha256 };
}
