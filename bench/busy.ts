/**
 * A busy ten minutes over a million dossiers: fifty officers, each of whom opens a page and acts every ten seconds, and
 * five hundred citizens, each of whom opens a page every twenty, through the running product.
 */
import { createHash, randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Role } from "#core/roles.ts";
import { createPool } from "#platform/db/connect.ts";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import { componentsOf, findProcedureByCode, loadStarterCatalogue } from "#procedures";
import { percentile, report } from "./support/figures.ts";
import { type Caller, openCaller, someAddress, textOf } from "./support/http-caller.ts";
import { loadDossiers } from "./support/million.ts";
import { makeOffices, memberOf, type Office, openScratchDatabase } from "./support/office.ts";
import { findProcesses, makeScratchFolder, memoryOf, removeScratchFolder, startProduct } from "./support/product.ts";

const ROWS = Number(process.env["ROWS"] ?? 1_000_000);
const MINUTES = Number(process.env["MINUTES"] ?? 10);
const AGENCIES = 201;
const BUSY_OFFICES = 10;
const CITIZENS = 500;
const ACT_EVERY_MS = 10_000;
const LOOK_EVERY_MS = 20_000;
const WRITE_BOUND_MS = 150;
const PAGE_BOUND_MS = 60;
const GIVEN = ["An", "Bình", "Châu", "Dung", "Hoa", "Lan", "Mai", "Nga"];
/** Who acts in an office, one entry for each officer. */
const OFFICERS: readonly Role[] = ["receiving_officer", "receiving_officer", "receiving_officer", "specialist", "leader"];

interface Running {
  readonly id: number;
  readonly seq: number;
  readonly stage: number;
}

/** The way of a dossier from the counter to its applicant, and who takes each step. */
const WAY: readonly (readonly [Role, (office: Office) => Readonly<Record<string, unknown>>])[] = [
  ["receiving_officer", (office) => ({ action: "hand_over", toPersonId: memberOf(office, "specialist").personId })],
  ["specialist", (office) => ({ action: "propose", proposal: "approve", toPersonId: memberOf(office, "leader").personId })],
  ["leader", () => ({ action: "sign", documentNo: "12/UBND" })],
  ["receiving_officer", () => ({ action: "mark_result_ready" })],
  ["receiving_officer", () => ({ action: "return", receiverName: "Nguyễn Văn Bình", relation: "owner" })],
];

const data = makeScratchFolder();
const database = await openScratchDatabase(data);
const pool = createPool({ connectionString: database.appUrl, max: 2 });
const offices = await makeOffices(pool, AGENCIES);
const procedure = await inTransaction(pool, NO_ROWS, async (tx) => {
  await loadStarterCatalogue(tx, "2015-01-01");
  const found = await findProcedureByCode(tx, "1.001193", new Date().toISOString().slice(0, 10));
  if (found === undefined) throw new Error("the starter catalogue lacks birth registration");
  return found;
});
const caseCode = procedure.definition.cases[0]?.code ?? "default";
const superuserUrl = database.superuserUrl.replace(/\/postgres(\?|$)/, "/motcua$1");
await loadDossiers({ superuserUrl, offices, procedureVersionId: procedure.versionId, rows: ROWS });

const times = { write: [] as number[], page: [] as number[], public: [] as number[] };
let sent = 0;
let turnedAway = 0;
let until = Number.POSITIVE_INFINITY;

async function ask(caller: Caller, kind: keyof typeof times, path: string, token?: string, body?: unknown) {
  sent += 1;
  const begun = performance.now();
  const headers = {
    "accept-encoding": "gzip",
    "x-forwarded-for": someAddress(sent),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { "content-type": "application/json", "idempotency-key": randomUUID() }),
  };
  const answer = await caller.send(
    body === undefined ? "GET" : "POST",
    path,
    headers,
    body === undefined ? "" : JSON.stringify(body),
  );
  times[kind].push(performance.now() - begun);
  if (answer.status === 503) {
    turnedAway += 1;
    return undefined;
  }
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${textOf(answer).slice(0, 300)}`);
  return answer;
}

/** Acts again and again, the first time somewhere within the first interval. */
async function every(intervalMs: number, act: (round: number) => Promise<void>): Promise<void> {
  let next = performance.now() + Math.random() * intervalMs;
  for (let round = 0; next < until; round += 1) {
    await pause(Math.max(0, next - performance.now()));
    await act(round);
    next += intervalMs;
  }
}

const receipt = (office: Office, round: number) => ({
  unitId: office.counterId,
  procedureVersionId: procedure.versionId,
  caseCode,
  parties: { owner: { name: `Trần Thị ${GIVEN[round % GIVEN.length]}`, idNumber: "001206001234", phone: "0912345678" } },
  components: componentsOf(procedure.definition, caseCode).map(({ code, required }) => ({ code, original: required ? 1 : 0 })),
  identityCheck: { method: "cccd_card", result: "matched" },
});

/** An officer takes the furthest dossier that waits for the role; at the counter, where none waits, a new one comes in. */
async function work(caller: Caller, office: Office, role: Role, waiting: Running[], round: number): Promise<void> {
  const { token } = memberOf(office, role);
  const position = waiting.findLastIndex(({ stage }) => WAY[stage]?.[0] === role);
  const [dossier] = position < 0 ? [] : waiting.splice(position, 1);
  await ask(caller, "page", dossier === undefined ? "/ho-so?state=PROCESSING&sort=due" : `/ho-so/${dossier.id}`, token);
  if (dossier === undefined) {
    if (role !== "receiving_officer") return;
    const answer = await ask(caller, "write", "/api/v1/dossiers", token, receipt(office, round));
    if (answer !== undefined) waiting.unshift({ ...(JSON.parse(textOf(answer)) as { id: number }), seq: 1, stage: 0 });
    return;
  }
  const body = { ...WAY[dossier.stage]?.[1](office), seq: dossier.seq };
  const answer = await ask(caller, "write", `/api/v1/dossiers/${dossier.id}/actions`, token, body);
  if (answer === undefined) waiting.push(dossier);
  else if (dossier.stage + 1 < WAY.length) {
    const { seq = dossier.seq + 1 } = JSON.parse(textOf(answer)) as { seq?: number };
    waiting.push({ id: dossier.id, seq, stage: dossier.stage + 1 });
  }
}

const secretOf = (row: number): string => createHash("md5").update(String(row)).digest("hex");
const look = (caller: Caller, citizen: number, round: number): Promise<unknown> =>
  ask(
    caller,
    "public",
    [
      "/",
      "/thu-tuc?q=khai+sinh",
      `/thu-tuc/${procedure.code}`,
      `/t/${secretOf(1 + ((citizen * 1999 + round * 7) % ROWS))}`,
      "/tra-cuu",
    ][(citizen + round) % 5] ?? "/",
  );

const product = await startProduct({ data });
const callers: Caller[] = [];
try {
  const open = async (): Promise<Caller> => {
    const caller = await openCaller(product.port);
    callers.push(caller);
    return caller;
  };
  const warm = await open();
  for (const office of offices.slice(0, BUSY_OFFICES)) await ask(warm, "page", "/ho-so", memberOf(office, "leader").token);
  for (let citizen = 0; citizen < 5; citizen += 1) await look(warm, citizen, 0);
  for (const kind of Object.values(times)) kind.length = 0;
  until = performance.now() + MINUTES * 60_000;
  const people: Promise<void>[] = [];
  for (const office of offices.slice(0, BUSY_OFFICES)) {
    const waiting: Running[] = [];
    for (const role of OFFICERS) {
      const caller = await open();
      people.push(every(ACT_EVERY_MS, (round) => work(caller, office, role, waiting, round)));
    }
  }
  for (let citizen = 0; citizen < CITIZENS; citizen += 1) {
    const caller = await open();
    people.push(every(LOOK_EVERY_MS, async (round) => void (await look(caller, citizen, round))));
  }
  await Promise.all(people);
  const { web } = findProcesses(product.supervisor.pid ?? 0);
  const figure = (name: string, values: readonly number[], bound: number) => ({
    name: `${name} (${values.length.toLocaleString("en")}), p50 / p95 / p99`,
    measured: [50, 95, 99].map((percent) => percentile(values, percent).toFixed(1)).join(" / ") + " ms",
    bound: `p95 ≤ ${bound} ms`,
    ok: percentile(values, 95) <= bound,
  });
  report(
    {
      name: "busy",
      title: "Fifty officers and five hundred citizens",
      how: `${MINUTES} minutes over ${ROWS.toLocaleString("en")} dossiers in ${AGENCIES} agencies; ${BUSY_OFFICES * OFFICERS.length} officers of ${BUSY_OFFICES} communes, who open a list or a dossier and act every ${ACT_EVERY_MS / 1000} s, ${CITIZENS} citizens, who open a public page every ${LOOK_EVERY_MS / 1000} s, with the worker at its work; from the request to the last byte, callers on the same machine.`,
    },
    [
      figure("writes", times.write, WRITE_BOUND_MS),
      figure("pages of officers", times.page, PAGE_BOUND_MS),
      figure("pages of citizens", times.public, PAGE_BOUND_MS),
      { name: "requests turned away", measured: String(turnedAway), bound: "0", ok: turnedAway === 0 },
      { name: "web process after it, MB", measured: web === undefined ? "gone" : memoryOf(web).now.toFixed(0), ok: true },
    ],
  );
} finally {
  for (const caller of callers) caller.close();
  await product.stop();
  await pool.end();
  await database.release();
  removeScratchFolder(data);
}
