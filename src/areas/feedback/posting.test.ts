import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction } from "#platform/db/tx.ts";
import { ask, setServerTime } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office, starterProcedure } from "../../../test/support/office.ts";
import { actingAs, playDossier } from "../../../test/support/play-dossier.ts";
import { postingScores } from "./indices.rules.ts";

const PATH = "/ket-qua-danh-gia/chi-so/niem-yet";
const NOVEMBER = "by=unit&from=01/11/2026&to=30/11/2026";
let office: Office;

const record = (on: string, unitId = office.oneStopId, who: "leader" | "home_affairs_officer" = "leader") =>
  ask("POST", PATH, office.staff[who], { unitId, on });
const index6 = async (): Promise<unknown> => {
  const { body } = await ask("GET", `/api/v1/ratings/indices?${NOVEMBER}`, office.staff.leader);
  return (JSON.parse(body) as { rows: { indices: Record<string, unknown> }[] }).rows[0]?.indices["6"];
};

beforeAll(async () => {
  const { app } = await testDatabase();
  office = await makeOffice(app);
  await starterProcedure(app);
  setServerTime("2026-11-25T04:00:00Z");
  const counter = actingAs(office, "receiving_officer");
  const at = (text: string): number => Date.parse(`2026-11-${text}+07:00`);
  const holder = { personId: counter.personId, unitId: counter.unitId };
  const leader = actingAs(office, "leader");
  const to = (by: typeof leader) => ({ personId: by.personId, unitId: by.unitId });
  await playDossier(app, office, {
    parties: { owner: { name: "Nguyễn Niêm Yết" } },
    steps: [
      { action: { name: "receive", at: at("16T08:00:00"), holder }, by: counter },
      { action: { name: "hand_over", at: at("16T09:00:00"), to: to(actingAs(office, "specialist")) }, by: counter },
      {
        action: { name: "propose", at: at("17T09:00:00"), proposal: "approve", to: to(leader) },
        by: actingAs(office, "specialist"),
      },
      { action: { name: "sign", at: at("18T09:00:00"), to: { personId: null, unitId: office.oneStopId } }, by: leader },
    ],
  });
});

describe("paper at the office (index 6)", () => {
  it("scores each procedure 1 for the screen and 2 for both, and nothing where no paper is known of", () => {
    expect(postingScores(10, 4)).toEqual([
      { score: 2, count: 4 },
      { score: 1, count: 6 },
    ]);
    expect(postingScores(3, 3)).toEqual([{ score: 2, count: 3 }]);
    expect(postingScores(3, 0)).toEqual([{ score: 1, count: 3 }]);
    expect([postingScores(3, null), postingScores(0, 0)]).toEqual([[], []]);
  });

  it("is missing until a day is recorded, then counts what was in force on the last of those days", async () => {
    expect(await index6()).toBeNull();
    expect((await record("31/12/2014")).status).toBe(422);
    expect((await record("20/11/2026")).status).toBe(303);
    expect(await index6()).toBe(2);
    const page = (await ask("GET", PATH, office.staff.inspector)).body;
    expect(page).toContain("20/11/2026");
    expect(page).not.toContain("Ngày dán tại trụ sở");
    expect((await ask("GET", `/ket-qua-danh-gia/chi-so?${NOVEMBER}`, office.staff.leader)).body).toContain(`href="${PATH}"`);
  });

  it("is recorded once a day, never ahead, for one's own places and by those who answer for them", async () => {
    expect((await record("20/11/2026")).status).toBe(409);
    expect((await record("26/11/2026")).status).toBe(422);
    expect((await record("24/11/2026", office.oneStopId, "home_affairs_officer")).status).toBe(403);
    const { app } = await testDatabase();
    const other = await makeOffice(app);
    expect((await record("24/11/2026", other.oneStopId)).status).toBe(422);
    const seen = await inTransaction(app, { accountId: null, agencies: [other.agencyId] }, (tx) =>
      tx.selectFrom("paper_posting").select("unit_id").execute(),
    );
    expect(seen).toEqual([]);
  });
});
