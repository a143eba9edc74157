import { afterAction } from "#core/results/result-life.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import type { Official } from "./acting-in.ts";
import type { ResultDocument, ResultInput, ResultVersion } from "./result.ts";
import {
  changeVersion,
  findDocument,
  insertResultEvent,
  insertVersion,
  listVersions,
  type VersionChange,
} from "./result.store.ts";
import { resultRefusal } from "./results.errors.ts";
import { leftPlaceholders } from "./template.rules.ts";

const EVENTS = {
  edit: "edited",
  send_to_review: "sent_to_review",
  send_back: "sent_back",
  issue: "issued",
  reissue_copy: "copy_issued",
  correct: "corrected",
  void: "voided",
} as const;

const NEEDS_REASON: ReadonlySet<ResultInput["action"]> = new Set(["send_back", "reissue_copy", "correct", "void"]);

/** A gap of the template that nobody filled must not reach a signature. */
export function assertFilled(version: Pick<ResultVersion, "origin" | "body">): void {
  if (version.origin === "uploaded") return;
  if (version.body === null || version.body.trim() === "") throw resultRefusal("body_missing", { field: "body" });
  const left = leftPlaceholders(version.body);
  if (left.length > 0) throw resultRefusal("placeholder_left", { field: "body", values: { names: left.join(", ") } });
}

/** The document with the version that the actor has seen, locked for who writes; refuses where somebody was quicker. */
export async function loadForAction(
  tx: Tx,
  by: Pick<Official, "agencyId">,
  documentId: number,
  seen: number,
  lock = true,
): Promise<{ readonly document: ResultDocument; readonly version: ResultVersion; readonly versions: readonly ResultVersion[] }> {
  const document = await findDocument(tx, documentId);
  if (document === undefined || document.agencyId !== by.agencyId) throw resultRefusal("result_not_found");
  const versions = await listVersions(tx, documentId, lock);
  const version = versions.find((each) => each.version === seen);
  if (version === undefined) throw resultRefusal("changed_meanwhile");
  return { document, version, versions };
}

function check(input: ResultInput, version: ResultVersion, now: Date): void {
  if (NEEDS_REASON.has(input.action) && input.reason === undefined) throw resultRefusal("reason_missing", { field: "reason" });
  if (input.action === "reissue_copy" && input.receiver === undefined)
    throw resultRefusal("receiver_missing", { field: "receiver" });
  if (input.action === "send_to_review") assertFilled({ ...version, body: input.body ?? version.body });
  if (input.validUntil !== undefined && input.validUntil < localDay(now))
    throw resultRefusal("valid_until_past", { field: "validUntil" });
}

function changeOf(input: ResultInput, version: ResultVersion, now: Date): VersionChange {
  const state = afterAction(version.state, input.action);
  if (state === undefined) throw resultRefusal("action_not_allowed");
  const writes = input.action === "edit" || input.action === "send_to_review";
  return {
    state,
    ...(writes && version.origin === "template" ? { body: input.body } : {}),
    ...(writes ? { validUntil: input.validUntil ?? null } : {}),
    ...(input.action === "issue" ? { issuedAt: now } : {}),
    ...(input.action === "void" ? { endedAt: now, endReason: input.reason } : {}),
  };
}

/**
 * Does one step in the life of a result: edit, review, send back, issue, a further copy, a correction by a new version, or void.
 * Answers the version that is worked on now. Refusals: `action_not_allowed`, `reason_missing`, `placeholder_left`,
 * `version_open` for a second correction at once.
 */
export async function actOnResult(
  tx: Tx,
  unit: UnitOfWork,
  by: Official,
  documentId: number,
  input: ResultInput,
  now: Date,
): Promise<{ readonly version: number }> {
  const { document, version, versions } = await loadForAction(tx, by, documentId, input.version);
  check(input, version, now);
  const change = changeOf(input, version, now);
  const of = { agencyId: document.agencyId, documentId };
  const about = {
    reason: input.reason ?? null,
    receiver: input.receiver ?? null,
    byName: by.name,
    accountId: by.accountId,
    at: now,
  };
  let worked = version.version;
  if (input.action === "correct") {
    if (versions.some(({ state }) => state === "draft" || state === "review" || state === "signed"))
      throw resultRefusal("version_open");
    worked = Math.max(...versions.map((each) => each.version)) + 1;
    const { origin, body, sourceSha256 } = version;
    await insertVersion(tx, of, {
      version: worked,
      origin,
      body,
      sourceSha256,
      reason: about.reason,
      writtenBy: by.name,
      writtenAt: now,
    });
  } else await changeVersion(tx, version.id, change);
  if (input.action === "issue") {
    for (const earlier of versions.filter(({ state, version: no }) => state === "issued" && no < version.version)) {
      await changeVersion(tx, earlier.id, { state: "replaced", endedAt: now, endReason: version.reason ?? undefined });
      await insertResultEvent(tx, of, { ...about, version: earlier.version, type: "replaced" });
    }
  }
  await insertResultEvent(tx, of, { ...about, version: worked, type: EVENTS[input.action] });
  unit.subject(`result:${documentId}`);
  unit.note({ action: input.action, version: worked });
  if (input.action === "issue" || input.action === "void") {
    unit.emit(`result.${EVENTS[input.action]}`, String(documentId), {
      dossier: document.dossierCode,
      code: document.code,
      version: worked,
    });
  }
  return { version: worked };
}
