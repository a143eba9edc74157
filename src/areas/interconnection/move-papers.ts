import type { Custody } from "#core/workflow/dossier-facts.ts";
import { type Acting, actingFor, type Dossier, findDossier, recordFact } from "#dossiers";
import { giveHeld } from "#papers";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Actor } from "#platform/http/actor.ts";
import { linkRefusal } from "./interconnection.errors.ts";
import { type CONFIRMED_LEGS, type Leg, LEGS, type Reception } from "./reception.ts";
import { nextLegs, type Side, sideOf } from "./reception.rules.ts";
import { closeReception, findReception, insertLeg } from "./reception.store.ts";

/** What is emitted about a dossier belongs to the agency that decides it: its tasks run in that agency's scope. */
export const inNameOf = (unit: UnitOfWork, agencyId: number): UnitOfWork => ({
  ...unit,
  emit: (topic, subject, payload) => unit.emit(topic, subject, payload, agencyId),
});

type By = Acting & { readonly accountId: number };

interface Turn {
  readonly reception: Reception;
  readonly side: Side;
  readonly by: By;
}

/** The reception whose next leg this is, and as whom the actor takes it: in a post of the agency whose leg it is. */
export async function getTurn(tx: Tx, actor: Actor, dossierId: number, leg: Leg): Promise<Turn> {
  const [reception, dossier] = await Promise.all([findReception(tx, dossierId), findDossier(tx, dossierId)]);
  if (reception === undefined) throw linkRefusal("reception_not_found");
  const done = reception.legs.map((one) => one.leg);
  const side = sideOf(leg, done);
  const agencyId = side === "receiving" ? reception.receivingAgencyId : reception.decidingAgencyId;
  if (!actor.agencies.includes(agencyId)) throw linkRefusal("leg_not_yours");
  if (done.includes(leg)) throw linkRefusal("leg_done");
  const next = nextLegs(reception, done, dossier && { ...dossier, originalsHeld: dossier.facts.custody.originalsHeld });
  if (!next.includes(leg)) throw linkRefusal(whyNot(leg, next));
  return { reception, side, by: { ...actingFor(actor, "receive", agencyId), accountId: actor.accountId } };
}

function whyNot(leg: Leg, next: readonly Leg[]): "not_ended_early" | "result_at_deciding" | "leg_not_yet" {
  if (LEGS.indexOf(leg) > LEGS.indexOf("handed_back")) return next.length === 0 ? "not_ended_early" : "leg_not_yet";
  return next.length === 0 || LEGS.indexOf(leg) >= LEGS.indexOf("result_sent") ? "result_at_deciding" : "leg_not_yet";
}

/** Records that a leg was taken; refuses who comes second. */
export async function takeLeg(tx: Tx, { reception, by }: Turn, leg: Leg, note: string | undefined, now: Date): Promise<void> {
  const about = { reception, at: now, accountId: by.accountId, actorName: by.name };
  if (!(await insertLeg(tx, { ...about, leg, note }))) throw linkRefusal("leg_done");
}

/** Where the paper dossier is after a leg; undefined where no paper moves. */
function custodyAfter(leg: Leg, reception: Reception, { facts, unitId }: Dossier): Custody | undefined {
  const { originalsHeld } = facts.custody;
  const at = (place: Custody["place"], there: number): Custody => ({ place, unitId: there, personId: null, originalsHeld });
  switch (leg) {
    case "papers_sent":
      return at("in_transit", unitId);
    case "papers_arrived":
      return at("unit", unitId);
    case "papers_returned":
      return at("in_transit", reception.receivingUnitId);
    case "papers_back":
      return at("unit", reception.receivingUnitId);
    case "given_back":
      return { place: "returned", unitId: null, personId: null, originalsHeld: 0 };
    default:
      return undefined;
  }
}

/** The legs by which papers leave an agency that may have them in a division. */
const LEAVES: ReadonlySet<Leg> = new Set(["papers_returned", "given_back"]);

/** What the deciding agency sends back or gives out lies at its counter: what went to a division is fetched first. */
function assertAtCounter({ facts: { custody }, unitId }: Dossier): void {
  const away = custody.place === "in_transit" || (custody.place === "unit" && custody.unitId !== unitId);
  if (away) throw linkRefusal("papers_not_at_counter");
}

/** The end of the way back: the applicant, or whoever comes in their name, has the papers. */
async function giveOut(tx: Tx, dossierId: number, givenTo: string | undefined, by: By, now: Date): Promise<void> {
  if (givenTo === undefined) throw linkRefusal("receiver_missing", { field: "givenTo" });
  await giveHeld(tx, dossierId, givenTo, { accountId: by.accountId, name: by.name, at: now });
  await closeReception(tx, dossierId, now, by.name);
}

export interface MoveInput {
  readonly dossierId: number;
  readonly leg: (typeof CONFIRMED_LEGS)[number];
  readonly note?: string | undefined;
  /** Who gets the papers at the end (`given_back`). */
  readonly givenTo?: string | undefined;
}

/**
 * Records that papers or a result went from one one-stop to the other, or came, and where the papers are since; at the end of
 * a dossier that ended early, that they were given to a named person with every original that is held. The transaction must
 * be open for the deciding agency too. Refuses a leg that is done, out of turn or of the other side, a result that is not
 * decided yet, papers that lie in a division still, and a handing without a name.
 */
export async function movePapers(tx: Tx, unit: UnitOfWork, actor: Actor, input: MoveInput, now: Date): Promise<{ code: string }> {
  const { dossierId, leg, note, givenTo } = input;
  const dossier = await findDossier(tx, dossierId, true);
  if (dossier === undefined) throw linkRefusal("reception_not_found");
  const turn = await getTurn(tx, actor, dossierId, leg);
  const { reception, by } = turn;
  if (turn.side === "deciding" && LEAVES.has(leg)) assertAtCounter(dossier);
  await takeLeg(tx, turn, leg, note, now);
  if (leg === "given_back") await giveOut(tx, dossierId, givenTo, by, now);
  const moved = custodyAfter(leg, reception, dossier);
  if (moved !== undefined) {
    const theirs = inNameOf(unit, reception.decidingAgencyId);
    await recordFact(tx, theirs, by, dossierId, { type: "custody_changed", custody: moved }, now);
  }
  unit.subject(`dossier:${dossierId}`);
  unit.note({ leg });
  return { code: reception.code };
}
