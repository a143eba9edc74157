import { beforeAll, describe, expect, it } from "vitest";
import { ask, testApp } from "../../../test/support/app.ts";
import { type Counter, openCounter } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { starterProcedure } from "../../../test/support/office.ts";

let at: Counter;
beforeAll(async () => {
  at = await openCounter();
});

/** Certification of a signature: 10.000 đồng, collected before. Answers the address of its tracking page. */
async function receiveWithFee() {
  const { app, superuser } = await testDatabase();
  const procedure = await starterProcedure(app, "2.000884");
  const components = procedure.definition.components.map(({ code, required }) => ({ code, original: required ? 1 : 0 }));
  const caseCode = procedure.definition.cases[0]?.code ?? "default";
  const { id } = await at.receive({ procedureVersionId: procedure.versionId, caseCode, components });
  const { rows } = await superuser.query("select tracking_secret from dossier where id = $1", [id]);
  return { id, page: `/t/${(rows[0] as { tracking_secret: string }).tracking_secret}` };
}

const requests = async (id: number) =>
  (
    await (
      await testDatabase()
    ).superuser.query("select amount_vnd::int as amount, created_by from fee_request where dossier_id = $1", [id])
  ).rows as { amount: number; created_by: string }[];

async function openAccount(): Promise<void> {
  const { superuser } = await testDatabase();
  const { agencyId, provinceId } = at.office;
  await superuser.query(
    `insert into fee_account (agency_id, province_id, bank_bin, bank_name, account_no, holder, confirmation_key, active_from)
     values ($1, $2, '970415', 'VietinBank', $3, 'UBND', $4, '2026-01-01')`,
    [agencyId, provinceId, `88${agencyId}00001`, "k".repeat(40)],
  );
}

describe("paying from the tracking page", () => {
  it("makes one code for what is owed where the office takes transfers, and none where it does not", async () => {
    const { id, page } = await receiveWithFee();
    expect((await ask("GET", page)).body).not.toContain("Tạo mã VietQR");
    expect((await ask("POST", `${page}/thanh-toan`)).body).toContain("tài khoản");
    expect(await requests(id)).toEqual([]);
    await openAccount();
    expect((await ask("GET", page)).body).toContain("Tạo mã VietQR");
    for (let times = 0; times < 2; times += 1) expect((await ask("POST", `${page}/thanh-toan`)).status).toBe(303);
    expect(await requests(id)).toEqual([{ amount: 10_000, created_by: "Người nộp (trang theo dõi)" }]);
    const { body } = await ask("GET", page);
    expect(body).toContain(`${page}/ma-qr.svg`);
    expect((await ask("GET", `${page}/ma-qr.svg`)).body).toContain("<svg");
  });

  it("is asked for at a kiosk too", async () => {
    const { page } = await receiveWithFee();
    const paid = await (
      await testApp()
    ).inject({
      method: "POST",
      url: `${page}/thanh-toan`,
      cookies: { kiosk: `1/${"a".repeat(32)}` },
      headers: { "content-type": "application/x-www-form-urlencoded", origin: "http://localhost:3000", host: "localhost:3000" },
      payload: "_key=kiosk-pays-once",
    });
    expect([paid.statusCode, paid.headers.location]).toEqual([303, `${page}#thanh-toan`]);
  });

  it("is refused for a wrong secret, and where nothing is owed", async () => {
    expect((await ask("POST", `/t/${"a".repeat(22)}/thanh-toan`)).status).toBe(404);
    const free = await at.receive();
    const { superuser } = await testDatabase();
    const { rows } = await superuser.query("select tracking_secret from dossier where id = $1", [free.id]);
    const refused = await ask("POST", `/t/${(rows[0] as { tracking_secret: string }).tracking_secret}/thanh-toan`);
    expect(refused.status).toBe(409);
    // The dossier stays open, with the reason on its page.
    expect(refused.body).toContain("Từng bước đã qua");
    expect(await requests(free.id)).toEqual([]);
  });
});
