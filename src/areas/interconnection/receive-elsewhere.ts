import { localDateOf } from "#core/instant.ts";
import { type Acting, receiveDossier, type ReceiveInput, recordFact } from "#dossiers";
import { type Desk, findDesk, findUnitOn, listPostHolders } from "#organisation";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { linkRefusal } from "./interconnection.errors.ts";
import { inNameOf } from "./move-papers.ts";
import { insertLeg, insertReception, findReception } from "./reception.store.ts";

/** The one-stop unit of an agency as it stands on a day. Refuses what is none (`not_a_one_stop`). */
export async function getOneStop(tx: Tx, unitId: number, on: string): Promise<Desk> {
  const [desk, unit] = await Promise.all([findDesk(tx, unitId, on), findUnitOn(tx, unitId, on)]);
  const isOneStop = unit?.kind === "one_stop_shop" || unit?.kind === "reception_point";
  if (desk === undefined || !isOneStop) throw linkRefusal("not_a_one_stop", { field: "unitId" });
  return desk;
}

/** Who takes a dossier over in another agency's one-stop: its first receiving officer; refused where nobody receives. */
async function receiverAt(tx: Tx, desk: Desk, on: string) {
  const holders = await listPostHolders(tx, desk.agencyId, on);
  const there = holders.filter(({ unitId }) => unitId === desk.unitId);
  const found = there.find(({ role }) => role === "receiving_officer") ?? there.find(({ role }) => role === "one_stop_head");
  if (found === undefined) throw linkRefusal("nobody_receives_there", { values: { unit: desk.unitName } });
  return { personId: found.personId, unitId: desk.unitId };
}

/**
 * Receives at one agency's counter a dossier that another agency of the same province decides: its number, clock and
 * record are the deciding agency's, whose one-stop holds it from now on; the receiving agency sees it until the result is
 * handed over there. `electronic`: there is no paper to send. The transaction must be open for both agencies.
 * Refuses another province, the same agency, a unit that is no one-stop or has nobody, and whatever a receipt is refused for.
 */
export async function receiveForAnother(
  tx: Tx,
  unit: UnitOfWork,
  by: Acting,
  input: ReceiveInput,
  how: { readonly electronic: boolean },
  now: Date,
): Promise<{ id: number; code: string }> {
  const on = localDateOf(now.getTime());
  const [here, there] = await Promise.all([findDesk(tx, by.unitId, on), getOneStop(tx, input.unitId, on)]);
  if (here === undefined) throw linkRefusal("not_a_one_stop", { field: "unitId" });
  if (here.provinceId !== there.provinceId) throw linkRefusal("other_province", { field: "unitId" });
  if (here.agencyId === there.agencyId) throw linkRefusal("same_agency", { field: "unitId" });
  const holder = await receiverAt(tx, there, on);
  const done = await receiveDossier(tx, inNameOf(unit, there.agencyId), by, input, { name: "receive", holder }, now);
  await insertReception(tx, { dossierId: done.id, receivingAgencyId: here.agencyId, receivingUnitId: here.unitId, at: now });
  const reception = await findReception(tx, done.id);
  if (reception === undefined) throw new Error(`the reception of ${done.code} was not written`);
  if (how.electronic) {
    const about = { reception, at: now, accountId: by.accountId, actorName: by.name };
    await insertLeg(tx, { ...about, leg: "papers_sent" });
    await insertLeg(tx, { ...about, leg: "papers_arrived" });
  } else {
    const custody = { place: "unit", unitId: here.unitId, personId: null, originalsHeld: 0 } as const;
    await recordFact(tx, inNameOf(unit, there.agencyId), by, done.id, { type: "custody_changed", custody }, now);
  }
  unit.emit("dossier.received_elsewhere", String(done.id), { code: done.code }, there.agencyId);
  return done;
}

/** Receives at one's own counter or for another agency, whichever the unit is: one door for the members of a bundle. */
export async function receiveWherever(
  tx: Tx,
  unit: UnitOfWork,
  by: Acting,
  ownAgencyId: number,
  input: ReceiveInput,
  how: { readonly electronic: boolean; readonly agencyId: number },
  now: Date,
): Promise<{ id: number; code: string }> {
  if (how.agencyId === ownAgencyId) return receiveDossier(tx, unit, by, input, { name: "receive" }, now);
  return receiveForAnother(tx, unit, by, input, how, now);
}
