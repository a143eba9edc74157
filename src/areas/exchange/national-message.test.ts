import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import { relayOutbox } from "#platform/jobs/relay-outbox.ts";
import { runNextTask, type TaskRunner } from "#platform/jobs/run-tasks.ts";
import { type LocalPeer, startLocalPeer } from "../../cli/peer/local-peer.ts";
import { readNational } from "../../cli/peer/national-contract.ts";
import { ask, setServerTime } from "../../../test/support/app.ts";
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
  readonly TienTrinh: Readonly<Record<string, unknown>>;
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

/** What the other side has of a dossier. */
async function there({ code }: Pick<Done, "code">): Promise<unknown> {
  const listed = (await (await fetch(`${peer.url}/national/dossiers`)).json()) as { dossiers: readonly { MaHoSo: string }[] };
  return listed.dossiers.find(({ MaHoSo }) => MaHoSo === code);
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

  it("goes out for money alone, in the order of the dossier, and leaves what was said of its end as it was", async () => {
    const dossier = await at.receive();
    const fee = { kind: "charge", name: "Lệ phí đăng ký", amountVnd: "12.000", timing: "after", budgetCode: "" };
    await form("receiving_officer", `/thu-phi/ho-so/${dossier.id}/khoan`, fee);
    const { specialist, leader } = at.office.staff;
    const seqNow = async () => (await at.asks("leader", "GET", `/api/v1/dossiers/${dossier.id}`)).json<{ seq: number }>().seq;
    let done = await at.act("receiving_officer", dossier, await seqNow(), "hand_over", { toPersonId: specialist.personId });
    done = await at.act("specialist", dossier, done.seq, "propose", {
      proposal: "refuse",
      toPersonId: leader.personId,
      reason: "Không đủ điều kiện",
    });
    await at.act("leader", dossier, done.seq, "sign", { reason: "Không đủ điều kiện" });
    const before = (await toldOf(dossier)).at(-1)?.HoSo;
    expect(before).toMatchObject({ TrangThaiHoSo: 9, GhiChu: expect.stringMatching(/./), DanhSachLePhi: [{ DaThu: 0 }] });

    await form("receiving_officer", `/thu-phi/ho-so/${dossier.id}/thu`, { method: "cash", amountVnd: "12.000" });
    const paid = (await toldOf(dossier)).at(-1);
    expect(paid?.TienTrinh).toMatchObject({ NoiDungXuLy: "Phí, lệ phí: Đã nộp đủ", TrangThai: "9" });
    expect(paid?.HoSo).toMatchObject({
      GhiChu: before?.["GhiChu"],
      NgayKetThucXuLy: before?.["NgayKetThucXuLy"],
      DanhSachLePhi: [{ Gia: 12_000, DaThu: 12_000 }],
    });
    expect(await there(dossier)).toMatchObject({ TrangThaiHoSo: 9, DaThu: 12_000 });

    await at.act("receiving_officer", dossier, await seqNow(), "return", { receiverName: "Nguyễn Minh An", relation: "owner" });
    const returned = (await toldOf(dossier)).at(-1)?.HoSo;
    setServerTime(new Date(Date.now() + 120_000).toISOString());
    onTestFinished(() => setServerTime(undefined));
    await form("receiving_officer", `/thu-phi/ho-so/${dossier.id}/de-nghi`, { kind: "refund", reason: "Thu thừa" });
    const { rows } = await (
      await testDatabase()
    ).superuser.query<{ id: number }>("select id::int as id from fee_proposal where dossier_id = $1", [dossier.id]);
    const [proposal] = rows;
    await form("leader", `/thu-phi/de-nghi/${proposal?.id}/quyet-dinh`, { decision: "approved" });
    await form("receiving_officer", `/thu-phi/de-nghi/${proposal?.id}/chi-tra`, { method: "cash" });
    const refunded = (await toldOf(dossier)).at(-1);
    expect(refunded?.TienTrinh).toMatchObject({ NoiDungXuLy: "Phí, lệ phí: Đã hoàn trả", TrangThai: "10" });
    expect(refunded?.HoSo).toMatchObject({ NgayTra: returned?.["NgayTra"], DanhSachLePhi: [{ DaThu: 0 }] });
    expect(await there(dossier)).toMatchObject({ TrangThaiHoSo: 10, DaThu: 0 });
    const numbers = (await toldOf(dossier)).map(({ MaSuKien }) => Number(MaSuKien.split("#")[1]));
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  });

  it("is refused by the other side where an older event comes after a newer", async () => {
    const dossier = await at.receive();
    const [message] = await toldOf(dossier);
    const say = async (seq: number) =>
      (
        await fetch(`${peer.url}/national/dossiers`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ ...message, MaSuKien: `${dossier.code}#${seq}` }),
        })
      ).status;
    expect([await say(9), await say(8), await say(9)]).toEqual([200, 422, 200]);
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
