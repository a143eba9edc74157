import { buffer } from "node:stream/consumers";
import Pdf from "pdfkit";
import { beforeAll, describe, expect, it } from "vitest";
import { sendFile, testApp } from "../../../test/support/app.ts";
import { type Counter, type Done, openCounter, refusalOf } from "../../../test/support/counter.ts";
import type { StaffRole } from "../../../test/support/office.ts";

let at: Counter;
beforeAll(async () => {
  at = await openCounter();
});

async function decided(change: Record<string, unknown> = {}): Promise<Done> {
  const dossier = await at.receive(change);
  const { specialist, leader } = at.office.staff;
  await at.act("receiving_officer", dossier, 1, "hand_over", { toPersonId: specialist.personId });
  await at.act("specialist", dossier, 2, "propose", { proposal: "approve", toPersonId: leader.personId });
  return at.act("leader", dossier, 3, "sign");
}

async function scan(): Promise<Blob> {
  const document = new Pdf();
  const whole = buffer(document);
  document.text("Giay uy quyen");
  document.end();
  return new Blob([new Uint8Array(await whole)]);
}

interface Form {
  readonly [name: string]: string | readonly string[] | Blob;
}

async function post(role: StaffRole, url: string, fields: Form) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value instanceof Blob) form.set(name, value, "uy-quyen.pdf");
    else for (const one of [value].flat()) form.append(name, one);
  }
  const hasFile = Object.values(fields).some((value) => value instanceof Blob);
  const encoded = new Response(hasFile ? form : new URLSearchParams([...form].map(([name, value]) => [name, String(value)])));
  const answer = await (
    await testApp()
  ).inject({
    method: "POST",
    url,
    headers: {
      authorization: `Bearer ${at.office.staff[role].token}`,
      "content-type": encoded.headers.get("content-type") ?? "",
    },
    payload: Buffer.from(await encoded.arrayBuffer()),
  });
  return { status: answer.statusCode, body: answer.body };
}

const hand = (dossier: Done, seq: number, fields: Form) =>
  post("receiving_officer", `/ho-so/${dossier.id}/tra-ket-qua`, {
    seq: String(seq),
    proof: "receipt",
    relation: "owner",
    receiverName: "Nguyễn Minh An",
    given: "Giấy khai sinh (01 bản)\nBản sao trích lục (02 bản)",
    ...fields,
  });
const shown = async ({ id }: Done) => (await at.asks("specialist", "GET", `/ho-so/${id}`)).body;
const stateOf = async ({ id }: Done) =>
  (await at.asks("leader", "GET", `/api/v1/dossiers/${id}`)).json<{ state: string; seq: number }>();

describe("handing a result over", () => {
  it("lists the papers that are given, and keeps what was typed where something is wrong", async () => {
    const dossier = await decided();
    const empty = await hand(dossier, 4, { given: "", reason: "Đã ký sổ" });
    expect(empty.status).toBe(422);
    expect(empty.body).toContain("Đã ký sổ");
    expect((await hand(dossier, 4, {})).status).toBe(303);
    expect((await stateOf(dossier)).state).toBe("RETURNED");
    const page = await shown(dossier);
    expect(page).toContain("<li>Bản sao trích lục (02 bản)</li>");
    expect((await hand(dossier, 4, {})).status).toBe(409);
    expect((await at.asks("receiving_officer", "GET", `/ho-so/${dossier.id}/tra-ket-qua`)).body).toContain(
      "không có kết quả chờ trả",
    );
  });

  it("without the receipt asks for the number and compares it with the dossier (R-22)", async () => {
    const dossier = await decided();
    const lost = (fields: Form) => hand(dossier, 4, { proof: "identity", ...fields });
    expect((await lost({})).body).toContain("Hãy ghi số định danh trên căn cước");
    const wrong = await lost({ receiverIdNumber: "001206009999" });
    expect(wrong.status).toBe(422);
    expect(wrong.body).toContain("không khớp với hồ sơ");
    expect((await stateOf(dossier)).state).toBe("DECIDED");
    expect(await shown(dossier)).not.toContain("Nguyễn Minh An báo mất");
    expect((await lost({ receiverIdNumber: "001206001234" })).status).toBe(303);
    const page = await shown(dossier);
    expect(page).toContain("Nguyễn Minh An báo mất");
    expect(page).toContain("Mất giấy hẹn, đối chiếu căn cước");
    const unknown = await decided({ parties: { owner: { name: "Lò Thị Mai" } } });
    const without = await hand(unknown, 4, { proof: "identity", receiverIdNumber: "001206001234" });
    expect(without.status).toBe(422);
    expect(without.body).toContain("nên không đối chiếu được");
  });

  it("to an authorised person takes the number, the paper and its scan, which the dossier shows afterwards", async () => {
    const dossier = await decided();
    const authorised = (fields: Form) => hand(dossier, 4, { relation: "authorised", receiverName: "Lê Văn Thành", ...fields });
    const number = { receiverIdNumber: "001206007777" };
    const paper = { paper: "Giấy ủy quyền 12/2026, UBND xã" };
    expect((await authorised({ ...number, scan: await scan() })).body).toContain("Hãy ghi giấy ủy quyền");
    expect((await authorised({ ...number, ...paper })).body).toContain("Hãy đính kèm bản quét giấy ủy quyền");
    expect((await authorised({ ...paper, scan: await scan() })).body).toContain("Hãy ghi số định danh trên căn cước");
    const astray = await hand(dossier, 4, { scan: await scan() });
    expect(astray.status).toBe(422);
    expect(astray.body).toContain("Hãy chọn “Người được ủy quyền”");
    const done = await authorised({ ...number, ...paper, scan: await scan() });
    expect(done.status, done.body.slice(0, 300)).toBe(303);
    const page = await shown(dossier);
    const [path] = /\/ho-so\/\d+\/tra-ket-qua\/\d+\/uy-quyen/.exec(page) ?? [];
    expect(page).toContain("Giấy ủy quyền 12/2026, UBND xã");
    const file = await at.asks("specialist", "GET", path ?? "");
    expect(file.status).toBe(200);
    expect(file.body.startsWith("%PDF")).toBe(true);
  });

  it("by the API takes the same, and lets an authorised person go round the scan by no other door (R-22)", async () => {
    const dossier = await decided();
    const url = `/api/v1/dossiers/${dossier.id}/handings`;
    const authorised = {
      seq: "4",
      proof: "receipt",
      relation: "authorised",
      receiverName: "Lê Văn Thành",
      receiverIdNumber: "001206007777",
      paper: "Giấy ủy quyền 12/2026",
      given: "Giấy khai sinh (01 bản)",
    };
    const around = await at.refusalOfAction("receiving_officer", dossier, 4, "return", authorised);
    expect(around).toEqual({ status: 422, code: "authorised_by_handing" });
    expect(await refusalOf(at.asks("receiving_officer", "POST", url, authorised))).toEqual({
      status: 422,
      code: "authorisation_scan_missing",
    });
    const send = (bytes: Buffer) =>
      sendFile(at.office.staff.receiving_officer, url, authorised, { field: "scan", name: "uy-quyen.pdf", bytes });
    expect((await refusalOf(send(Buffer.from("no PDF")))).code).toBe("file_kind_not_taken");
    expect((await stateOf(dossier)).state).toBe("DECIDED");
    const done = await send(Buffer.from(await (await scan()).arrayBuffer()));
    expect(done.status, done.body).toBe(200);
    expect(done.json<Done>().state).toBe("RETURNED");
    expect(await shown(dossier)).toContain("Giấy ủy quyền 12/2026");
    const other = await decided();
    const owner = { seq: 4, proof: "receipt", relation: "owner", receiverName: "An", given: "Giấy khai sinh" };
    const plain = await at.asks("receiving_officer", "POST", `/api/v1/dossiers/${other.id}/handings`, owner);
    expect(plain.status, plain.body).toBe(200);
  });

  it("gives the originals back in the same act, and hands nothing over while one stays", async () => {
    const dossier = await decided();
    for (const name of ["Giấy chứng sinh", "Sổ hộ khẩu"]) {
      expect((await post("receiving_officer", `/ho-so/${dossier.id}/ban-chinh`, { name, quantity: "1" })).status).toBe(303);
    }
    const page = (await at.asks("receiving_officer", "GET", `/ho-so/${dossier.id}/tra-ket-qua`)).body;
    const ids = [...page.matchAll(/name="originals"[^>]*value="(\d+)"/g)].map(([, id]) => id ?? "");
    expect(ids).toHaveLength(2);
    const { seq } = await stateOf(dossier);
    const one = await hand(dossier, seq, { originals: ids[0] ?? "" });
    expect(one.status).toBe(409);
    expect(one.body).toContain("còn giữ 1 bản chính");
    expect((await stateOf(dossier)).seq).toBe(seq);
    const both = await hand(dossier, seq, { receiverName: "An", originals: ids });
    expect(both.status, both.body.slice(0, 300)).toBe(303);
    expect((await stateOf(dossier)).state).toBe("RETURNED");
    expect(await shown(dossier)).toContain("Đã trả cho An");
  });
});
