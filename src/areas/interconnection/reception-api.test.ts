import { beforeAll, expect, it } from "vitest";
import { openKey } from "../../../test/support/api-key.ts";
import { ask } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office, starterProcedure, type StaffRole } from "../../../test/support/office.ts";

let ward: Office;
let police: Office;
let versionId: number;
const keys = new Map<Office, { readonly token: string }>();

beforeAll(async () => {
  const { app } = await testDatabase();
  ({ versionId } = await starterProcedure(app));
  ward = await makeOffice(app);
  police = await makeOffice(app, ward.provinceId);
  for (const office of [ward, police])
    keys.set(office, await openKey(app, office, office.staff.receiving_officer, ["dossiers.read", "dossiers.write"]));
});

const get = (office: Office, url: string) => ask("GET", url, keys.get(office) ?? { token: "" });
const send = (office: Office, url: string, body: object) => ask("POST", url, keys.get(office) ?? { token: "" }, body);

async function act(role: StaffRole, id: number, action: string, input: object = {}) {
  const { seq } = (await ask("GET", `/api/v1/dossiers/${id}`, police.staff.leader)).json<{ seq: number }>();
  const done = await ask("POST", `/api/v1/dossiers/${id}/actions`, police.staff[role], { action, seq, ...input });
  expect(done.status, done.body).toBe(200);
}

it("keys of both sides take the legs of a dossier that one received and the other decides, to the handing over of its result", async () => {
  const received = await send(ward, `/api/v1/receptions/${versionId}`, {
    unitId: police.oneStopId,
    caseCode: "1.001193.01",
    parties: { owner: { name: "Trần Văn Bình", idNumber: "001090004321" } },
    papers: ["01", "02", "06"],
    form: "paper",
  });
  expect(received.status, received.body).toBe(201);
  const { id, code } = received.json<{ id: number; code: string }>();
  const reception = `/api/v1/dossiers/${id}/reception`;
  const take = (office: Office, leg: string) => send(office, `${reception}/legs`, { leg });
  const nextOf = async () => (await get(ward, reception)).json<{ next: readonly string[] }>().next;
  expect((await get(ward, reception)).json()).toMatchObject({
    code,
    receivingAgencyId: ward.agencyId,
    decidingAgencyId: police.agencyId,
    electronic: false,
    legs: [],
    next: ["papers_sent"],
  });
  const notTheirs = await take(police, "papers_sent");
  expect([notTheirs.status, notTheirs.json<{ code: string }>().code]).toEqual([403, "leg_not_yours"]);
  expect((await take(ward, "papers_sent")).status).toBe(201);
  expect((await take(ward, "papers_sent")).json<{ code: string }>().code).toBe("leg_done");
  expect((await take(police, "papers_arrived")).status).toBe(201);
  expect(await nextOf()).toEqual([]);
  const { specialist, leader } = police.staff;
  await act("receiving_officer", id, "hand_over", { toPersonId: specialist.personId });
  await act("specialist", id, "propose", { toPersonId: leader.personId, proposal: "approve" });
  await act("leader", id, "sign", { documentNo: "01/GKS" });
  expect((await take(police, "result_sent")).status).toBe(201);
  expect((await take(ward, "result_arrived")).status).toBe(201);
  expect(await nextOf()).toEqual(["handed_back"]);
  const { seq } = (await get(ward, `/api/v1/dossiers/${id}`)).json<{ seq: number }>();
  const handing = { proof: "receipt", relation: "owner", receiverName: "Trần Văn Bình", given: "Giấy khai sinh (01 bản)", seq };
  expect((await send(police, `${reception}/handings`, handing)).status).toBe(403);
  const handed = await send(ward, `${reception}/handings`, handing);
  expect([handed.status, handed.json()]).toEqual([200, { code }]);
  expect((await get(ward, reception)).status).toBe(404);
  const out = (await get(ward, "/api/v1/receptions")).json<{ items: readonly object[] }>().items;
  expect(out).toMatchObject([{ code, state: null, legs: expect.arrayContaining(["handed_back"]) }]);
  const inward = (await get(police, "/api/v1/receptions?direction=in")).json<{ items: readonly object[] }>().items;
  expect(inward).toMatchObject([{ code, state: "RETURNED" }]);
});
