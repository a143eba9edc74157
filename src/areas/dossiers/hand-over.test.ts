import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTransaction } from "#platform/db/tx.ts";
import { ask, setServerTime } from "../../../test/support/app.ts";
import { type Counter, openCounter } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { testFiles } from "../../../test/support/files.ts";
import { handOverDue } from "./dossier.clock.ts";
import { jobs } from "./dossiers.jobs.ts";
import { handOverRuleOn } from "./hand-over-rule.ts";

const OFFICE = {
  calendar: "vn",
  timeZone: "Asia/Ho_Chi_Minh",
  week: ["mon", "tue", "wed", "thu", "fri"],
  hours: [
    ["07:30", "11:30"],
    ["13:00", "17:00"],
  ],
} as const;
const at = (local: string): Date => new Date(`${local}+07:00`);

describe("by when a dossier is handed over (R-09)", () => {
  const due = (local: string): string | undefined => {
    const receivedAt = at(local).getTime();
    const rule = handOverRuleOn(receivedAt);
    const found = rule === undefined ? undefined : handOverDue(rule, OFFICE, receivedAt);
    return found === undefined ? undefined : new Date(found + 7 * 3_600_000).toISOString().slice(0, 16);
  };

  it.each([
    ["at any hour until 15:00, that one included: the same day", "2026-11-25T15:00:00", "2026-11-25T17:00"],
    ["a second after 15:00: the beginning of the next working day", "2026-11-25T15:00:01", "2026-11-26T08:30"],
    ["on a Friday after 15:00: Monday", "2026-11-27T16:00:00", "2026-11-30T08:30"],
    ["on a Saturday, at whatever hour: Monday", "2026-11-28T09:00:00", "2026-11-30T08:30"],
    ["on the eve of a public holiday after 15:00: after it", "2026-09-01T15:30:00", "2026-09-03T08:30"],
  ])("%s", (_, received, expected) => {
    expect(due(received)).toBe(expected);
  });

  it("is dated: read in Decree 61/2018, taken over and marked for Decree 118/2025, and unknown before the first", () => {
    const ruleOf = (local: string) => handOverRuleOn(at(local).getTime());
    expect(ruleOf("2025-06-30T23:59:59")).toMatchObject({ id: "decree-61-2018", verified: true });
    expect(ruleOf("2025-07-01T00:00:00")).toMatchObject({ id: "decree-118-2025", verified: false });
    expect(ruleOf("2018-06-20T09:00:00")).toBeUndefined();
    expect(due("2018-06-20T09:00:00")).toBeUndefined();
  });
});

describe("a dossier that stays at the counter (R-09)", () => {
  let counter: Counter;
  const watch = async (local: string) => {
    const { app } = await testDatabase();
    for (const { queue, run } of jobs) {
      if (queue === "dossiers.watch") await run(app, at(local), { publicUrl: "", files: testFiles() });
    }
  };
  const causes = async (dossierId: number): Promise<readonly string[]> => {
    const { superuser } = await testDatabase();
    const { rows } = await superuser.query("select cause from breach where dossier_id = $1 and mended_at is null", [dossierId]);
    return rows.map(({ cause }) => cause);
  };
  const board = async () => (await ask("GET", "/ho-so/vuong-mac", counter.office.staff.one_stop_head)).body;

  beforeAll(async () => {
    counter = await openCounter();
  });
  afterAll(() => setServerTime(undefined));

  it("is on the board when its day is over, with the rule and its source, and off it once it is handed over", async () => {
    setServerTime("2026-11-25T02:00:00Z");
    const dossier = await counter.receive();
    await watch("2026-11-25T16:59:00");
    expect(await causes(dossier.id)).toEqual([]);
    await watch("2026-11-25T17:01:00");
    expect(await causes(dossier.id)).toEqual(["not_handed_over"]);
    const shown = await board();
    expect(shown).toContain(dossier.code);
    expect(shown).toContain("chưa chuyển xử lý đúng hạn");
    expect(shown).toContain("Nghị định 118/2025/NĐ-CP (chưa đối chiếu");
    setServerTime("2026-11-26T02:00:00Z");
    await counter.act("receiving_officer", dossier, 1, "hand_over", { toPersonId: counter.office.staff.specialist.personId });
    await watch("2026-11-26T09:01:00");
    expect(await causes(dossier.id)).toEqual([]);
    expect(await board()).not.toContain(dossier.code);
  });

  it("received after 15:00 has until the beginning of the next day; waiting for a fee it is nobody's omission", async () => {
    setServerTime("2026-11-25T08:30:00Z");
    const [late, owing] = [await counter.receive(), await counter.receive()];
    const { app } = await testDatabase();
    await inTransaction(app, { accountId: null, agencies: [counter.office.agencyId] }, (tx) =>
      tx
        .updateTable("dossier")
        .set({ facts: JSON.stringify({ payment: { state: "due", owedBefore: 8000, owedAfter: 0 } }) })
        .where("id", "=", owing.id)
        .execute(),
    );
    await watch("2026-11-26T08:29:00");
    expect([await causes(late.id), await causes(owing.id)]).toEqual([[], []]);
    await watch("2026-11-26T08:31:00");
    expect([await causes(late.id), await causes(owing.id)]).toEqual([["not_handed_over"], []]);
  });
});
