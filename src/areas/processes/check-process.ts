import { type Finding, findFaults, type SoundnessFacts } from "#core/process/soundness.ts";
import { childrenOf, type ProcessStep } from "#core/process/definition.ts";
import type { Tx } from "#platform/db/tx.ts";
import { findProcedureByCode } from "#procedures";
import { termOf } from "./create-process.ts";
import { EXECUTORS } from "./executors.ts";
import type { ProcessVersion } from "./process-version.ts";
import { listProcessStaff, type StaffRow } from "./staff.store.ts";

const COUNTER_KINDS: ReadonlySet<string> = new Set(["one_stop_shop", "reception_point"]);

/** Whether a post stands where a step looks for its people. */
export const standsWhere = (step: Pick<ProcessStep, "unit">, post: Pick<StaffRow, "unitId" | "unitKind">): boolean => {
  if (step.unit.select === "one_stop") return COUNTER_KINDS.has(post.unitKind);
  if (step.unit.select === "named") return post.unitId === step.unit.unitId;
  return true;
};

/** What a process of this owner and procedure is held against on a day. */
export async function soundnessFacts(
  tx: Tx,
  about: Pick<ProcessVersion, "ownerUnitId" | "procedureCode" | "caseCode" | "decisionNo" | "overrideReason" | "definition">,
  on: string,
): Promise<SoundnessFacts & { readonly staff: readonly StaffRow[] }> {
  const staff = await listProcessStaff(tx, about.ownerUnitId, on);
  const [procedure, ...children] = await Promise.all(
    [about.procedureCode, ...about.definition.actions.flatMap(childrenOf)].map((code) => findProcedureByCode(tx, code, on)),
  );
  const agencies = Map.groupBy(staff, (row) => row.agencyId);
  return {
    term: procedure === undefined ? { value: null, unit: "unknown" } : termOf(procedure, about.caseCode),
    units: [...agencies.values()].map((rows) => ({
      name: rows[0]?.agencyName ?? "",
      personsFor: (step) => rows.filter((row) => row.role === step.role && standsWhere(step, row)).map((row) => row.personId),
    })),
    executors: EXECUTORS,
    isProcedure: (code) => children.some((child) => child?.code === code),
    decisionNo: about.decisionNo,
    overrideReason: about.overrideReason,
    staff,
  };
}

/** What is wrong with a version, as things stand on a day; `staff` is who could be chosen for its steps. */
export async function checkProcess(
  tx: Tx,
  it: ProcessVersion,
  on: string,
): Promise<{ readonly findings: readonly Finding[]; readonly staff: readonly StaffRow[] }> {
  const facts = await soundnessFacts(tx, it, on);
  return { findings: findFaults(it.definition, facts), staff: facts.staff };
}
