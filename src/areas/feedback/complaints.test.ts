import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction } from "#platform/db/tx.ts";
import { ask, setServerTime } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office, starterProcedure } from "../../../test/support/office.ts";
import { actingAs, playDossier } from "../../../test/support/play-dossier.ts";
import { complaintScore } from "./indices.rules.ts";

const PATH = "/ket-qua-danh-gia/chi-so/phan-anh";
let office: Office;

type Who = "leader" | "inspector" | "specialist";
const post = (path: string, body: Record<string, unknown>, who: Who = "leader") =>
  ask("POST", `${PATH}${path}`, office.staff[who], body);
const begin = (keptFrom: string) => post("/so", { unitId: office.oneStopId, keptFrom });
const complain = (number: string, receivedOn: string, dueOn: string, source = "portal") =>
  post("", { unitId: office.oneStopId, source, about: "conduct", number, receivedOn, dueOn });
const index8 = async (from = "01/11/2026", to = "30/11/2026"): Promise<unknown> => {
  const { body } = await ask("GET", `/api/v1/ratings/indices?by=unit&from=${from}&to=${to}`, office.staff.leader);
  return (JSON.parse(body) as { rows: { indices: Record<string, unknown> }[] }).rows[0]?.indices["8"];
};
const idOf = async (number: string): Promise<number> => {
  const { superuser } = await testDatabase();
  const { rows } = await superuser.query<{ id: number }>(
    "select id from complaint where agency_id = $1 and number = $2 and void_why is null",
    [office.agencyId, number],
  );
  return rows[0]?.id ?? 0;
};
const answer = async (number: string, answeredOn: string, answerNo = "") =>
  post(`/${await idOf(number)}/tra-loi`, { answeredOn, answerNo });
const listed = async (): Promise<number> => {
  const query = `unit=${office.oneStopId}&from=01/11/2026&to=30/11/2026`;
  const { body } = await ask("GET", `${PATH}?${query}`, office.staff.inspector);
  return [...body.matchAll(/>P-\d</g)].length;
};

beforeAll(async () => {
  const { app } = await testDatabase();
  office = await makeOffice(app);
  await starterProcedure(app);
  setServerTime("2026-11-25T04:00:00Z");
  const counter = actingAs(office, "receiving_officer");
  const leader = actingAs(office, "leader");
  const specialist = actingAs(office, "specialist");
  const at = (text: string): number => Date.parse(`2026-11-${text}+07:00`);
  const to = (by: typeof leader) => ({ personId: by.personId, unitId: by.unitId });
  await playDossier(app, office, {
    parties: { owner: { name: "Nguyễn Phản Ánh" } },
    steps: [
      { action: { name: "receive", at: at("16T08:00:00"), holder: to(counter) }, by: counter },
      { action: { name: "hand_over", at: at("16T09:00:00"), to: to(specialist) }, by: counter },
      { action: { name: "propose", at: at("17T09:00:00"), proposal: "approve", to: to(leader) }, by: specialist },
      { action: { name: "sign", at: at("18T09:00:00"), to: { personId: null, unitId: office.oneStopId } }, by: leader },
    ],
  });
});

describe("the handling of complaints (index 8)", () => {
  it("is 2 for none or all in time, 1 from 90 %, 0 below or where one is prolonged", () => {
    const of = (due: number, onTime: number, prolonged = 0) => complaintScore({ due, onTime, prolonged });
    expect([of(0, 0), of(7, 7), of(10, 9), of(20, 18), of(10, 8), of(1, 0)]).toEqual([2, 2, 1, 1, 0, 0]);
    expect([of(0, 0, 1), of(10, 10, 1), of(10, 9, 1)]).toEqual([0, 0, 0]);
    fc.assert(
      fc.property(fc.nat(50), fc.nat(50), (onTime, late) => {
        const score = of(onTime + late, onTime);
        return score === (late === 0 ? 2 : onTime * 100 >= (onTime + late) * 90 ? 1 : 0);
      }),
    );
  });

  it("is missing without a register that goes back to the beginning of the period", async () => {
    expect(await index8()).toBeNull();
    expect((await complain("P-1", "10/11/2026", "01/12/2026")).status).toBe(422);
    const ahead = await begin("01/01/2040");
    expect([ahead.status, ahead.body.includes(`value="01/01/2040"`)]).toEqual([422, true]);
    expect((await begin("01/11/2026")).status).toBe(303);
    expect((await begin("01/10/2026")).status).toBe(409);
    expect([await index8(), await index8("31/10/2026")]).toEqual([2, null]);
  });

  it("counts what fell due: in time, late, and what still waits beyond its day", async () => {
    expect((await complain("P-1", "31/10/2026", "20/11/2026")).status).toBe(422);
    expect((await complain("P-1", "10/11/2026", "09/11/2026")).status).toBe(422);
    for (const [number, due] of [
      ["P-1", "20/11/2026"],
      ["P-2", "24/11/2026"],
      ["P-3", "25/11/2026"],
    ] as const)
      expect((await complain(number, "03/11/2026", due)).status).toBe(303);
    const twice = await complain("P-1", "03/11/2026", "20/11/2026");
    expect([twice.status, twice.body.includes('value="P-1"')]).toEqual([409, true]);
    // P-1 and P-2 are over and without an answer; P-3 falls due today.
    expect([await index8(), await listed()]).toEqual([0, 2]);
    expect((await answer("P-1", "02/11/2026")).status).toBe(422);
    expect((await answer("P-1", "20/11/2026", "12/TL")).status).toBe(303);
    expect((await answer("P-1", "20/11/2026")).status).toBe(409);
    expect((await answer("P-2", "25/11/2026")).status).toBe(303);
    expect([await index8(), await listed()]).toEqual([0, 2]);
    expect((await answer("P-3", "25/11/2026")).status).toBe(303);
    expect([await index8(), await listed()]).toEqual([0, 3]);
  });

  it("forgets an entry that was made by mistake, whose number may then be entered again", async () => {
    expect((await post(`/${await idOf("P-2")}/huy`, { why: "" })).status).toBe(422);
    expect((await post(`/${await idOf("P-2")}/huy`, { why: "Ghi nhầm số" })).status).toBe(303);
    expect([await index8(), await listed()]).toEqual([2, 2]);
    expect((await complain("P-2", "03/11/2026", "30/11/2026")).status).toBe(303);
    expect(await index8()).toBe(2);
  });

  it("is kept by those who answer for the place, within their agency, and says nothing of who complained", async () => {
    expect((await post("", {}, "inspector")).status).toBe(403);
    expect((await ask("GET", PATH, office.staff.specialist)).status).toBe(403);
    const { app } = await testDatabase();
    const other = await makeOffice(app);
    expect((await ask("POST", `${PATH}/${await idOf("P-2")}/huy`, other.staff.leader, { why: "Thử" })).status).toBe(409);
    const foreign = await ask("POST", PATH, other.staff.leader, { unitId: office.oneStopId, source: "portal", about: "conduct" });
    expect(foreign.status).toBe(422);
    const seen = await inTransaction(app, { accountId: null, agencies: [other.agencyId] }, (tx) =>
      tx.selectFrom("complaint").select("id").execute(),
    );
    expect(seen).toEqual([]);
  });
});
