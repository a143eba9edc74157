import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import {
  findOpenComplaint,
  insertComplaint,
  insertRegister,
  listComplaintPlaces,
  setAnswer,
  voidComplaint,
} from "./complaint.store.ts";
import type { AnswerInput, ComplaintInput, RegisterInput } from "./complaint.ts";
import { feedbackRefusal } from "./feedback.errors.ts";

interface By {
  readonly accountId: number | null;
}

/** Begins the register of a place: from that day on every complaint about it is entered (index 8). */
export async function beginRegister(
  tx: Tx,
  unit: UnitOfWork,
  by: By,
  { unitId, keptFrom }: RegisterInput,
  now: Date,
): Promise<{ readonly unitId: number }> {
  const place = (await listComplaintPlaces(tx, localDay(now))).find((one) => one.unitId === unitId);
  if (place === undefined) throw feedbackRefusal("complaint_place", { field: "unitId" });
  if (keptFrom > localDay(now)) throw feedbackRefusal("complaint_ahead", { field: "keptFrom" });
  if (!(await insertRegister(tx, place, keptFrom, { accountId: by.accountId, at: now })))
    throw feedbackRefusal("register_begun", { field: "unitId" });
  unit.subject(`unit:${unitId}`);
  unit.note({ keptFrom });
  return { unitId };
}

/** Enters a complaint by its number and days, in a register that goes back to the day on which it came. */
export async function recordComplaint(
  tx: Tx,
  unit: UnitOfWork,
  by: By,
  input: ComplaintInput,
  now: Date,
): Promise<{ readonly complaintId: number }> {
  const place = (await listComplaintPlaces(tx, localDay(now))).find((one) => one.unitId === input.unitId);
  if (place === undefined || place.keptFrom === null) throw feedbackRefusal("register_none", { field: "unitId" });
  if (input.receivedOn > localDay(now)) throw feedbackRefusal("complaint_ahead", { field: "receivedOn" });
  if (input.receivedOn < place.keptFrom) throw feedbackRefusal("complaint_early", { field: "receivedOn" });
  if (input.dueOn < input.receivedOn) throw feedbackRefusal("complaint_due", { field: "dueOn" });
  const complaintId = await insertComplaint(tx, place.agencyId, input, { accountId: by.accountId, at: now });
  if (complaintId === undefined) throw feedbackRefusal("complaint_known", { field: "number" });
  unit.subject(`complaint:${complaintId}`);
  return { complaintId };
}

/** Enters the day on which a complaint was answered; an answer is entered once. */
export async function answerComplaint(
  tx: Tx,
  unit: UnitOfWork,
  { id, ...input }: AnswerInput & { readonly id: number },
  now: Date,
): Promise<{ readonly id: number }> {
  const open = await findOpenComplaint(tx, id);
  if (open === undefined) throw feedbackRefusal("complaint_not_open");
  if (input.answeredOn > localDay(now)) throw feedbackRefusal("complaint_ahead", { field: "answeredOn" });
  if (input.answeredOn < open.receivedOn) throw feedbackRefusal("complaint_due", { field: "answeredOn" });
  await setAnswer(tx, id, input);
  unit.subject(`complaint:${id}`);
  unit.note({ answeredOn: input.answeredOn });
  return { id };
}

/** Takes an entry back that was made by mistake, with the reason; it stays in the database and counts no more. */
export async function takeBackComplaint(
  tx: Tx,
  unit: UnitOfWork,
  { id, why }: { readonly id: number; readonly why: string },
): Promise<{ readonly id: number }> {
  if (!(await voidComplaint(tx, id, why))) throw feedbackRefusal("complaint_not_open");
  unit.subject(`complaint:${id}`);
  unit.note({ why });
  return { id };
}
