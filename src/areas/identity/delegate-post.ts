import { z } from "zod";
import { addDays, addMonths, type PlainDate, plainDateOf, toEpochDay } from "#core/plain-date.ts";
import type { Role } from "#core/roles.ts";
import { findAssignment, listAssignmentsOf, type PostHolder } from "#organisation";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { type Actor, hasRole } from "#platform/http/actor.ts";
import { integer, plainDay, requiredText } from "#platform/input/fields.ts";
import { findCredentials } from "./account.store.ts";
import { type Delegation, findDelegation, insertDelegation, updateRevoked } from "./delegation.store.ts";
import { identityRefusal } from "./identity.errors.ts";
import { isWithinReach, type Reach } from "./managed-account.store.ts";

/** Posts whose work another may do for a time: those that decide and lead. */
export const DELEGABLE: readonly Role[] = ["leader", "division_head", "one_stop_head"];
const LONGEST_MONTHS = 12;

export const DelegationInput = z.object({
  assignmentId: integer(1, 2_147_483_647),
  username: requiredText(60),
  from: plainDay(),
  /** The last day. */
  until: plainDay(),
  decisionNo: requiredText(100),
});
export type DelegationInput = z.output<typeof DelegationInput>;

/** Whose post it is that is lent, or an administrator. */
type Delegating = Pick<Actor, "personId" | "roles">;

/** One's own post, or any within reach of an administrator. */
async function assertMayDelegate(
  tx: Tx,
  actor: Delegating,
  reach: Reach,
  post: { readonly personId: number; readonly unitId: number },
): Promise<void> {
  if (post.personId === actor.personId) return;
  if (hasRole(actor, "administrator") && (await isWithinReach(tx, post.unitId, reach))) return;
  throw identityRefusal("delegation_of_other", { field: "assignmentId" });
}

function checkPeriod(post: PostHolder, input: DelegationInput): PlainDate {
  const until = addDays(input.until as PlainDate, 1);
  if (until <= input.from) throw identityRefusal("end_before_start", { field: "until" });
  if (until > plainDateOf(addMonths(toEpochDay(input.from as PlainDate), LONGEST_MONTHS)))
    throw identityRefusal("delegation_too_long", { field: "until" });
  const within = (post.from === null || post.from <= input.from) && (post.until === null || until <= post.until);
  if (!within) throw identityRefusal("delegation_outside_assignment", { field: "from" });
  return until;
}

/**
 * Lets a person of the same agency act in a post for a period, by a decision with a number. Refuses posts that lead
 * nobody, other people's posts, persons without a post in the agency on the first day, and more than 12 months.
 */
export async function delegatePost(
  tx: Tx,
  unit: UnitOfWork,
  actor: Delegating,
  reach: Reach,
  input: DelegationInput,
): Promise<{ id: number }> {
  const post = await findAssignment(tx, input.assignmentId);
  if (post === undefined) throw identityRefusal("assignment_not_found", { field: "assignmentId" });
  await assertMayDelegate(tx, actor, reach, post);
  if (!DELEGABLE.includes(post.role)) throw identityRefusal("role_not_delegable", { field: "assignmentId" });
  const until = checkPeriod(post, input);
  const to = await findCredentials(tx, input.username.toLowerCase());
  if (to === undefined || to.disabled) throw identityRefusal("person_not_found", { field: "username" });
  if (to.personId === post.personId) throw identityRefusal("delegation_to_self", { field: "username" });
  const held = await listAssignmentsOf(tx, [to.personId]);
  const colleague = held.some(
    (one) =>
      one.agencyId === post.agencyId &&
      (one.from === null || one.from <= input.from) &&
      (one.until === null || one.until > input.from),
  );
  if (!colleague) throw identityRefusal("delegation_other_agency", { field: "username" });
  const { from, decisionNo } = input;
  const id = await insertDelegation(tx, {
    fromAssignmentId: post.assignmentId,
    toPersonId: to.personId,
    from,
    until,
    decisionNo,
  });
  unit.subject(`delegation:${id}`);
  unit.emit("delegation.made", String(id), { from, until });
  return { id };
}

/** Whether the actor may end this delegation. */
export const canRevoke = (actor: Actor, delegation: Delegation): boolean =>
  delegation.fromPersonId === actor.personId ||
  actor.posts.some((post) => post.role === "administrator" && post.agencyId === delegation.agencyId);

/** Ends a delegation at once. Refuses one that is over or revoked already. */
export async function revokeDelegation(
  tx: Tx,
  unit: UnitOfWork,
  actor: Actor,
  id: number,
  now: Date,
  today: string,
): Promise<null> {
  const delegation = await findDelegation(tx, id);
  if (delegation === undefined) throw identityRefusal("delegation_not_found");
  if (!canRevoke(actor, delegation)) throw identityRefusal("delegation_of_other");
  if (delegation.revokedAt !== null || delegation.until <= today) throw identityRefusal("delegation_over");
  await updateRevoked(tx, id, now);
  unit.subject(`delegation:${id}`);
  unit.emit("delegation.revoked", String(id));
  return null;
}
