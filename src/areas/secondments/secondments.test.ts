import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction } from "#platform/db/tx.ts";
import { ask, setServerTime } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { openKey } from "../../../test/support/api-key.ts";
import { makeOffice, type Office } from "../../../test/support/office.ts";
import { actingAs, playDossier } from "../../../test/support/play-dossier.ts";

let office: Office;
const path = (more = ""): string => `/nhan-su-mot-cua/${office.oneStopId}${more}`;

const fields = (more: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  personId: String(office.staff.receiving_officer.personId),
  senderUnitId: String(office.divisionId),
  kind: "main",
  rank: "specialist",
  inServiceFrom: "01/01/2015",
  from: "01/10/2026",
  until: "30/09/2027",
  decisionNo: "12/QĐ-UBND",
  ...more,
});

const post = (to: string, body: Readonly<Record<string, string>>, role: "one_stop_head" | "leader" = "one_stop_head") =>
  ask("POST", to, office.staff[role], body);

const roster = async () => {
  const { body } = await ask("GET", "/api/v1/secondments", office.staff.leader);
  const { shops } = JSON.parse(body) as { shops: Record<string, unknown>[] };
  return shops[0] ?? {};
};

beforeAll(async () => {
  office = await makeOffice((await testDatabase()).app);
  setServerTime("2026-11-25T03:00:00Z");
});

describe("people at a one-stop shop", () => {
  it("are sent for a period by a unit of the agency; the same person not twice at one time", async () => {
    expect((await post(path(), fields())).status).toBe(303);
    const again = await post(path(), fields({ from: "01/03/2027", until: "31/12/2027", kind: "reserve" }));
    expect(again.status).toBe(409);
    expect(again.body).toContain("đã được ghi tại đây trong thời gian đó");
    expect(again.body).toContain('value="31/12/2027"');
    expect(await roster()).toMatchObject({
      people: [{ kind: "main", from: "2026-10-01", until: "2027-09-30", stage: "running", shortfalls: [] }],
      meetingDueOn: "2027-01-01",
      lackReserve: [expect.any(String)],
      untold: { month: "2026-10", senders: [expect.any(String)] },
    });
  });

  it("a reserve of the sending unit ends its lack (R-27); a short period under an unread act is only marked (R-28)", async () => {
    const reserve = { personId: String(office.staff.specialist.personId), kind: "reserve", until: "31/12/2026" };
    expect((await post(path(), fields(reserve))).status).toBe(303);
    expect(await roster()).toMatchObject({
      lackReserve: [],
      people: expect.arrayContaining([expect.objectContaining({ kind: "reserve", shortfalls: ["too_short"] })]) as unknown,
    });
  });

  it("under Decree 61, whose numbers were read, a period of less than six months is refused with what to do", async () => {
    const refused = await post(
      path(),
      fields({ personId: String(office.staff.leader.personId), from: "01/01/2024", until: "31/05/2024" }),
    );
    expect(refused.status).toBe(422);
    expect(refused.body).toContain("từ 6 đến 24 tháng");
    expect(refused.body).toContain('href="#f-until"');
  });

  it("are refused with dates that cannot be, a stranger, and a unit of somebody else", async () => {
    const of = async (more: Readonly<Record<string, string>>) => (await post(path(), fields(more))).status;
    expect(await of({ until: "01/09/2026" })).toBe(422);
    expect(await of({ inServiceFrom: "02/10/2026" })).toBe(422);
    expect(await of({ personId: "2147483000" })).toBe(422);
    const other = await makeOffice((await testDatabase()).app);
    expect(await of({ senderUnitId: String(other.divisionId) })).toBe(422);
    expect((await ask("GET", path(), other.staff.leader)).status).toBe(404);
    expect((await post(path(), fields(), "leader")).status).toBe(403);
  });

  it("end early once, within their period, with the reason", async () => {
    const page = (await ask("GET", path(), office.staff.one_stop_head)).body;
    const id = /name="secondmentId" value="(\d+)"/.exec(page)?.[1] ?? "";
    const early = (on: string) => post(path("/ket-thuc"), { secondmentId: id, on, why: "Chuyển công tác" });
    expect((await early("31/12/2030")).status).toBe(422);
    expect((await early("30/11/2026")).status).toBe(303);
    expect((await early("29/11/2026")).status).toBe(422);
    expect((await ask("GET", path(), office.staff.leader)).body).toContain("Chuyển công tác");
  });
});

describe("what is owed to the sending units (R-26)", () => {
  it("a meeting that was held puts the next one off by three months; one of tomorrow is not recorded", async () => {
    const meeting = (heldOn: string) =>
      post(path("/hop"), { heldOn, attended: "Phòng Tư pháp", said: "Thống nhất giờ bàn giao" });
    expect((await meeting("26/11/2026")).status).toBe(422);
    expect((await meeting("20/11/2026")).status).toBe(303);
    expect((await meeting("20/11/2026")).status).toBe(409);
    expect(await roster()).toMatchObject({ meetingDueOn: "2027-02-20" });
  });

  it("a notice counts the month from events, is kept as it was sent, and is sent once and after the month", async () => {
    const { app } = await testDatabase();
    const counter = actingAs(office, "receiving_officer");
    const received = (day: string) =>
      playDossier(app, office, {
        parties: { owner: { name: "Nguyễn An" } },
        steps: [
          {
            action: {
              name: "receive",
              at: Date.parse(`${day}T08:00:00+07:00`),
              holder: { personId: counter.personId, unitId: counter.unitId },
            },
            by: counter,
          },
        ],
      });
    await received("2026-10-20");
    await received("2026-11-03");
    const query = { sender: String(office.divisionId), month: "2026-10" };
    const shown = () => ask("GET", path(`/thong-bao?sender=${query.sender}&month=2026-10`), office.staff.leader);
    for (const month of ["0000-01", "2026-13"])
      expect((await ask("GET", path(`/thong-bao?sender=1&month=${month}`), office.staff.leader)).status).toBe(422);
    expect((await shown()).body).toMatch(/data-label="Hồ sơ đã nhận"[^>]*>(<div>)?1</);
    expect((await post(path("/thong-bao"), { ...query, month: "2026-11" })).status).toBe(422);
    expect((await post(path("/thong-bao"), { ...query, remark: "Chấp hành tốt" })).status).toBe(303);
    expect((await post(path("/thong-bao"), query)).status).toBe(409);
    await received("2026-10-21");
    const sent = (await shown()).body;
    expect(sent).toMatch(/data-label="Hồ sơ đã nhận"[^>]*>(<div>)?1</);
    expect(sent).toContain("Chấp hành tốt");
    expect(sent).toContain("dưới 3 lượt");
    expect(await roster()).toMatchObject({ untold: { month: "2026-10", senders: [] } });
  });

  it("is seen by no other agency, by the database's own rule", async () => {
    const { app } = await testDatabase();
    const other = await makeOffice(app);
    const seen = await inTransaction(app, { accountId: null, agencies: [other.agencyId] }, (tx) =>
      tx.selectFrom("secondment").select("id").execute(),
    );
    expect(seen).toEqual([]);
  });

  it("is named to a program by a scope of its own alone, and that it asked is recorded", async () => {
    const { app, superuser } = await testDatabase();
    const asked = async (scope: "reports.read" | "staff.read") => {
      const { token, prefix } = await openKey(
        app,
        office,
        office.staff.leader,
        [scope],
        "fast",
        new Date("2026-11-25T03:00:00Z"),
      );
      return { prefix, answer: await ask("GET", "/api/v1/secondments", { token }) };
    };
    expect((await asked("reports.read")).answer.status).toBe(403);
    const { prefix, answer } = await asked("staff.read");
    expect(answer.body).toContain(office.staff.specialist.name);
    const { rows } = await superuser.query("select action, outcome from audit where detail ->> 'apiKey' = $1", [prefix]);
    expect(rows).toEqual([{ action: "secondments.api", outcome: "read" }]);
  });
});
