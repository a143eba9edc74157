import { listFields } from "#procedures";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import type { CloseInput, CounterInput, EndReasonInput, OpeningInput, PointInput, ReasonInput, ServiceInput } from "./plan.ts";
import { deleteOpening, endReason, insertReason, saveOpening, updatePoint } from "./plan.store.ts";
import { findPoint, insertService, listCounters, listServices, saveCounter } from "./point.store.ts";
import { type Point, queueTopic } from "./queue.ts";
import { queueRefusal } from "./queue.errors.ts";
import { listVoices } from "./voices.ts";

/** One change of what a hall serves, where and when; the audit keeps it. */
export type PlanChange =
  | { readonly kind: "service"; readonly input: ServiceInput }
  | { readonly kind: "counter"; readonly input: CounterInput }
  | { readonly kind: "opening"; readonly input: OpeningInput }
  | { readonly kind: "close"; readonly input: CloseInput }
  | { readonly kind: "point"; readonly input: PointInput }
  | { readonly kind: "reason"; readonly input: ReasonInput }
  | { readonly kind: "end_reason"; readonly input: EndReasonInput };

export async function getPoint(tx: Tx, unitId: number): Promise<Point> {
  const point = await findPoint(tx, unitId);
  if (point === undefined) throw queueRefusal("point_unknown");
  return point;
}

/** A service names fields of the catalogue as they are written there, each in one service alone. */
async function keepService(tx: Tx, point: Point, input: ServiceInput, on: string): Promise<void> {
  const services = await listServices(tx, point.unitId);
  const known = services.find(({ prefix }) => prefix === input.prefix);
  if (input.isNew === "1" && known !== undefined)
    throw queueRefusal("prefix_taken", { field: "prefix", values: { prefix: input.prefix, service: known.name } });
  const fields = input.fields ?? [];
  if (fields.length > 0) {
    const catalogue = new Set((await listFields(tx, on)).map(({ field }) => field));
    const old = new Set(known?.fields);
    const unknown = fields.find((field) => !catalogue.has(field) && !old.has(field));
    if (unknown !== undefined) throw queueRefusal("field_unknown", { field: "fields", values: { name: unknown } });
    for (const other of services) {
      const shared = other.prefix === input.prefix ? undefined : other.fields.find((field) => fields.includes(field));
      if (shared !== undefined)
        throw queueRefusal("field_elsewhere", { field: "fields", values: { name: shared, service: other.name } });
    }
  }
  await insertService(tx, point, input, fields);
}

async function keepCounter(tx: Tx, point: Point, input: CounterInput): Promise<void> {
  const taken = (await listCounters(tx, point.unitId)).find(({ number }) => number === input.number);
  if (input.isNew === "1" && taken !== undefined)
    throw queueRefusal("number_taken", { field: "number", values: { number: input.number, name: taken.name } });
  await saveCounter(tx, point, input);
}

async function keepPoint(tx: Tx, point: Point, input: PointInput): Promise<void> {
  if (!listVoices().some(({ name }) => name === input.voice)) throw queueRefusal("voice_unknown", { field: "voice" });
  if (input.cardNeeded === "scan" && input.phoneProved === undefined)
    throw queueRefusal("scan_needs_proof", { field: "phoneProved" });
  await updatePoint(tx, point.unitId, input);
}

/**
 * Changes what a hall serves: a service, a counter with its skills, an opening, its limits, its own reasons for priority.
 * Boards and counters that are open follow at once.
 */
export async function changePlan(
  tx: Tx,
  unit: UnitOfWork,
  unitId: number,
  { kind, input }: PlanChange,
  now: Date,
): Promise<{ readonly unitId: number }> {
  const point = await getPoint(tx, unitId);
  unit.subject(`queue:${unitId}`);
  unit.note({ change: kind, ...JSON.parse(JSON.stringify(input)) });
  unit.announce(queueTopic(unitId));
  switch (kind) {
    case "service":
      await keepService(tx, point, input, localDay(now));
      break;
    case "counter":
      await keepCounter(tx, point, input);
      break;
    case "opening":
      await saveOpening(tx, point, input);
      break;
    case "close":
      if (!(await deleteOpening(tx, unitId, input))) throw queueRefusal("opening_unknown");
      break;
    case "point":
      await keepPoint(tx, point, input);
      break;
    case "reason":
      await insertReason(tx, point, input, localDay(now));
      break;
    case "end_reason":
      if (!(await endReason(tx, unitId, input.code, localDay(now)))) throw queueRefusal("priority_unknown");
      break;
  }
  return { unitId };
}
