import { z } from "zod";
import { addDays, type PlainDate } from "#core/plain-date.ts";
import type { Role } from "#core/roles.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Actor } from "#platform/http/actor.ts";
import { choice, chosenId, plainDay } from "#platform/input/fields.ts";
import { LEAVE_KINDS, type Leave } from "./leave.ts";
import { findLeave, insertLeave, revokeLeave } from "./leave.store.ts";
import { organisationRefusal } from "./organisation.errors.ts";
import { listPostHolders } from "./post.store.ts";
import { isOnLeave } from "./stand-in.store.ts";

/** Those who record the leave of others in their agency; everyone records their own. */
export const LEAVE_KEEPERS: readonly Role[] = ["leader", "division_head", "one_stop_head", "administrator"];
const LONGEST_DAYS = 366;

export const LeaveInput = z.object({
  personId: chosenId(),
  from: plainDay(),
  /** The last day away. */
  until: plainDay(),
  kind: choice(LEAVE_KINDS).default("annual"),
  substituteId: z.preprocess((value) => (value === "" ? undefined : value), chosenId().optional()),
});
export type LeaveInput = z.output<typeof LeaveInput>;

/** Agencies in which the actor records the leave of others. */
const keptAgencies = (actor: Actor): readonly number[] =>
  actor.posts.filter(({ role }) => LEAVE_KEEPERS.includes(role)).map(({ agencyId }) => agencyId);

/** Whether the actor may record or revoke the leave of a person who holds posts in these agencies. */
export const mayKeepLeave = (actor: Actor, personId: number, agencies: readonly number[]): boolean =>
  personId === actor.personId || keptAgencies(actor).some((agencyId) => agencies.includes(agencyId));

async function agenciesOf(tx: Tx, actor: Actor, personId: number, on: string): Promise<readonly number[]> {
  const agencies = [...new Set(actor.posts.map(({ agencyId }) => agencyId))];
  const holders = (await Promise.all(agencies.map((agencyId) => listPostHolders(tx, agencyId, on)))).flat();
  return holders.filter((holder) => holder.personId === personId).map(({ agencyId }) => agencyId);
}

/**
 * Records that a person is away, so that nobody is given work who cannot do it; no due date moves. Refuses a person without
 * a post where the actor works (`person_unknown`), another's leave without the right to it, an end before the start, more
 * than a year, a substitute who is away on the first day or is the person, and two leaves at once.
 */
export async function recordLeave(tx: Tx, unit: UnitOfWork, actor: Actor, input: LeaveInput, now: Date): Promise<{ id: number }> {
  const from = input.from as PlainDate;
  const until = addDays(input.until as PlainDate, 1);
  if (until <= from) throw organisationRefusal("end_before_start", { field: "until" });
  if (until > addDays(from, LONGEST_DAYS)) throw organisationRefusal("leave_too_long", { field: "until" });
  const agencies = await agenciesOf(tx, actor, input.personId, from);
  if (agencies.length === 0) throw organisationRefusal("person_unknown", { field: "personId" });
  if (!mayKeepLeave(actor, input.personId, agencies)) throw organisationRefusal("leave_of_other", { field: "personId" });
  const substituteId = input.substituteId ?? null;
  if (substituteId !== null) await assertSubstitute(tx, actor, substituteId, input.personId, from);
  const { personId, kind } = input;
  const id = await insertLeave(tx, { personId, from, until, kind, substituteId, recordedBy: actor.personId, recordedAt: now });
  if (id === undefined) throw organisationRefusal("leave_overlaps", { field: "from" });
  unit.subject(`leave:${id}`);
  unit.note({ personId, from, until });
  return { id };
}

async function assertSubstitute(tx: Tx, actor: Actor, substituteId: number, personId: number, on: string): Promise<void> {
  const field = "substituteId";
  if (substituteId === personId) throw organisationRefusal("substitute_is_self", { field });
  if ((await agenciesOf(tx, actor, substituteId, on)).length === 0) throw organisationRefusal("person_unknown", { field });
  if (await isOnLeave(tx, substituteId, on)) throw organisationRefusal("substitute_away", { field });
}

/** Takes a leave back that was recorded by mistake or does not take place. Refuses one that is over or revoked already. */
export async function endLeave(tx: Tx, unit: UnitOfWork, actor: Actor, id: number, now: Date, today: string): Promise<Leave> {
  const leave = await findLeave(tx, id);
  if (leave === undefined) throw organisationRefusal("leave_not_found");
  if (!mayKeepLeave(actor, leave.personId, await agenciesOf(tx, actor, leave.personId, today)))
    throw organisationRefusal("leave_of_other");
  if (leave.revokedAt !== null || leave.until <= today) throw organisationRefusal("leave_over");
  await revokeLeave(tx, id, now);
  unit.subject(`leave:${id}`);
  return leave;
}
