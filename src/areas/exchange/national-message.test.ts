import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import { relayOutbox } from "#platform/jobs/relay-outbox.ts";
import { runNextTask, type TaskRunner } from "#platform/jobs/run-tasks.ts";
import { type LocalPeer, startLocalPeer } from "../../cli/peer/local-peer.ts";
import { readNational } from "../../cli/peer/national-contract.ts";
import { ask } from "../../../test/support/app.ts";
import { type Counter, type Done, openCounter } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { saveNationalSettings, tasks } from "./index.ts";

let at: Counter;
let peer: LocalPeer;
let runner: TaskRunner;

beforeAll(async () => {
  at = await openCounter();
  peer = await startLocalPeer({ port: 0, productUrl: "http://127.0.0.1:9", receiptSecret: "x" });
  const { app } = await testDatabase();
  runner = { pool: app, definitions: tasks, publicUrl: "https://motcua.example.vn", log: { done: () => {}, failed: () => {} } };
  const settings = { url: peer.url, token: "t", localPeer: true };
  await inTransaction(app, NO_ROWS, (tx) => saveNationalSettings(tx, settings, new Date()));
});
afterAll(async () => {
  const off = { url: peer.url, token: "", connected: false };
  await inTransaction((await testDatabase()).app, NO_ROWS, (tx) => saveNationalSettings(tx, off, new Date()));
  await peer.close();
});

interface Told {
  readonly MaSuKien: string;
  readonly HoSo: Readonly<Record<string, unknown>> & { readonly MaHoSo: string; readonly TrangThaiHoSo: number };
}

/** What the portal has of a dossier once the worker is done. */
async function toldOf({ code }: Pick<Done, "code">): Promise<readonly Told[]> {
  while ((await relayOutbox(runner.pool, tasks, new Date())) > 0);
  while ((await runNextTask(runner, "test")) !== "idle");
  return peer.received.flatMap(({ path, body }) =>
    path === "/national/dossiers" && (body as Told).HoSo.MaHoSo === code ? [body as Told] : [],
  );
}

const form = async (role: Parameters<Counter["asks"]>[0], url: string, fields: object) => {
  const { status, body, headers } = await ask("POST", url, at.office.staff[role], fields);
  expect(status, body).toBe(303);
  return String(headers["location"] ?? "");
};

describe("a message to the national portal", () => {
  it("carries the fees, the requests for a supplement and the results that the dossier has by then", async () => {
    const dossier = await at.receive({ identityCheck: { method: "vneid", result: "matched" } });
    const fee = { kind: "charge", name: "Lệ phí đăng ký", amountVnd: "12.000", timing: "after", budgetCode: "2805" };
    await form("receiving_officer", `/thu-phi/ho-so/${dossier.id}/khoan`, fee);
    await form("receiving_officer", `/thu-phi/ho-so/${dossier.id}/thu`, { method: "cash", amountVnd: "5.000" });
    const { specialist, leader } = at.office.staff;
    const seqNow = async () => (await at.asks("leader", "GET", `/api/v1/dossiers/${dossier.id}`)).json<{ seq: number }>().seq;
    let done = await at.act("receiving_officer", dossier, await seqNow(), "hand_over", { toPersonId: specialist.personId });
    const asked = { items: "Giấy chứng sinh\nTờ khai ký tên", reason: "Bản chụp không đọc được" };
    done = await at.act("specialist", dossier, done.seq, "request_supplement", asked);
    const waiting = (await toldOf(dossier)).at(-1)?.HoSo;
    expect(waiting).toMatchObject({
      TrangThaiHoSo: 5,
      TaiKhoanDuocXacThucVoiVNeID: "1",
      DuocThanhToanTrucTuyen: "2",
      DanhSachLePhi: [
        { TenPhiLePhi: fee.name, MaPhiLePhi: "2805", LoaiPhiLePhi: "2", HinhThucThu: "2", Gia: 12_000, DaThu: 5000 },
      ],
      DanhSachHoSoBoSung: [
        {
          HoSoBoSungId: `${dossier.code}#${done.seq}`,
          NoiDungBoSung: asked.reason,
          DanhSachGiayToBoSung: [{ TenGiayTo: "Giấy chứng sinh" }, { TenGiayTo: "Tờ khai ký tên" }],
          NgayTiepNhanBoSung: "",
          TrangThaiBoSung: "0",
        },
      ],
      DanhSachGiayToKetQua: [],
    });
    done = await at.act("receiving_officer", dossier, done.seq, "receive_supplement", { present: [0, 1] });
    const drafted = await form("specialist", `/ho-so/${dossier.id}/ket-qua`, { kind: "result", title: "Trích lục khai sinh" });
    await form("specialist", drafted, { action: "send_to_review", version: "1" });
    await form("leader", `${drafted}/ky`, { version: "1" });
    await form("receiving_officer", drafted, { action: "issue", version: "1" });
    done = await at.act("specialist", dossier, await seqNow(), "propose", { proposal: "approve", toPersonId: leader.personId });
    await at.act("leader", dossier, done.seq, "sign");
    const decided = (await toldOf(dossier)).at(-1)?.HoSo;
    expect(decided).toMatchObject({
      TrangThaiHoSo: 9,
      DanhSachHoSoBoSung: [{ TrangThaiBoSung: "1", NgayTiepNhanBoSung: expect.stringMatching(/^\d{14}$/) }],
      DanhSachGiayToKetQua: [
        {
          TenGiayTo: "Trích lục khai sinh",
          MaGiayToKetQua: expect.stringMatching(/^KQ/),
          SoKyHieu: expect.stringMatching(/^\d{4}\/\d{4}$/),
          DuongDanTepTinKetQua: expect.stringMatching(/^https:\/\/motcua\.example\.vn\/kiem-tra-van-ban\/KQ/),
        },
      ],
    });
  });

  it("has the number that was entered with the decision where no result was written here", async () => {
    const dossier = await at.receive();
    const { specialist, leader } = at.office.staff;
    let done = await at.act("receiving_officer", dossier, 1, "hand_over", { toPersonId: specialist.personId });
    done = await at.act("specialist", dossier, done.seq, "propose", { proposal: "approve", toPersonId: leader.personId });
    await at.act("leader", dossier, done.seq, "sign", { documentNo: "12/2026" });
    expect((await toldOf(dossier)).at(-1)?.HoSo["DanhSachGiayToKetQua"]).toMatchObject([{ SoKyHieu: "12/2026" }]);
  });

  it("is refused by the other side where a field lacks, is strange or contradicts another", async () => {
    const dossier = await at.receive();
    const message = (await toldOf(dossier)).at(-1) as unknown as { HoSo: Record<string, unknown>; TienTrinh: object };
    const changed = (HoSo: object) => readNational({ ...message, HoSo: { ...message.HoSo, ...HoSo } });
    expect(readNational(message)).toMatchObject({ HoSo: { MaHoSo: dossier.code } });
    const { DanhSachLePhi: _, ...lacking } = message.HoSo;
    expect(readNational({ ...message, HoSo: lacking })).toContain("HoSo.DanhSachLePhi");
    expect(changed({ LaTruongLa: "" })).toContain("LaTruongLa");
    expect(changed({ NgayTiepNhan: "20/11/2026" })).toContain("HoSo.NgayTiepNhan");
    expect(changed({ NgayTra: "20261120080509" })).toContain("NgayTra");
    const fee = { TenPhiLePhi: "Phí", MaPhiLePhi: "", LoaiPhiLePhi: "1", HinhThucThu: "1", Gia: 1, DaThu: 2 };
    expect(changed({ DanhSachLePhi: [fee] })).toContain("DaThu > Gia");
    const answer = await fetch(`${peer.url}/national/dossiers`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...message, HoSo: lacking }),
    });
    expect([answer.status, await answer.json()]).toMatchObject([422, { error_code: "-1" }]);
  });
});
