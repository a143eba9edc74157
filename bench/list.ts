/**
 * The list of dossiers over a million of them: every filter and order that the page offers, for an officer of a large
 * agency, of an ordinary one, and for someone above all agencies, through the running product, one request at a time.
 */
import { createPool } from "#platform/db/connect.ts";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import { findProcedureByCode, loadStarterCatalogue } from "#procedures";
import { percentile, report } from "./support/figures.ts";
import { openCaller, someAddress, textOf } from "./support/http-caller.ts";
import { loadDossiers } from "./support/million.ts";
import { makeOffices, makeOverseer, memberOf, openScratchDatabase } from "./support/office.ts";
import { makeScratchFolder, removeScratchFolder, startProduct } from "./support/product.ts";

const ROWS = Number(process.env["ROWS"] ?? 1_000_000);
const AGENCIES = 201;
const ROUNDS = Number(process.env["ROUNDS"] ?? 40);
const BOUND_MS = 60;
const day = (back: number): string => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);

const VIEWS: Readonly<Record<string, string>> = {
  "newest first": "",
  "one state": "state=PROCESSING",
  "a rare state": "state=STOPPED",
  "a common state": "state=RETURNED",
  "two states": "state=ACCEPTED&state=PROCESSING",
  "one field": "field=L%C4%A9nh+v%E1%BB%B1c+7",
  "one channel": "channel=post",
  late: "due=late&sort=due",
  "due soon": "due=soon&sort=due",
  "by due date": "sort=due",
  "state by due date": "state=PROCESSING&sort=due",
  "a state and a field by due date": "state=RETURNED&field=L%C4%A9nh+v%E1%BB%B1c+3&sort=due",
  "received in one month": `from=${day(400)}&to=${day(370)}`,
  "received in one month, one state and channel": `from=${day(400)}&to=${day(370)}&state=RETURNED&channel=online`,
  "a common name": "q=nguyen",
  "a full name": "q=Tr%E1%BA%A7n+Th%E1%BB%8B+Hoa",
  "a rare word": "q=do+777",
  "an ID number": "q=001000012345",
  "a phone number": "q=0900012345",
};

/** The first six prepare the statements of a view on its connection and are not counted. */
async function timeView(ask: () => Promise<{ readonly ms: number }>): Promise<number[]> {
  const times: number[] = [];
  for (let round = -6; round < ROUNDS; round += 1) {
    const { ms } = await ask();
    if (round >= 0) times.push(ms);
  }
  return times;
}

const data = makeScratchFolder();
const database = await openScratchDatabase(data);
const pool = createPool({ connectionString: database.appUrl, max: 2, pipeline: true });
try {
  const offices = await makeOffices(pool, AGENCIES);
  const procedure = await inTransaction(pool, NO_ROWS, async (tx) => {
    await loadStarterCatalogue(tx, "2015-01-01");
    return findProcedureByCode(tx, "1.001193", day(0));
  });
  const [big, ordinary] = offices;
  if (procedure === undefined || big === undefined || ordinary === undefined) throw new Error("the scratch office is incomplete");
  const overseer = await makeOverseer(pool, big.provinceId);
  const begun = performance.now();
  await loadDossiers({
    superuserUrl: database.superuserUrl.replace(/\/postgres(\?|$)/, "/motcua$1"),
    offices,
    procedureVersionId: procedure.versionId,
    rows: ROWS,
  });
  console.log(`  ${ROWS} dossiers in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  const people = {
    "an agency of 100,000": memberOf(big, "leader"),
    "an agency of 4,500": memberOf(ordinary, "leader"),
    "all 201 agencies": overseer,
  };
  const product = await startProduct({ data });
  try {
    const caller = await openCaller(product.port);
    let sent = 0;
    const timed = async (token: string, path: string): Promise<{ ms: number; text: string; wire: number }> => {
      sent += 1;
      const at = performance.now();
      const answer = await caller.send("GET", path, {
        authorization: `Bearer ${token}`,
        "accept-encoding": "gzip",
        "x-forwarded-for": someAddress(sent),
      });
      const ms = performance.now() - at;
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${textOf(answer)}`);
      return { ms, text: textOf(answer), wire: answer.wireBytes };
    };
    const figures = [];
    for (const [who, member] of Object.entries(people)) {
      const views = { ...VIEWS };
      const first = await timed(member.token, "/api/v1/dossiers?limit=1");
      const { items } = JSON.parse(first.text) as { items: { receivedAt: string }[] };
      views["a deep page"] =
        `after=${encodeURIComponent(`${new Date(Date.parse(items[0]?.receivedAt ?? "") - 700 * 86_400_000).toISOString()}_1`)}`;
      const all: number[] = [];
      const lines: { name: string; p95: number }[] = [];
      for (const [name, query] of Object.entries(views)) {
        const times = await timeView(() => timed(member.token, `/ho-so?${query}`));
        all.push(...times);
        lines.push({ name, p95: percentile(times, 95) });
      }
      const p95 = percentile(all, 95);
      figures.push({
        name: `${who}: all views, p50 / p95`,
        measured: `${percentile(all, 50).toFixed(1)} / ${p95.toFixed(1)} ms`,
        bound: `p95 ≤ ${BOUND_MS} ms`,
        ok: p95 <= BOUND_MS,
      });
      for (const line of lines.toSorted((a, b) => b.p95 - a.p95).slice(0, process.env["ALL"] === undefined ? 3 : 99)) {
        figures.push({
          name: `  ${line.name}, p95`,
          measured: `${line.p95.toFixed(1)} ms`,
          bound: `≤ ${BOUND_MS} ms`,
          ok: line.p95 <= BOUND_MS,
        });
      }
    }
    caller.close();
    report(
      {
        name: "list",
        title: "The list of dossiers over a million",
        how: `${ROWS.toLocaleString("en")} dossiers of three years in ${AGENCIES} agencies, one of them with a tenth; ${Object.keys(VIEWS).length + 1} views × ${ROUNDS} requests for each person, one at a time, through the running product with row-level security; from the request to the last byte of the page. The three slowest views are listed.`,
      },
      figures,
    );
  } finally {
    await product.stop();
  }
} finally {
  await pool.end();
  await database.release();
  removeScratchFolder(data);
}
