import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findSession } from "#identity";
import { createPool } from "#platform/db/connect.ts";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import { useTraining } from "#platform/training.ts";
import { buildServer } from "#platform/http/build-server.ts";
import { type Counter, openCounter } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { testFiles } from "../../../test/support/files.ts";
import { starterProcedure } from "../../../test/support/office.ts";
import { allNavigation, allRoutes } from "../../areas.ts";
import { type LocalPeer, startLocalPeer } from "../../cli/peer/local-peer.ts";
import { makeShells } from "../../shell.tsx";
import { findAccount, findConfirmationKey, insertAccount } from "./account.store.ts";
import { readBankStatement } from "./bank-statement.ts";
import { findPaymentPlatform, savePaymentPlatform } from "./payment-platform.store.ts";

let at: Counter;
let web: { url: string; close(): Promise<void> };
let peer: LocalPeer;
let account = { bankBin: "970436", accountNo: "" };
const DAY = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);

beforeAll(async () => {
  at = await openCounter();
  const { appUrl, app, superuser } = await testDatabase();
  const pool = createPool({ connectionString: appUrl, max: 4, pipeline: true, applicationName: "motcua test bank" });
  const server = await buildServer({
    pool,
    routes: allRoutes,
    findSession: (token, now) => findSession(pool, token, now),
    shells: makeShells(allNavigation),
    files: testFiles(),
    publicUrl: "http://localhost:3000",
    trustProxy: false,
    logLevel: "silent",
    maxEventLoopDelayMs: 0,
  });
  web = { url: await server.listen({ port: 0, host: "127.0.0.1" }), close: () => server.close().then(() => pool.end()) };
  const bankKeyOf = (bin: string, no: string) => inTransaction(app, NO_ROWS, (tx) => findConfirmationKey(tx, bin, no));
  peer = await startLocalPeer({ port: 0, productUrl: web.url, receiptSecret: "x", bankKeyOf });
  const { agencyId, provinceId } = at.office;
  account = { ...account, accountNo: `55${agencyId}00001` };
  const rest = { bankName: "Ngân hàng thử", holder: "UBND", confirmationKey: "p".repeat(40), activeFrom: "2026-01-01" };
  await inTransaction(app, { accountId: null, agencies: [agencyId] }, async (tx) => {
    if ((await findAccount(tx, agencyId)) === undefined) await insertAccount(tx, { ...account, agencyId, provinceId, ...rest });
    await savePaymentPlatform(tx, { url: peer.url, localPeer: true }, new Date());
  });
  // Other files of this thread have no platform.
  return () => superuser.query("delete from setting where name = 'fees.payment_platform'");
});
afterAll(async () => {
  await peer.close();
  await web.close();
});

async function receiveWithFee() {
  const { app, superuser } = await testDatabase();
  const procedure = await starterProcedure(app, "2.000884");
  const caseCode = procedure.definition.cases[0]?.code ?? "default";
  const components = procedure.definition.components.map(({ code, required }) => ({ code, original: required ? 1 : 0 }));
  const dossier = await at.receive({ procedureVersionId: procedure.versionId, caseCode, components });
  const { rows } = await superuser.query("select tracking_secret as secret from dossier where id = $1", [dossier.id]);
  return { ...dossier, page: `/t/${(rows[0] as { secret: string }).secret}` };
}
const citizen = async (path: string, body?: string) =>
  fetch(
    `${web.url}${path}`,
    body === undefined
      ? {}
      : { method: "POST", body, redirect: "manual", headers: { "content-type": "application/x-www-form-urlencoded" } },
  );
/** The link on the tracking page after the payer has made the code. */
async function linkOf(page: string): Promise<URL> {
  expect((await citizen(`${page}/thanh-toan`, "")).status).toBe(303);
  const body = await (await citizen(page)).text();
  expect(body).toContain("ngân hàng thử trên máy này (không có tiền thật)");
  return new URL((/href="(http:\/\/127\.0\.0\.1:\d+\/bank\/pay[^"]*)"/.exec(body)?.[1] ?? "").replaceAll("&amp;", "&"));
}
async function transfer(link: URL, change: Record<string, string>): Promise<string> {
  const shown = await (await fetch(link)).text();
  expect(shown).toContain("không có tiền thật");
  const { bin = "", account: no = "", amount = "", content = "" } = Object.fromEntries(link.searchParams);
  const form = new URLSearchParams({ bin, account: no, amount, content, way: "once", ...change });
  return (await fetch(new URL("/bank/pay", link), { method: "POST", body: form })).text();
}
const feesOf = async (id: number) =>
  (await at.asks("leader", "GET", `/api/v1/dossiers/${id}/fees`)).json<{ state: string; receipts: unknown[] }>();
const counter = (url: string, body?: object) => at.asks("receiving_officer", body === undefined ? "GET" : "POST", url, body);
async function untilPicture(answer: Response, fits: (picture: string) => boolean): Promise<string> {
  let text = "";
  for await (const part of answer.body as unknown as AsyncIterable<Uint8Array>) {
    text += new TextDecoder().decode(part);
    const found = [...text.matchAll(/event: picture\nid: \d+\ndata: (.*)\n\n/g)].map(([, data]) => data ?? "").find(fits);
    if (found !== undefined) return found;
  }
  throw new Error(`the feed ended: ${text}`);
}

describe("paying at the local bank", () => {
  it("from the tracking page pays the dossier, once though it is confirmed twice, and the counter's code hears of it", async () => {
    const dossier = await receiveWithFee();
    const link = await linkOf(dossier.page);
    expect(link.search).not.toContain(dossier.page.slice(3));
    const ended = new AbortController();
    const headers = { authorization: `Bearer ${at.office.staff.receiving_officer.token}` };
    const feed = await fetch(`${web.url}/thu-phi/ho-so/${dossier.id}/ma-qr/truc-tiep`, { headers, signal: ended.signal });
    const tracked = await fetch(`${web.url}${dossier.page}/truc-tiep`, { signal: ended.signal });
    const [settled, paid] = [untilPicture(feed, (one) => one === "settled"), untilPicture(tracked, (one) => one.endsWith(".0"))];
    const said = await transfer(link, { way: "twice" });
    expect(said.match(/<pre>200 [^<]*matched/g)).toHaveLength(2);
    expect([await settled, (await paid).startsWith("ACCEPTED.")]).toEqual(["settled", true]);
    ended.abort();
    expect(await feesOf(dossier.id)).toMatchObject({ state: "paid", receipts: [{ voided: false }] });
    expect(await (await citizen(dossier.page)).text()).not.toContain("/bank/pay");
  }, 20_000);

  it("is compared with the day's statement: late money is taken in, another amount waits for a person", async () => {
    const [late, wrong] = [await receiveWithFee(), await receiveWithFee()];
    await transfer(await linkOf(late.page), { way: "late" });
    expect(await transfer(await linkOf(wrong.page), { amount: "9.000" })).toContain("wrong_amount");
    expect((await feesOf(late.id)).state).toBe("due");
    expect((await counter("/thu-phi/doi-soat-ngan-hang/hoi", { day: DAY })).status).toBe(303);
    const url = `/thu-phi/doi-soat-ngan-hang?day=${DAY}`;
    const before = (await counter(url)).body;
    for (const words of ["Ngân hàng có, phần mềm chưa nhận", "Số tiền khác yêu cầu", "ngân hàng thử chạy trên máy này"])
      expect(before).toContain(words);
    expect((await counter("/thu-phi/doi-soat-ngan-hang/ghi-nhan", { day: DAY })).status).toBe(303);
    expect((await feesOf(late.id)).state).toBe("paid");
    expect((await counter(url)).body).not.toContain("Ngân hàng có, phần mềm chưa nhận");
    expect((await counter("/thu-phi/doi-soat-ngan-hang/ghi-nhan", { day: "2026-01-01" })).body).toContain("Chưa có sao kê");
  });

  it("what the product has and the bank's file has not, or with another amount, is shown; bad lines are named", async () => {
    const { superuser } = await testDatabase();
    const { rows } = await superuser.query(
      "select transaction_id as id from fee_confirmation where agency_id = $1 order by id limit 1",
      [at.office.agencyId],
    );
    const known = (rows[0] as { id: string }).id;
    const lines = `transaction_id,amount_vnd,content,paid_at\n${known},1,x,${DAY}T09:00:00+07:00\nZ,0,x,${DAY}T09:00:00+07:00\n`;
    const token = at.office.staff.receiving_officer.token;
    const send = async (content: string): Promise<number> => {
      const body = new FormData();
      body.set("day", DAY);
      body.set("file", new Blob([content]), "sao-ke.csv");
      const headers = { authorization: `Bearer ${token}`, "idempotency-key": `statement-${known}` };
      return (await fetch(`${web.url}/thu-phi/doi-soat-ngan-hang`, { method: "POST", body, redirect: "manual", headers })).status;
    };
    expect(await send(lines)).toBe(303);
    // The same key with other amounts is another statement.
    expect(await send(lines.replace(`${known},1`, `${known},2`))).toBe(422);
    const { body } = await counter(`/thu-phi/doi-soat-ngan-hang?day=${DAY}`);
    for (const words of ["Khác số tiền", "Phần mềm có, sao kê không có", "Dòng 3: số tiền"]) expect(body).toContain(words);
  });

  it("without an answer of the platform says so and books nothing; a statement of another key is refused", async () => {
    const { app } = await testDatabase();
    const save = (url: string) =>
      inTransaction(app, NO_ROWS, (tx) => savePaymentPlatform(tx, { url, localPeer: true }, new Date()));
    await save("http://127.0.0.1:9");
    expect((await counter("/thu-phi/doi-soat-ngan-hang/hoi", { day: DAY })).status).toBe(503);
    const liar = await startLocalPeer({ port: 0, productUrl: web.url, receiptSecret: "x", bankKeyOf: async () => "another key" });
    await save(liar.url);
    expect((await counter("/thu-phi/doi-soat-ngan-hang/hoi", { day: DAY })).status).toBe(401);
    await liar.close();
    await save(peer.url);
    useTraining(true);
    expect((await counter("/thu-phi/doi-soat-ngan-hang/hoi", { day: DAY })).status).toBe(503);
    useTraining(false);
    expect(await inTransaction(app, NO_ROWS, (tx) => findPaymentPlatform(tx))).toEqual({ url: peer.url, localPeer: true });
  });
});

it("a statement is read line by line: what is wrong is named, a file without its columns is refused whole", () => {
  const head = "transaction_id,amount_vnd,content,paid_at";
  const problems = readBankStatement(
    [
      head,
      "A,1000,x,2026-11-20T09:00:00+07:00",
      ",1,x,2026-11-20T09:00:00Z",
      "B,1.5,x,2026-11-20T09:00:00Z",
      "C,1,x,hôm qua",
      "D,1,x,2026-11-21T09:00:00Z",
      "A,1,x,2026-11-20T09:00:00Z",
      "E,1",
    ].join("\n"),
    "2026-11-20",
  ).map(({ problem }) => problem);
  expect(problems).toEqual([null, "transaction", "amount", "paid_at", "other_day", "twice", "columns"]);
  expect(() => readBankStatement("a,b\n1,2", "2026-11-20")).toThrow(expect.objectContaining({ code: "statement_unreadable" }));
});
