import { afterAll, beforeAll, expect, it } from "vitest";
import { setServerTime } from "../../../test/support/app.ts";
import { type Counter, openCounter } from "../../../test/support/counter.ts";

let at: Counter;

beforeAll(async () => {
  at = await openCounter();
  setServerTime("2026-11-20T08:00:00+07:00");
});
afterAll(() => setServerTime(undefined));

it("the hours of reception never move a due date: working time does, and is another calendar", async () => {
  const dueOf = async (id: number) => (await at.asks("leader", "GET", `/api/v1/dossiers/${id}`)).json<{ dueAt: string }>().dueAt;
  const before = await at.receive();
  const setUp = await at.asks("one_stop_head", "POST", `/hang-doi/${at.office.oneStopId}/thiet-lap`, {});
  expect(setUp.status, setUp.body).toBe(303);
  const plan = { weekdays: ["sat"], opens: "08:00", closes: "09:00", counters: 1 };
  const changed = await at.asks("one_stop_head", "POST", `/hang-doi/${at.office.oneStopId}/thiet-lap/opening`, plan);
  expect(changed.status, changed.body).toBe(303);
  const shown = await at.asks("one_stop_head", "GET", `/hang-doi/${at.office.oneStopId}/thiet-lap`);
  expect(shown.body).toContain("09:00");
  const after = await at.receive();
  expect(await dueOf(after.id)).toBe(await dueOf(before.id));
  expect((await dueOf(after.id)).length).toBeGreaterThan(0);
});
