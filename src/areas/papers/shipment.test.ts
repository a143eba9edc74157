import { buffer } from "node:stream/consumers";
import Pdf from "pdfkit";
import { beforeAll, describe, expect, it } from "vitest";
import { testApp } from "../../../test/support/app.ts";
import { type Counter, type Done, openCounter } from "../../../test/support/counter.ts";

let at: Counter;
beforeAll(async () => {
  at = await openCounter();
});

async function decided(): Promise<Done> {
  const dossier = await at.receive();
  const { specialist, leader } = at.office.staff;
  let done = await at.act("receiving_officer", dossier, 1, "hand_over", { toPersonId: specialist.personId });
  done = await at.act("specialist", dossier, done.seq, "propose", { proposal: "approve", toPersonId: leader.personId });
  return at.act("leader", dossier, done.seq, "sign");
}

async function post(url: string, fields: Readonly<Record<string, string>>, proof?: Blob) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  if (proof !== undefined) form.set("proof", proof, "bang-chung.pdf");
  const encoded = new Response(proof === undefined ? new URLSearchParams(fields) : form);
  const answer = await (
    await testApp()
  ).inject({
    method: "POST",
    url,
    headers: {
      authorization: `Bearer ${at.office.staff.receiving_officer.token}`,
      "content-type": encoded.headers.get("content-type") ?? "",
    },
    payload: Buffer.from(await encoded.arrayBuffer()),
  });
  return { status: answer.statusCode, body: answer.body };
}

async function signature(): Promise<Blob> {
  const document = new Pdf();
  const whole = buffer(document);
  document.text("Da nhan");
  document.end();
  return new Blob([new Uint8Array(await whole)]);
}

const deliveryOf = async ({ id }: Done) =>
  (await at.asks("leader", "GET", `/api/v1/dossiers/${id}`)).json<{ facts: { delivery: string } }>().facts.delivery;
const slip = (slipNo: string) => ({ slipNo, carrier: "Bưu điện", address: "Số 1 phố Huế", postageVnd: "25.000" });

describe("a result by post", () => {
  it("goes under the carrier's slip once, and is delivered only with its receiver and the scanned proof (R-31)", async () => {
    const open = await at.receive();
    expect((await post(`/ho-so/${open.id}/buu-gui`, slip("EA1VN"))).status).toBe(409);
    const dossier = await decided();
    expect((await post(`/ho-so/${dossier.id}/buu-gui`, slip("EA2VN"))).status).toBe(303);
    expect(await deliveryOf(dossier)).toBe("sent_by_post");
    expect((await post(`/ho-so/${dossier.id}/buu-gui`, slip("EA3VN"))).body).toContain("đang được chuyển");
    const page = (await at.asks("receiving_officer", "GET", `/ho-so/${dossier.id}`)).body;
    expect(page).toContain("25.000 đ");
    const end = /\/ho-so\/\d+\/buu-gui\/\d+\/ket-thuc/.exec(page)?.[0] ?? "";
    expect((await post(end, { outcome: "delivered" })).body).toContain("Hãy ghi người đã nhận");
    expect((await post(end, { outcome: "delivered", receivedBy: "Lê Thị Hoa" })).body).toContain("bằng chứng");
    expect((await post(end, { outcome: "delivered", receivedBy: "Lê Thị Hoa" }, await signature())).status).toBe(303);
    expect(await deliveryOf(dossier)).toBe("delivered");
    const proof = await at.asks("leader", "GET", end.replace("ket-thuc", "bang-chung"));
    expect([proof.status, proof.headers["content-type"]]).toEqual([200, "application/pdf"]);
    expect((await post(end, { outcome: "came_back", remark: "x" })).status).toBe(409);
  });

  it("that comes back waits at the counter again, and may be sent under another slip", async () => {
    const dossier = await decided();
    await post(`/ho-so/${dossier.id}/buu-gui`, slip("EB1VN"));
    const page = (await at.asks("receiving_officer", "GET", `/ho-so/${dossier.id}`)).body;
    const end = /\/ho-so\/\d+\/buu-gui\/\d+\/ket-thuc/.exec(page)?.[0] ?? "";
    expect((await post(end, { outcome: "came_back" })).status).toBe(422);
    expect((await post(end, { outcome: "came_back", remark: "Không có người nhận" })).status).toBe(303);
    expect(await deliveryOf(dossier)).toBe("ready");
    expect((await post(`/ho-so/${dossier.id}/buu-gui`, slip("EB1VN"))).status).toBe(409);
    expect((await post(`/ho-so/${dossier.id}/buu-gui`, slip("EB2VN"))).status).toBe(303);
  });
});
