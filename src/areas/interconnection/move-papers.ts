import { type Acting, actingFor, findDossier } from "#dossiers";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Actor } from "#platform/http/actor.ts";
import { linkRefusal } from "./interconnection.errors.ts";
import { type CONFIRMED_LEGS, type Leg, LEGS, type Reception } from "./reception.ts";
import { LEG_SIDE, nextLeg } from "./reception.rules.ts";
import { findReception, insertLeg } from "./reception.store.ts";

/** The reception whose next leg this is, and as whom the actor takes it: in a post of the agency whose leg it is. */
export async function getTurn(
  tx: Tx,
  actor: Actor,
  dossierId: number,
  leg: Leg,
): Promise<{ readonly reception: Reception; readonly by: Acting & { readonly accountId: number } }> {
  const reception = await findReception(tx, dossierId);
  if (reception === undefined) throw linkRefusal("reception_not_found");
  const agencyId = LEG_SIDE[leg] === "receiving" ? reception.receivingAgencyId : reception.decidingAgencyId;
  if (!actor.agencies.includes(agencyId)) throw linkRefusal("leg_not_yours");
  const done = reception.legs.map((one) => one.leg);
  if (done.includes(leg)) throw linkRefusal("leg_done");
  const dossier = await findDossier(tx, dossierId);
  const next = nextLeg(done, dossier?.state);
  if (next !== leg) {
    throw linkRefusal(
      next === undefined || LEGS.indexOf(leg) >= LEGS.indexOf("result_sent") ? "result_at_deciding" : "leg_not_yet",
    );
  }
  return { reception, by: { ...actingFor(actor, "receive", agencyId), accountId: actor.accountId } };
}

/** Records that a leg was taken; refuses who comes second. */
export async function takeLeg(
  tx: Tx,
  { reception, by }: Awaited<ReturnType<typeof getTurn>>,
  leg: Leg,
  note: string | undefined,
  now: Date,
): Promise<void> {
  const about = { reception, at: now, accountId: by.accountId, actorName: by.name };
  if (!(await insertLeg(tx, { ...about, leg, note }))) throw linkRefusal("leg_done");
}

/**
 * Records that papers or a result went from one one-stop to the other, or came. Refuses a leg that is done, out of turn, of
 * the other side, and a result that is not decided yet.
 */
export async function movePapers(
  tx: Tx,
  unit: UnitOfWork,
  actor: Actor,
  input: { readonly dossierId: number; readonly leg: (typeof CONFIRMED_LEGS)[number]; readonly note?: string | undefined },
  now: Date,
): Promise<{ code: string }> {
  const { dossierId, leg, note } = input;
  const turn = await getTurn(tx, actor, dossierId, leg);
  await takeLeg(tx, turn, leg, note, now);
  unit.subject(`dossier:${dossierId}`);
  unit.note({ leg });
  return { code: turn.reception.code };
}
