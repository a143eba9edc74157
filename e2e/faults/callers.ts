import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Role } from "#core/roles.ts";
import { componentsOf, type Procedure } from "#procedures";
import { memberOf, type Office } from "../../bench/support/office.ts";
import { type Acknowledged, type Journal, sendWrite, type Write } from "./journal.ts";

export interface Work {
  readonly journal: Journal;
  readonly port: number;
  readonly office: Office;
  readonly procedure: Procedure;
  readonly isOver: () => boolean;
}

const RETRY_MS = 50;

/** The way of a dossier from the counter to its applicant, as the API takes it. */
const WAY: readonly (readonly [Role, (office: Office) => Readonly<Record<string, unknown>>])[] = [
  ["receiving_officer", (office) => ({ action: "hand_over", toPersonId: memberOf(office, "specialist").personId })],
  ["specialist", (office) => ({ action: "propose", proposal: "approve", toPersonId: memberOf(office, "leader").personId })],
  ["leader", () => ({ action: "sign", documentNo: "12/UBND" })],
  ["receiving_officer", () => ({ action: "mark_result_ready" })],
  ["receiving_officer", () => ({ action: "return", receiverName: "Nguyễn Văn Bình", relation: "owner" })],
];

const newWrite = (token: string, path: string, body: unknown, success: number): Write => ({
  key: randomUUID(),
  token,
  path,
  body: JSON.stringify(body),
  success,
  answer: undefined,
});

function receipt({ office, procedure }: Work): Write {
  const caseCode = procedure.definition.cases[0]?.code ?? "default";
  const body = {
    unitId: office.counterId,
    procedureVersionId: procedure.versionId,
    caseCode,
    parties: { owner: { name: "Trần Thị Thử" } },
    components: componentsOf(procedure.definition, caseCode).map((component) => ({
      code: component.code,
      original: component.required ? 1 : 0,
    })),
    identityCheck: { method: "cccd_card", result: "matched" },
  };
  return newWrite(memberOf(office, "receiving_officer").token, "/api/v1/dossiers", body, 201);
}

/**
 * Sends a write. One in two that fails is sent again under the same key until it is acknowledged; the others are left
 * as they are, so that the end can tell whether they happened wholly or not at all.
 */
async function send(work: Work, write: Write): Promise<Acknowledged | undefined> {
  work.journal.writes.push(write);
  const insists = work.journal.writes.length % 2 === 0;
  while (!(await sendWrite(work.journal, work.port, write))) {
    await pause(RETRY_MS);
    if (!insists || work.isOver()) return undefined;
    work.journal.repeated += 1;
  }
  return JSON.parse(write.answer ?? "null") as Acknowledged;
}

/** Receives dossiers and leads each through its whole way, until the campaign is over. */
export async function workUntilOver(work: Work): Promise<void> {
  while (!work.isOver()) {
    const received = await send(work, receipt(work));
    if (received === undefined) continue;
    let seq = 1;
    for (const [role, inputOf] of WAY) {
      if (work.isOver()) break;
      const { token } = memberOf(work.office, role);
      const done = await send(
        work,
        newWrite(token, `/api/v1/dossiers/${received.id}/actions`, { ...inputOf(work.office), seq }, 200),
      );
      if (done === undefined) break;
      seq = done.seq ?? seq + 1;
    }
  }
}
