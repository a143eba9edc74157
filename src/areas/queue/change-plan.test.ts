import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { execute } from "#platform/db/command.ts";
import { ask, setServerTime, testApp } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office, starterProcedure } from "../../../test/support/office.ts";
import { setUpPoint } from "./set-up-point.ts";

let office: Office;
let other: Office;

async function open(at: Office): Promise<void> {
  const scope = { accountId: null, agencies: [at.agencyId] };
  await execute(
    (await testDatabase()).app,
    { name: "test", scope, actorKey: "test", input: null, agencyId: at.agencyId },
    (tx, unit) => setUpPoint(tx, unit, at.oneStopId),
  );
}

beforeAll(async () => {
  const { app } = await testDatabase();
  office = await makeOffice(app);
  other = await makeOffice(app);
  await starterProcedure(app);
  await open(office);
  await open(other);
  setServerTime("2026-11-25T02:00:00Z");
});
afterAll(() => setServerTime(undefined));

const plan = async (): Promise<string> =>
  (await ask("GET", `/hang-doi/${office.oneStopId}/thiet-lap`, office.staff.one_stop_head)).body;

const change = async (
  kind: string,
  fields: Record<string, string | string[]>,
  role: "one_stop_head" | "receiving_officer" = "one_stop_head",
) => {
  const body = new URLSearchParams({ _key: randomUUID() });
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
  return (await testApp()).inject({
    method: "POST",
    url: `/hang-doi/${office.oneStopId}/thiet-lap/${kind}`,
    headers: { authorization: `Bearer ${office.staff[role].token}`, "content-type": "application/x-www-form-urlencoded" },
    payload: body.toString(),
  });
};

const query = async <T extends object>(sql: string, values: unknown[] = []): Promise<readonly T[]> =>
  (await (await testDatabase()).superuser.query<T>(sql, values)).rows;

const SERVICE = {
  form: "snew",
  isNew: "1",
  prefix: "G",
  name: "Giao thông",
  nameEn: "Transport",
  minutes: "9",
  dailyLimit: "40",
};
const POINT = {
  form: "point",
  limitPerIdentity: "1",
  slotMinutes: "20",
  appointmentPercent: "25",
  graceMinutes: "10",
  voice: "nam",
  pausedNote: "",
};

describe("the plan of a hall", () => {
  it("adds a service with its fields, as the catalogue writes them", async () => {
    const wrong = await change("service", { ...SERVICE, fields: "Chứng thực\nGiao thông vũ trụ" });
    expect([wrong.statusCode, wrong.body.includes("không có lĩnh vực “Giao thông vũ trụ”")]).toEqual([422, true]);
    expect(wrong.body).toContain(">Chứng thực\nGiao thông vũ trụ</textarea>");
    const shared = await change("service", { ...SERVICE, fields: "Chứng thực" });
    expect([shared.statusCode, shared.body.includes("đã thuộc Tư pháp – chứng thực")]).toEqual([409, true]);
    expect((await change("service", SERVICE)).statusCode).toBe(303);
    expect((await change("service", { ...SERVICE, form: "s1", isNew: "", dailyLimit: "41" })).statusCode).toBe(303);
    expect(
      await query("select name, daily_limit from queue_service where unit_id = $1 and prefix = 'G'", [office.oneStopId]),
    ).toEqual([{ name: "Giao thông", daily_limit: 41 }]);
  });

  it("refuses a letter and a number that are in use (prefix_taken, number_taken), and keeps the form open with what was typed", async () => {
    const letter = await change("service", { ...SERVICE, prefix: "A" });
    expect([letter.statusCode, letter.body.includes('value="Giao thông"')]).toEqual([409, true]);
    const number = await change("counter", { form: "cnew", isNew: "1", number: "1", name: "Quầy mới", active: "1" });
    expect([number.statusCode, number.body.includes("Quầy số 1 đã có")]).toEqual([409, true]);
    expect((await query("select name from queue_counter where unit_id = $1 and number = 1", [office.oneStopId]))[0]).toEqual({
      name: "Tư pháp – chứng thực",
    });
  });

  it("still shows a counter that is out of use, so that it can be taken into use again", async () => {
    await change("counter", { form: "c5", number: "5", name: "Văn hóa – xã hội" });
    expect(await plan()).toContain("5 – Văn hóa – xã hội (không dùng)");
    await change("counter", { form: "c5", number: "5", name: "Văn hóa – xã hội", active: "1" });
    expect(await plan()).not.toContain("(không dùng)");
  });

  it("shows a counter's English name to whoever reads English, and the Vietnamese one where there is none", async () => {
    await change("counter", { form: "c2", number: "2", name: "Hộ tịch", nameEn: "Births and marriages", active: "1" });
    await change("counter", { form: "c3", number: "3", name: "Công an xã", nameEn: "", active: "1" });
    const hall = async (locale: string) => {
      const { superuser } = await testDatabase();
      const reader = office.staff.one_stop_head;
      await superuser.query("update session set locale = $1 where account_id = $2", [locale, reader.accountId]);
      return (await ask("GET", `/hang-doi/${office.oneStopId}`, reader)).body;
    };
    const [en, vi] = [await hall("en"), await hall("vi")];
    expect([vi.includes("2 – Hộ tịch"), vi.includes("Births and marriages")]).toEqual([true, false]);
    expect([en.includes("2 – Births and marriages"), en.includes("3 – Công an xã")]).toEqual([true, true]);
    expect(en).toContain("1 – Justice");
  });

  it("takes scanned cards alone only where a telephone is proved too, and says so to whoever stands at a kiosk", async () => {
    const refused = await change("point", { ...POINT, cardNeeded: "scan", phoneProved: "" });
    expect([refused.statusCode, refused.body.includes("Khi kiosk chỉ nhận thẻ được quét")]).toEqual([422, true]);
    expect(refused.body).toMatch(/<option value="scan" selected/);
    expect((await change("point", { ...POINT, cardNeeded: "scan", phoneProved: "1" })).statusCode).toBe(303);
    expect(await query("select card_needed, card_scanned from queue_point where unit_id = $1", [office.oneStopId])).toEqual([
      { card_needed: true, card_scanned: true },
    ]);
  });

  it("limits numbers per identity and day, and refuses values beyond reason and a voice that is not there", async () => {
    expect((await change("point", { ...POINT, limitPerIdentity: "0" })).statusCode).toBe(422);
    expect((await change("point", { ...POINT, voice: "../../etc" })).statusCode).toBe(422);
    expect((await change("point", POINT)).statusCode).toBe(303);
    const [service] = await query<{ id: number }>("select id from queue_service where unit_id = $1 and prefix = 'B'", [
      office.oneStopId,
    ]);
    const take = () =>
      ask("POST", `/api/v1/queue/${office.oneStopId}/tickets`, office.staff.receiving_officer, {
        serviceId: service?.id,
        identity: "0912345678",
      });
    expect([(await take()).status, (await take()).status]).toEqual([201, 409]);
  });

  it("drops hours, once", async () => {
    const hours = { weekday: "fri", opens: "13:00" };
    expect([(await change("close", hours)).statusCode, (await change("close", hours)).statusCode]).toEqual([303, 404]);
  });

  it("adds a reason for priority of its own, which no other hall has, and ends it; those of the law it cannot end", async () => {
    const reason = {
      form: "rnew",
      name: "Người ở thôn xa trên 20 km",
      nameEn: "From a hamlet beyond 20 km",
      rank: "6",
      source: "",
    };
    const bare = await change("reason", reason);
    expect([bare.statusCode, bare.body.includes("Người ở thôn xa trên 20 km")]).toEqual([422, true]);
    expect((await change("reason", { ...reason, source: "Nội quy 12/NQ-MC" })).statusCode).toBe(303);
    const [own] = await query<{ code: string }>("select code from queue_priority_reason where unit_id = $1", [office.oneStopId]);
    const [service] = await query<{ id: number }>("select id from queue_service where unit_id = $1 and prefix = 'B'", [
      office.oneStopId,
    ]);
    const take = (at: Office, serviceId: number | undefined) =>
      ask("POST", `/api/v1/queue/${at.oneStopId}/tickets`, at.staff.receiving_officer, { serviceId, priority: own?.code });
    expect((await take(office, service?.id)).status).toBe(201);
    const [foreign] = await query<{ id: number }>("select id from queue_service where unit_id = $1 and prefix = 'B'", [
      other.oneStopId,
    ]);
    expect((await take(other, foreign?.id)).status).toBe(422);
    expect((await change("end_reason", { code: "elderly" })).statusCode).toBe(422);
    expect((await change("end_reason", { code: own?.code ?? "" })).statusCode).toBe(303);
    expect((await take(office, service?.id)).status).toBe(422);
  });

  it("is the head's alone, and stands in the audit", async () => {
    expect((await change("point", POINT, "receiving_officer")).statusCode).toBe(403);
    const kinds = await query<{ kind: string }>(
      "select distinct detail->>'change' as kind from audit where action = 'queue.change_plan' and subject = $1 and outcome = 'done' order by 1",
      [`queue:${office.oneStopId}`],
    );
    expect(kinds.map(({ kind }) => kind)).toEqual(["close", "counter", "end_reason", "point", "reason", "service"]);
  });
});
