import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { setServerTime } from "../../../test/support/app.ts";
import { type Counter, openCounter } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";

let at: Counter;
type Received = Awaited<ReturnType<Counter["receive"]>>;

const idOf = (role: "specialist" | "division_head" | "receiving_officer" | "leader"): number => at.office.staff[role].personId;
const preview = (role: Parameters<Counter["asks"]>[0], holder: number) =>
  at.asks(role, "GET", `/ho-so/ban-giao?holder=${holder}`);
const pick = ({ id, code }: Received, seq: number): string => `${id}:${seq}:${code}`;
const passOn = (picks: readonly string[], change: Record<string, unknown> = {}) =>
  at.asks("leader", "POST", "/ho-so/ban-giao", {
    holder: idOf("specialist"),
    toPersonId: idOf("division_head"),
    reason: "Nghỉ phép",
    pick: picks,
    ...change,
  });
async function holderOf({ id }: Received): Promise<number> {
  const { superuser } = await testDatabase();
  const { rows } = await superuser.query<{ holder: number }>("select holder_person_id as holder from dossier where id = $1", [
    id,
  ]);
  return Number(rows[0]?.holder);
}

beforeAll(async () => {
  at = await openCounter();
  setServerTime("2026-11-20T08:00:00+07:00");
});
afterAll(() => setServerTime(undefined));

describe("handing over what a person holds", () => {
  it("shows it all with the substitute of the leave, hands over what is ticked, and says what stayed and why", async () => {
    const held = [await at.receive(), await at.receive(), await at.receive()];
    for (const one of held) await at.act("receiving_officer", one, 1, "hand_over", { toPersonId: idOf("specialist") });
    const [first, second, third] = held as [Received, Received, Received];
    const leave = {
      personId: idOf("specialist"),
      from: "23/11/2026",
      until: "27/11/2026",
      kind: "annual",
      substituteId: idOf("division_head"),
    };
    expect((await at.asks("leader", "POST", "/api/v1/leaves", leave)).status).toBe(200);

    const page = await preview("leader", idOf("specialist"));
    expect(page.status, page.body.slice(0, 300)).toBe(200);
    for (const { code } of held) expect(page.body).toContain(code);
    expect(page.body).toContain("nghỉ từ 23/11/2026 đến hết 27/11/2026");
    expect(page.body).toMatch(new RegExp(`<option value="${idOf("division_head")}"[^>]* selected`));

    // Somebody works on the second meanwhile: what was seen is no longer what is there.
    await at.act("specialist", second, 2, "propose", { proposal: "approve", toPersonId: idOf("leader") });
    const report = await passOn([pick(first, 2), pick(second, 2)]);
    expect(report.status, report.body.slice(0, 300)).toBe(200);
    expect(report.body).toContain("1 trên 2");
    expect(await Promise.all(held.map(holderOf))).toEqual([idOf("division_head"), idOf("leader"), idOf("specialist")]);
    const left = await preview("leader", idOf("specialist"));
    expect(left.body).toContain(third.code);
    expect(left.body).not.toContain(first.code);
  });

  it("shows what has no due date too, after what has one", async () => {
    const [open, due] = [await at.receive(), await at.receive()];
    for (const one of [open, due]) await at.act("receiving_officer", one, 1, "hand_over", { toPersonId: idOf("division_head") });
    const { superuser } = await testDatabase();
    await superuser.query("update dossier set due_at = null, term_unit = 'none', term_value = null where id = $1", [open.id]);
    const { body } = await preview("leader", idOf("division_head"));
    expect(body.indexOf(due.code)).toBeGreaterThan(0);
    expect(body.indexOf(open.code)).toBeGreaterThan(body.indexOf(due.code));
  });

  it("is refused where nothing is ticked, nothing is explained, or nobody is meant, and keeps what was typed", async () => {
    const one = await at.receive();
    await at.act("receiving_officer", one, 1, "hand_over", { toPersonId: idOf("specialist") });
    const empty = await passOn([], { reason: "Đi công tác đột xuất" });
    expect(empty.status).toBe(422);
    expect(empty.body).toContain("Chưa chọn hồ sơ nào");
    expect(empty.body).toContain("Đi công tác đột xuất");
    expect((await passOn([pick(one, 2)], { reason: " " })).status).toBe(422);
    expect((await preview("leader", 999_999_999)).status).toBe(404);
    expect((await preview("specialist", idOf("specialist"))).status).toBe(403);
    expect(await holderOf(one)).toBe(idOf("specialist"));
  });
});
