import { expect } from "vitest";
import { componentsOf, type Procedure } from "#procedures";
import { type Answer, ask, setServerTime } from "./app.ts";
import { testDatabase } from "./database.ts";
import { makeOffice, type Office, starterProcedure, type StaffRole } from "./office.ts";

export interface Done {
  readonly id: number;
  readonly code: string;
  readonly seq: number;
  readonly state: string;
}

/** An office at work: its staff call the API as they would from their desks. */
export interface Counter {
  readonly office: Office;
  readonly procedure: Procedure;
  readonly asks: (role: StaffRole, method: "GET" | "POST", url: string, body?: unknown, key?: string) => Promise<Answer>;
  /** The papers of a complete dossier, or of one that lacks all of them. */
  readonly components: (complete?: boolean) => readonly { readonly code: string; readonly original: number }[];
  readonly receipt: (change?: Record<string, unknown>) => Record<string, unknown>;
  readonly receive: (change?: Record<string, unknown>) => Promise<Done>;
  readonly act: (
    role: StaffRole,
    dossier: { id: number },
    seq: number,
    action: string,
    input?: Record<string, unknown>,
  ) => Promise<Done>;
  readonly refusalOfAction: (
    role: StaffRole,
    dossier: { id: number },
    seq: number,
    action: string,
    input?: Record<string, unknown>,
  ) => Promise<Refused>;
}

export interface Refused {
  readonly status: number;
  readonly code: string;
}

export const refusalOf = async (answer: Promise<Answer>): Promise<Refused> => {
  const { status, json } = await answer;
  return { status, code: json<{ code: string }>().code };
};

/** Opens the counter of an office made for the calling test file; the procedure is the registration of a birth. */
export async function openCounter(): Promise<Counter> {
  // Another file of this thread may have left a day of its own.
  setServerTime(undefined);
  const { app } = await testDatabase();
  const office = await makeOffice(app);
  const procedure = await starterProcedure(app);
  const caseCode = procedure.definition.cases[0]?.code ?? "default";
  const asks: Counter["asks"] = (role, method, url, body, key) => ask(method, url, office.staff[role], body, key);
  const components: Counter["components"] = (complete = true) =>
    componentsOf(procedure.definition, caseCode).map(({ code, required }) => ({ code, original: required && complete ? 1 : 0 }));
  const receipt: Counter["receipt"] = (change = {}) => ({
    unitId: office.oneStopId,
    procedureVersionId: procedure.versionId,
    caseCode,
    parties: { owner: { name: "Nguyễn Minh An", idNumber: "001206001234", phone: "0912 345 678" } },
    subject: "Khai sinh cho con",
    components: components(),
    identityCheck: { method: "cccd_card", result: "matched" },
    ...change,
  });
  const tryAction: Counter["act"] extends (...a: infer A) => unknown ? (...a: A) => Promise<Answer> : never = (
    role,
    { id },
    seq,
    action,
    input = {},
  ) => asks(role, "POST", `/api/v1/dossiers/${id}/actions`, { action, seq, ...input });
  return {
    office,
    procedure,
    asks,
    components,
    receipt,
    receive: async (change) => {
      const answer = await asks("receiving_officer", "POST", "/api/v1/dossiers", receipt(change));
      expect(answer.status, answer.body).toBe(201);
      return { ...answer.json<{ id: number; code: string }>(), seq: 1, state: "ACCEPTED" };
    },
    act: async (...call) => {
      const answer = await tryAction(...call);
      expect(answer.status, answer.body).toBe(200);
      return answer.json<Done>();
    },
    refusalOfAction: (...call) => refusalOf(tryAction(...call)),
  };
}
