import { beforeAll, describe, expect, it } from "vitest";
import { type Counter, openCounter } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";

let at: Counter;
beforeAll(async () => {
  at = await openCounter();
});

describe("papers", () => {
  it("given twice at once stand on one sheet", async () => {
    const [one, two] = [await at.receive(), await at.receive()];
    const give = (codes: string) =>
      at.asks("receiving_officer", "POST", "/giay-to/ban-giao/moi", { codes, carrier: "Bưu điện", carrierPerson: "Lê Văn Tám" });
    const answers = await Promise.all([give(`${one.code}\n${two.code}`), give(`${two.code}\n${one.code}`)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 409]);
    const { rows } = await (
      await testDatabase()
    ).superuser.query("select count(*)::int as n from hand_over_item where dossier_id = any ($1::bigint[])", [[one.id, two.id]]);
    expect(rows).toEqual([{ n: 2 }]);
  });

  it("that the post has are no result that nobody fetches, and nobody is reminded of them", async () => {
    const dossier = await at.receive();
    const { specialist, leader } = at.office.staff;
    let done = await at.act("receiving_officer", dossier, 1, "hand_over", { toPersonId: specialist.personId });
    done = await at.act("specialist", dossier, done.seq, "propose", { proposal: "approve", toPersonId: leader.personId });
    await at.act("leader", dossier, done.seq, "sign");
    const { superuser } = await testDatabase();
    await superuser.query("update dossier set ended_at = now() - interval '40 days' where id = $1", [dossier.id]);
    const list = async () => (await at.asks("leader", "GET", "/giay-to/chua-nhan?ngay=30")).body;
    expect(await list()).toContain(dossier.code);
    const slip = { slipNo: "RC1VN", carrier: "Bưu điện", address: "Số 1" };
    expect((await at.asks("receiving_officer", "POST", `/ho-so/${dossier.id}/buu-gui`, slip)).status).toBe(303);
    expect(await list()).not.toContain(dossier.code);
    const remind = `/ho-so/${dossier.id}/nhac-nhan-ket-qua`;
    expect((await at.asks("receiving_officer", "POST", remind, { way: "phone" })).status).toBe(409);
  });
});
