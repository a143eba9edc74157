import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Dossier, DossierEventRow } from "#dossiers";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import { testApp } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office, type StaffRole } from "../../../test/support/office.ts";
import { nationalMessage } from "./national-payload.rules.ts";
import { findNationalSettings, saveNationalSettings } from "./national.store.ts";
import { SHIPPED_CODES } from "./national-settings.ts";

const PATH = "/quan-tri/ket-noi-quoc-gia";
const TOKEN = "a-token-of-the-portal";
const FORM = {
  url: "https://portal.example.vn",
  token: TOKEN,
  dossiersPath: "/v2/ho-so",
  documentsPath: "/v2/van-ban",
  agencyBy: "code",
  "fields.0.name": "Hộ tịch",
  "fields.0.code": "G15-TP06",
  "fields.1.name": "Đất đai",
  "fields.1.code": "",
  ...Object.fromEntries(Object.entries({ ...SHIPPED_CODES, channelPost: "9" }).map(([name, code]) => [`codes.${name}`, code])),
};

let office: Office;
beforeAll(async () => {
  office = await makeOffice((await testDatabase()).app);
});
afterEach(async () => {
  const off = { url: "https://portal.example.vn", token: "", connected: false };
  await inTransaction((await testDatabase()).app, NO_ROWS, (tx) => saveNationalSettings(tx, off, new Date()));
});

const stored = async () => inTransaction((await testDatabase()).app, NO_ROWS, findNationalSettings);

async function send(url: string, form?: Readonly<Record<string, string>>, role: StaffRole = "administrator") {
  const answer = await (
    await testApp()
  ).inject({
    method: form === undefined ? "GET" : "POST",
    url,
    headers: {
      authorization: `Bearer ${office.staff[role].token}`,
      ...(form === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
    },
    ...(form === undefined ? {} : { payload: new URLSearchParams(form).toString() }),
  });
  return { status: answer.statusCode, body: answer.body };
}

describe("the settings of the national side", () => {
  it("are an administrator's alone, sealed, in the audit without their secret, and never shown", async () => {
    expect((await send(PATH, undefined, "leader")).status).toBe(403);
    expect((await send(PATH, FORM, "leader")).status).toBe(403);
    expect((await send(PATH, FORM)).status).toBe(303);
    expect(await stored()).toMatchObject({
      url: FORM.url,
      token: TOKEN,
      dossiersPath: "/v2/ho-so",
      agencyBy: "code",
      codes: { channelPost: "9", channelCounter: "1" },
      fieldCodes: { "Hộ tịch": "G15-TP06" },
    });
    const { superuser } = await testDatabase();
    const setting = await superuser.query("select value::text as value from setting where name = 'exchange.national'");
    expect(setting.rows[0].value).not.toContain(TOKEN);
    const audit = await superuser.query("select * from audit where account_id = $1 and subject = 'setting:exchange.national'", [
      office.staff.administrator.accountId,
    ]);
    expect(audit.rows).toHaveLength(1);
    expect(JSON.stringify(audit.rows)).not.toContain(TOKEN);
    const page = (await send(PATH)).body;
    expect(page).not.toContain(TOKEN);
    expect(page).toContain("/v2/ho-so");
    expect(page).toContain(office.prefix);
  });

  it("keep the token for the same host alone, take https alone, and go with the address", async () => {
    await send(PATH, FORM);
    expect((await send(PATH, { ...FORM, token: "", url: "https://portal.example.vn/moi" })).status).toBe(303);
    expect((await stored())?.token).toBe(TOKEN);
    const elsewhere = await send(PATH, { ...FORM, token: "", url: "https://other.example.vn" });
    expect(elsewhere.status).toBe(422);
    expect(elsewhere.body).toContain("https://other.example.vn");
    expect((await send(PATH, { ...FORM, url: "http://portal.example.vn" })).status).toBe(422);
    expect((await send(PATH, { ...FORM, "codes.citizen": "" })).status).toBe(422);
    expect((await stored())?.url).toBe("https://portal.example.vn/moi");
    expect((await send(PATH, { ...FORM, url: "" })).status).toBe(303);
    expect(await stored()).toBeUndefined();
  });

  it("of an older release are read with the codes that ship; the local peer stays what it is while its address does", async () => {
    const { app } = await testDatabase();
    await inTransaction(app, NO_ROWS, (tx) =>
      saveNationalSettings(tx, { url: "http://127.0.0.1:9/", token: "t", localPeer: true }, new Date()),
    );
    expect((await stored())?.codes).toEqual(SHIPPED_CODES);
    expect((await send(PATH, { ...FORM, token: "", url: "http://127.0.0.1:9/" })).status).toBe(303);
    expect(await stored()).toMatchObject({ localPeer: true, token: "t" });
    expect((await send(PATH, FORM)).status).toBe(303);
    expect((await stored())?.localPeer).toBe(false);
  });

  it("give an agency a code that no other has", async () => {
    const code = `000.00.00.${office.prefix.slice(0, 7)}`;
    const input = { unitId: String(office.agencyId), scheme: "qcvn102", code };
    expect((await send(`${PATH}/ma`, input)).status).toBe(303);
    expect((await send(PATH)).body).toContain(code);
    expect((await send(`${PATH}/ma`, input)).status).toBe(409);
    expect((await send(`${PATH}/ma`, { ...input, unitId: "1999999999", code: `${code}.01` })).status).toBe(422);
  });
});

describe("a message to the portal", () => {
  it("is in the words that were set", () => {
    const at = new Date("2026-11-20T01:05:09Z");
    const dossier = {
      code: "H1-261120-0001",
      channel: "post",
      field: "Hộ tịch",
      parties: { owner: { name: "Công ty A" } },
      receivedAt: at,
      endedAt: null,
      attributes: {},
      components: [
        { code: "A", name: "Tờ khai" },
        { code: "B", name: "Giấy chứng sinh" },
      ],
    } as unknown as Dossier;
    const row = {
      seq: 1,
      state: "ACCEPTED",
      occurredAt: at,
      dueAt: null,
      endedAt: null,
      outcome: null,
      payload: {},
    } as unknown as DossierEventRow;
    const words = { codes: { ...SHIPPED_CODES, channelPost: "9", organisation: "7" }, fieldCodes: { "Hộ tịch": "G15-TP06" } };
    const none = { digitised: false, reused: false, fromNationalStore: false };
    const flagsOf = (code: string) =>
      code === "B"
        ? { ...none, digitised: true, reused: true, replacedBy: "KQ-1", file: { id: 7, name: "chung-sinh.pdf" } }
        : none;
    const facts = {
      events: [row],
      flagsOf,
      fees: [],
      receipts: [],
      results: [],
      addressOf: (code: string) => code,
      aboutPayment: () => "",
    };
    expect(nationalMessage(dossier, row, { agency: "H1", division: "" }, words, facts)?.HoSo).toMatchObject({
      HoSoCoThanhPhanSoHoa: "1",
      TaiLieuNop: [
        {
          MaThanhPhanHoSo: "A",
          TepDinhKemId: "",
          TenTepDinhKem: "Tờ khai",
          DuocSoHoa: "0",
          DuocTaiSuDung: "0",
          DuocLayTuKhoDMQG: "0",
          MaKetQuaThayThe: "",
        },
        {
          MaThanhPhanHoSo: "B",
          TepDinhKemId: "7",
          TenTepDinhKem: "chung-sinh.pdf",
          DuocSoHoa: "1",
          DuocTaiSuDung: "1",
          DuocLayTuKhoDMQG: "0",
          MaKetQuaThayThe: "KQ-1",
        },
      ],
      KenhThucHien: "9",
      LoaiDoiTuong: "7",
      MaLinhVuc: "G15-TP06",
      DonViXuLy: "H1",
    });
  });
});
