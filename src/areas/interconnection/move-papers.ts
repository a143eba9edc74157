import { type Acting, actOnDossier, findDossier } from "#dossiers";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Actor } from "#platform/http/actor.ts";
import { linkRefusal } from "./interconnection.errors.ts";
import { type HANDED_TO, LEGS, type Leg, type Reception } from "./reception.ts";
import { LEG_SIDE, nextLeg } from "./reception.rules.ts";
import { closeReception, findReception, insertLeg } from "./reception.store.ts";

export interface LegInput {
  readonly dossierId: number;
  readonly leg: Leg;
  readonly note?: string | undefined;
  /** Who took the result, where it is handed over. */
  readonly receiverName?: string | undefined;
  readonly relation?: (typeof HANDED_TO)[number] | undefined;
}

const sideOf = (reception: Reception, agencies: readonly number[]) => ({
  receiving: agencies.includes(reception.receivingAgencyId),
  deciding: agencies.includes(reception.decidingAgencyId),
});

/**
 * Records that papers or a result went from one one-stop to the other, or came. Refuses a leg that is done, out of turn, of
 * the other side, and a result that is not decided yet. `handed_back` also returns the dossier, by the receiving officer
 * the transaction must then be open for the deciding agency too.
 */
export async function movePapers(
  tx: Tx,
  unit: UnitOfWork,
  actor: Actor,
  by: Acting,
  { dossierId, leg, note, receiverName, relation = "owner" }: LegInput,
  now: Date,
): Promise<{ code: string }> {
  const reception = await findReception(tx, dossierId);
  if (reception === undefined) throw linkRefusal("reception_not_found");
  if (!sideOf(reception, actor.agencies)[LEG_SIDE[leg]]) throw linkRefusal("leg_not_yours");
  const done = reception.legs.map((one) => one.leg);
  if (done.includes(leg)) throw linkRefusal("leg_done");
  const dossier = await findDossier(tx, dossierId);
  const next = nextLeg(done, dossier?.state);
  if (next !== leg) {
    throw linkRefusal(
      next === undefined || LEGS.indexOf(leg) >= LEGS.indexOf("result_sent") ? "result_at_deciding" : "leg_not_yet",
    );
  }
  const about = { reception, at: now, accountId: by.accountId, actorName: by.name };
  if (!(await insertLeg(tx, { ...about, leg, note }))) throw linkRefusal("leg_done");
  if (leg === "handed_back" && dossier !== undefined) {
    const asTheirs = { ...actor, posts: actor.posts.map((post) => ({ ...post, agencyId: reception.decidingAgencyId })) };
    const target = { dossierId, expectedSeq: dossier.seq };
    const returned = { action: "return", receiverName: receiverName ?? reception.ownerName, relation } as const;
    await actOnDossier(
      tx,
      { ...unit, emit: (t, s, p) => unit.emit(t, s, p, reception.decidingAgencyId) },
      asTheirs,
      by,
      target,
      returned,
      now,
    );
    await closeReception(tx, dossierId, now, by.name);
  }
  unit.subject(`dossier:${dossierId}`);
  unit.note({ leg });
  return { code: reception.code };
}
