import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { putInForce } from "./edit-procedure.store.ts";
import type { Procedure } from "./procedure.ts";
import { readVersion } from "./procedure.store.ts";
import { procedureRefusal } from "./procedures.errors.ts";
import { indexVersions } from "./search/index.store.ts";
import { endStanding, lockCatalogue } from "./save-procedures.store.ts";
import { text } from "./texts.ts";

type Part = "part.steps" | "part.channels" | "part.components" | "part.term" | "part.applicants" | "part.agencies";

/** Which of the seven parts of Decree 63/2010 article 8 a version lacks (the name is always there). */
export function missingParts(procedure: Procedure): readonly Part[] {
  const { definition } = procedure;
  const lacks: Readonly<Record<Part, boolean>> = {
    "part.steps": definition.steps === undefined,
    "part.channels": definition.channels.length === 0,
    "part.components": !definition.components.some((c) => c.kind !== "note"),
    "part.term": procedure.term.unit === "unknown",
    "part.applicants": procedure.audiences.length === 0 && definition.applicants.length === 0,
    "part.agencies": definition.agencies.length === 0,
  };
  return (Object.keys(lacks) as Part[]).filter((part) => lacks[part]);
}

/**
 * Puts a draft into force from a day (yyyy-MM-dd) and ends the version that stood. Refuses what is no draft, and a
 * draft of the office that lacks one of the seven required parts; a version of the national catalogue is taken as it is.
 */
export async function publishVersion(
  tx: Tx,
  unit: UnitOfWork,
  input: { readonly versionId: number; readonly from: string; readonly locale: Locale },
): Promise<{ readonly versionId: number }> {
  await lockCatalogue(tx);
  const version = await readVersion(tx, input.versionId);
  if (version === undefined) throw procedureRefusal("procedure_not_found");
  if (version.status !== "draft") throw procedureRefusal("not_a_draft");
  const missing = version.origin === "office" ? missingParts(version) : [];
  if (missing.length > 0) {
    throw procedureRefusal("procedure_incomplete", {
      values: { parts: missing.map((part) => text(input.locale, part)).join(", ") },
    });
  }
  await endStanding(tx, [version.code], input.from);
  await putInForce(tx, version.versionId, input.from);
  await indexVersions(tx, [version.versionId]);
  unit.subject(version.code);
  unit.note({ version: version.version, from: input.from });
  unit.emit("procedure.published", version.code, { versionId: version.versionId, from: input.from });
  return { versionId: version.versionId };
}
