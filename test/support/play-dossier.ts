import type pg from "pg";
import {
  type Acting,
  type DossierId,
  type HistoryStep,
  insertHistories,
  type Parties,
  type ReceivedComponent,
  replayHistory,
} from "#dossiers";
import { findDesk } from "#organisation";
import { inTransaction } from "#platform/db/tx.ts";
import type { Office, StaffRole } from "./office.ts";
import { starterProcedure } from "./office.ts";

export const actingAs = ({ staff }: Office, role: StaffRole): Acting => {
  const { accountId, personId, name, unitId } = staff[role];
  return { accountId, personId, name, role, unitId };
};

export interface Played {
  readonly id: DossierId;
  readonly code: string;
  readonly secret: string;
}

export interface PlayInput {
  readonly parties: Parties;
  readonly steps: readonly [HistoryStep, ...HistoryStep[]];
  readonly components?: readonly ReceivedComponent[];
  /** How it came and how its result goes back; at the counter where nothing is said. */
  readonly way?: "counter" | "online";
  readonly term?: { readonly value: number | null; readonly unit: string };
}

/** Writes a dossier about a birth registration by playing these steps through the product's own rules. */
export async function playDossier(pool: pg.Pool, office: Office, input: PlayInput): Promise<Played> {
  const procedure = await starterProcedure(pool);
  return inTransaction(pool, { accountId: null, agencies: [office.agencyId] }, async (tx) => {
    const desk = await findDesk(tx, office.oneStopId, "2026-11-20");
    if (desk === undefined) throw new Error("the test office has no desk");
    const draft = replayHistory({
      desk: { ...desk, codePrefix: office.prefix },
      procedure,
      caseCode: "default",
      term: input.term ?? { value: 3, unit: "working_day" },
      parties: input.parties,
      channel: input.way ?? "counter",
      origin: "local",
      components: input.components ?? [],
      attributes: { sets: 1, delivery: input.way ?? "counter" },
      steps: input.steps,
    });
    if (!draft.ok) throw draft.error;
    const [written] = await insertHistories(tx, [draft.value]);
    if (written === undefined) throw new Error("the dossier was not written");
    return { ...written, secret: draft.value.trackingSecret };
  });
}
