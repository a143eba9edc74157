import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { findPoint, insertService, listServices, saveCounter, saveOpening } from "./point.store.ts";
import { type CounterInput, type OpeningInput, type Point, queueTopic, type ServiceInput } from "./queue.ts";
import { queueRefusal } from "./queue.errors.ts";

/** One change of what a hall serves, where and when; the audit keeps it. */
export type PlanChange =
  | { readonly kind: "service"; readonly input: ServiceInput }
  | { readonly kind: "counter"; readonly input: CounterInput }
  | { readonly kind: "opening"; readonly input: OpeningInput };

export async function getPoint(tx: Tx, unitId: number): Promise<Point> {
  const point = await findPoint(tx, unitId);
  if (point === undefined) throw queueRefusal("point_unknown");
  return point;
}

/** Saves a service, a counter with its skills, or an opening; boards and counters that are open follow at once. */
export async function changePlan(
  tx: Tx,
  unit: UnitOfWork,
  unitId: number,
  { kind, input }: PlanChange,
): Promise<{ readonly unitId: number }> {
  const point = await getPoint(tx, unitId);
  unit.subject(`queue:${unitId}`);
  unit.note({ change: kind, ...JSON.parse(JSON.stringify(input)) });
  unit.announce(queueTopic(unitId));
  if (kind === "opening") await saveOpening(tx, point, input);
  if (kind === "counter") await saveCounter(tx, point, input);
  if (kind === "service") {
    const known = (await listServices(tx, unitId)).find((service) => service.prefix === input.prefix);
    await insertService(tx, point, input, known?.fields ?? []);
  }
  return { unitId };
}
