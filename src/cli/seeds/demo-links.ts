import type { Acting } from "#dossiers";
import { ReceiveInput } from "#dossiers";
import type { PlainDate } from "#core/plain-date.ts";
import { fileBundle, receiveForAnother } from "#interconnection";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { findProceduresByCodes } from "#procedures";
import type { DemoCommune } from "./demo-units.ts";
import { type InventedPerson, inventName, inventPerson } from "./invented-people.ts";
import type { Random } from "./random.ts";

/** What this installation receives for a neighbour: a certified status and a copy, both without papers that need a choice. */
const ELSEWHERE = ["1.004873", "2.000635", "1.004837"];
const MINUTE_MS = 60_000;

const clerkOf = ({ counters }: DemoCommune): { readonly unitId: number; readonly by: Acting } | undefined => {
  const [counter] = counters;
  const by = counter?.staff.find(({ role }) => role === "receiving_officer");
  return counter === undefined || by === undefined ? undefined : { unitId: counter.id, by };
};

const applicantOf = ({ name, idNumber, phone, address }: InventedPerson) => ({ name, idNumber, phone, address });

/** Births filed as a group, some in parallel and some in sequence, and dossiers received for neighbours, through the users' own commands. */
export async function addDemoLinks(
  tx: Tx,
  unit: UnitOfWork,
  random: Random,
  communes: readonly DemoCommune[],
  now: Date,
): Promise<void> {
  const [first, second = first, third = first] = communes;
  const [here, there, beyond] = [first, second, third].map((commune) => (commune === undefined ? undefined : clerkOf(commune)));
  if (first === undefined || here === undefined || there === undefined || beyond === undefined) return;
  for (const [index, way] of (["parallel", "sequence", "parallel"] as const).entries()) {
    const applicant = inventPerson(random, first.plan.fullName);
    const input = {
      unitId: here.unitId,
      applicant: applicantOf(applicant),
      child: {
        name: inventName(random, "female"),
        dateOfBirth: localDay(new Date(now.getTime() - 9 * 1440 * MINUTE_MS)) as PlainDate,
        gender: "female" as const,
      },
      father: undefined,
      mother: applicant.gender === "female" ? applicant.name : undefined,
      way,
      identityResult: "matched" as const,
      papers: ["TK", "GCS", "CC"],
      desks: [here.unitId, index === 2 ? beyond.unitId : there.unitId, here.unitId],
    };
    await fileBundle(tx, unit, here.by, "khai-sinh", input, new Date(now.getTime() - (40 - index) * MINUTE_MS));
  }
  await addReceptions(tx, unit, random, { here, there, place: first.plan.fullName }, now);
}

interface Clerk {
  readonly unitId: number;
  readonly by: Acting;
}

async function addReceptions(
  tx: Tx,
  unit: UnitOfWork,
  random: Random,
  { here, there, place }: { readonly here: Clerk; readonly there: Clerk; readonly place: string },
  now: Date,
): Promise<void> {
  const procedures = await findProceduresByCodes(tx, ELSEWHERE, localDay(now));
  for (const [index, procedure] of procedures.entries()) {
    const { cases, components } = procedure.definition;
    const input = ReceiveInput.parse({
      unitId: index === 1 ? here.unitId : there.unitId,
      procedureVersionId: procedure.versionId,
      caseCode: cases[0]?.code ?? "default",
      parties: { owner: applicantOf(inventPerson(random, place)) },
      components: components
        .filter(({ code }) => cases[0]?.components?.includes(code) ?? true)
        .map(({ code }) => ({ code, original: 1, certified: 0, photo: 0 })),
      identityCheck: { method: "cccd_card", result: "matched" },
    });
    const by = index === 1 ? there.by : here.by;
    await receiveForAnother(tx, unit, by, input, { electronic: index !== 0 }, new Date(now.getTime() - (30 - index) * MINUTE_MS));
  }
}
