import { z } from "zod";
import { addDays, type PlainDate } from "#core/plain-date.ts";
import { ROLES } from "#core/roles.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { choice, integer, optional, plainDay, requiredText } from "#platform/input/fields.ts";
import { organisationRefusal } from "./organisation.errors.ts";
import {
  endAssignment,
  findAssignment,
  findVacantPost,
  insertAssignments,
  insertPosts,
  listAssignmentsOf,
} from "./post.store.ts";
import { findUnitOn } from "./unit-query.store.ts";

/** Roles that a post can give; a citizen holds none. */
export const POST_ROLES = ROLES.filter((role) => role !== "citizen") as [
  "receiving_officer",
  "specialist",
  "division_head",
  "leader",
  "one_stop_head",
  "home_affairs_officer",
  "inspector",
  "administrator",
];

export const GivePostInput = z.object({
  unitId: integer(1, 2_147_483_647),
  role: choice(POST_ROLES),
  title: requiredText(200),
  from: plainDay(),
  /** The last day in the post. */
  until: optional(plainDay()),
  decisionNo: optional(requiredText(100)),
});
export type GivePostInput = z.output<typeof GivePostInput>;

/**
 * Puts a person into a post of a unit for a period, by a decision. A vacant post of that title and role is used again.
 * Refuses a unit that does not exist on the first day, and the same post twice at once for one person.
 */
export async function givePost(
  tx: Tx,
  unit: UnitOfWork,
  personId: number,
  input: GivePostInput,
): Promise<{ assignmentId: number }> {
  const from = input.from as PlainDate;
  const until = input.until === undefined ? null : addDays(input.until as PlainDate, 1);
  if (until !== null && until <= from) throw organisationRefusal("end_before_start", { field: "until" });
  if ((await findUnitOn(tx, input.unitId, from)) === undefined)
    throw organisationRefusal("unit_not_in_force", { field: "unitId" });
  const held = await listAssignmentsOf(tx, [personId]);
  const same = held.find(
    (one) =>
      one.unitId === input.unitId &&
      one.role === input.role &&
      (one.until === null || one.until > from) &&
      (until === null || one.from === null || one.from < until),
  );
  if (same !== undefined) throw organisationRefusal("assignment_overlaps", { field: "unitId", values: { title: same.title } });
  const wanted = { unitId: input.unitId, title: input.title, role: input.role, from, until };
  const postId = (await findVacantPost(tx, wanted)) ?? (await insertPosts(tx, [{ ...wanted, until: null }]))[0];
  if (postId === undefined) throw new Error("the post was not written");
  const [assignmentId] = await insertAssignments(tx, [{ personId, postId, from, until, decisionNo: input.decisionNo ?? null }]);
  if (assignmentId === undefined) throw new Error("the assignment was not written");
  unit.note({ assignmentId, role: input.role, unitId: input.unitId });
  unit.emit("post.given", String(assignmentId), { personId, postId, from: input.from });
  return { assignmentId };
}

export const EndPostInput = z.object({ assignmentId: integer(1, 2_147_483_647), lastDay: plainDay() });
export type EndPostInput = z.output<typeof EndPostInput>;

/** Records the last day on which a person holds a post. Refuses a day before the first one, and an end already past. */
export async function endPost(tx: Tx, unit: UnitOfWork, input: EndPostInput, today: string): Promise<{ assignmentId: number }> {
  const held = await findAssignment(tx, input.assignmentId);
  if (held === undefined) throw organisationRefusal("assignment_not_found", { field: "assignmentId" });
  if (held.until !== null && held.until <= today) throw organisationRefusal("assignment_ended", { field: "lastDay" });
  const until = addDays(input.lastDay as PlainDate, 1);
  if (held.from !== null && until <= held.from) throw organisationRefusal("end_before_start", { field: "lastDay" });
  await endAssignment(tx, input.assignmentId, until);
  unit.note({ assignmentId: input.assignmentId, lastDay: input.lastDay });
  unit.emit("post.ended", String(input.assignmentId), { lastDay: input.lastDay });
  return { assignmentId: input.assignmentId };
}
