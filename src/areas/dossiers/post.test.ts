import { beforeAll, describe, expect, it } from "vitest";
import { setServerTime } from "../../../test/support/app.ts";
import { type Counter, openCounter } from "../../../test/support/counter.ts";

let at: Counter;

beforeAll(async () => {
  at = await openCounter();
  setServerTime("2026-11-18T09:00:00+07:00");
  return () => setServerTime(undefined);
});

const dueOf = async (change: Record<string, unknown>): Promise<string> => {
  const { id } = await at.receive(change);
  return (await at.asks("leader", "GET", `/api/v1/dossiers/${id}`)).json<{ dueAt: string }>().dueAt;
};
const tryReceive = async (change: Record<string, unknown>) => {
  const { status, body } = await at.asks("receiving_officer", "POST", "/api/v1/dossiers", at.receipt(change));
  return { status, body };
};

describe("a dossier that came by post", () => {
  it("has its term from the signing of the hand-over minutes, not from its entry (R-31)", async () => {
    const entered = await dueOf({ channel: "post" });
    const signed = await dueOf({ channel: "post", handover: { on: "16/11/2026", time: "09:30" } });
    expect(Date.parse(signed)).toBeLessThan(Date.parse(entered));
    expect(await dueOf({ channel: "post", handover: { on: "2026-11-18", time: "08:50" } })).toBe(entered);
  });

  it("cannot name minutes of another channel, nor of the future, nor of a day before the office was", async () => {
    const handover = { on: "16/11/2026" };
    expect(await tryReceive({ channel: "counter", handover })).toMatchObject({
      status: 422,
      body: expect.stringContaining("handover_not_by_post"),
    });
    expect(await tryReceive({ channel: "post", handover: { on: "18/11/2026", time: "10:00" } })).toMatchObject({
      status: 422,
      body: expect.stringContaining("handover_in_future"),
    });
    expect(await tryReceive({ channel: "post", handover: { on: "01/01/1990" } })).toMatchObject({
      status: 422,
      body: expect.stringContaining("unit_not_yet_established"),
    });
    expect(await tryReceive({ channel: "counter", handover: { on: "", time: "" } })).toMatchObject({ status: 201 });
  });
});
