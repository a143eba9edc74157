import { beforeAll, describe, expect, it } from "vitest";
import { openKey } from "../../../test/support/api-key.ts";
import { ask } from "../../../test/support/app.ts";
import { type Counter, openCounter } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";

let at: Counter;
let key: { readonly token: string };
beforeAll(async () => {
  at = await openCounter();
  const { app } = await testDatabase();
  key = await openKey(app, at.office, at.office.staff.receiving_officer, ["dossiers.read", "dossiers.write"]);
});

const get = async <T>(url: string, who: { readonly token: string } = key): Promise<T> => {
  const answer = await ask("GET", url, who);
  expect(answer.status, answer.body).toBe(200);
  return answer.json<T>();
};
const send = (url: string, body: object, who: { readonly token: string } = key) => ask("POST", url, who, body);

interface Listed {
  readonly items: readonly { readonly id: number; readonly code: string; readonly place: string; readonly over: boolean }[];
  readonly next: number | null;
}

describe("a key that reads and writes dossiers", () => {
  it("takes originals, lists them and settles each once (R-21)", async () => {
    const { id, code } = await at.receive();
    const originals = `/api/v1/dossiers/${id}/originals`;
    const first = await send(originals, { name: "Giấy chứng sinh", quantity: 2 });
    expect(first.status, first.body).toBe(201);
    const { id: kept } = (await send(originals, { name: "Sổ hộ khẩu" })).json<{ id: number }>();
    expect(await get(originals)).toMatchObject({ held: 3, items: [{ name: "Giấy chứng sinh", endedAt: null }, { id: kept }] });
    const settle = (original: number, body: object) => send(`${originals}/${original}/settlement`, body);
    const both = await settle(kept, { givenTo: "Nguyễn Minh An", keptReason: "Thu hồi" });
    expect([both.status, both.json<{ code: string }>().code]).toEqual([422, "receiver_or_reason"]);
    expect((await settle(kept, { keptReason: "Thu hồi theo luật" })).json()).toEqual({ held: 2 });
    expect((await settle(kept, { givenTo: "Nguyễn Minh An" })).status).toBe(409);
    const held = await get<Listed>("/api/v1/originals?limit=1");
    expect(held.items).toMatchObject([{ code, place: "none", over: false }]);
    expect((await get<Listed>("/api/v1/originals?state=settled")).items.map((one) => one.id)).toContain(kept);
    expect((await send("/api/v1/dossiers/999999999/originals", { name: "x" })).status).toBe(404);
  });

  it("hands papers over on a sheet, for which the other side signs, and records what the post did", async () => {
    const [one, two] = [await at.receive(), await at.receive()];
    const { divisionId, staff } = at.office;
    const nobody = await send("/api/v1/hand-over-sheets", { codes: ["KHONG-CO"], toUnitId: divisionId });
    expect([nobody.status, nobody.json<{ code: string }>().code]).toEqual([422, "no_dossier_on_sheet"]);
    const made = await send("/api/v1/hand-over-sheets", { codes: [one.code, two.code], toUnitId: divisionId });
    expect(made.status, made.body).toBe(201);
    const sheet = `/api/v1/hand-over-sheets/${made.json<{ id: number }>().id}`;
    expect(made.headers["location"]).toBe(sheet);
    expect((await send(`${sheet}/receipt`, { arrived: [one.id] })).json<{ code: string }>().code).toBe("not_of_the_unit");
    const lacking = await send(`${sheet}/receipt`, { arrived: [one.id] }, staff.specialist);
    expect(lacking.json<{ code: string }>().code).toBe("remark_missing");
    const signed = await send(`${sheet}/receipt`, { arrived: [one.id], remark: "Thiếu một hồ sơ" }, staff.specialist);
    expect(signed.json()).toEqual({ arrived: 1 });
    const shown = await get<{ papers: readonly object[] }>(sheet);
    expect(shown).toMatchObject({
      sheet: { items: 2, receiverName: staff.specialist.name },
      papers: [
        { dossierId: one.id, arrived: true },
        { dossierId: two.id, arrived: false, remark: "Thiếu một hồ sơ" },
      ],
    });
    const post = await send("/api/v1/hand-over-sheets", { codes: [two.code], carrier: "Bưu điện", carrierPerson: "Lê Văn Ba" });
    const byPost = `/api/v1/hand-over-sheets/${post.json<{ id: number }>().id}`;
    const delivered = { dossiers: [two.id], outcome: "applicant", receivedBy: "Nguyễn Minh An" };
    expect((await send(`${byPost}/carriage`, delivered)).json()).toEqual({ ended: 1 });
    expect((await send(`${byPost}/carriage`, delivered)).status).toBe(409);
    const list = await get<{ items: readonly { id: number }[]; next: number | null }>("/api/v1/hand-over-sheets?limit=1");
    expect(list).toMatchObject({ items: [{ carrier: "Bưu điện", underWay: 0 }], next: post.json<{ id: number }>().id });
    expect((await get<{ items: readonly object[] }>(`/api/v1/hand-over-sheets?before=${list.next}`)).items).toHaveLength(1);
    const stranger = await openCounter();
    expect((await stranger.asks("receiving_officer", "GET", sheet)).status).toBe(404);
  });
});
