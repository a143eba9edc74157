import { expect } from "vitest";
import type { ProcessDefinition } from "#core/process/definition.ts";
import type { Counter } from "./counter.ts";

/** Puts a process of the office's procedure into force from a day; it must be sound but for its decision. */
export async function publishProcessAt(at: Counter, definition: ProcessDefinition, from: string): Promise<number> {
  const body = { procedure: at.procedure.code, ownerUnitId: at.office.agencyId, definition };
  const { versionId } = (await at.asks("one_stop_head", "POST", "/api/v1/processes", body)).json<{ versionId: number }>();
  const read = await at.asks("one_stop_head", "GET", `/api/v1/processes/${versionId}`);
  const { revision, findings } = read.json<{ revision: number; findings: { code: string }[] }>();
  expect(findings.map(({ code }) => code)).toEqual(["decision_missing"]);
  const publish = { revision, from, overrideReason: "Thử nghiệm" };
  const answer = await at.asks("one_stop_head", "POST", `/api/v1/processes/${versionId}/publish`, publish);
  expect(answer.status, answer.body).toBe(200);
  return versionId;
}
