/**
 * Receiving a dossier through HTTP against the same rows committed as one statement by bare clients of the same
 * database, with as many callers, in interleaved pairs. Each caller receives for an agency of its own: the running
 * number of an agency's day is one row, and waiting for it would measure the law, not the software.
 */
import { randomBytes, randomUUID } from "node:crypto";
import pg from "pg";
import { createPool } from "#platform/db/connect.ts";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import { componentsOf, findProcedureByCode, loadStarterCatalogue, type Procedure } from "#procedures";
import { median, report } from "./support/figures.ts";
import { type Caller, openCaller, someAddress } from "./support/http-caller.ts";
import { makeOffices, memberOf, type Office, openScratchDatabase } from "./support/office.ts";
import { findProcesses, makeScratchFolder, memoryOf, removeScratchFolder, startProduct } from "./support/product.ts";

const CALLERS = 8;
const PAIRS = Number(process.env["PAIRS"] ?? 7);
const BURST_MS = Number(process.env["BURST_MS"] ?? 4000);
const WARMING = 3;
const BOUND = 0.4;
const SURNAMES = [
  "Nguyễn",
  "Trần",
  "Lê",
  "Phạm",
  "Hoàng",
  "Huỳnh",
  "Phan",
  "Vũ",
  "Võ",
  "Đặng",
  "Bùi",
  "Đỗ",
  "Hồ",
  "Ngô",
  "Dương",
  "Lý",
];
const GIVEN = [
  "An",
  "Bình",
  "Châu",
  "Dũng",
  "Giang",
  "Hà",
  "Hải",
  "Hạnh",
  "Hoa",
  "Hùng",
  "Hương",
  "Khánh",
  "Lan",
  "Linh",
  "Long",
  "Mai",
  "Minh",
  "Nam",
  "Nga",
  "Ngọc",
  "Phúc",
  "Quân",
  "Sơn",
  "Thảo",
  "Trang",
  "Tuấn",
  "Yến",
];

let drawn = 0;
const someName = (): string => {
  drawn += 1;
  return `${SURNAMES[drawn % SURNAMES.length]} Thị ${GIVEN[(drawn * 7) % GIVEN.length]} ${GIVEN[(drawn * 11 + 3) % GIVEN.length]}`;
};

function bodyOf(office: Office, procedure: Procedure): string {
  const caseCode = procedure.definition.cases[0]?.code ?? "default";
  return JSON.stringify({
    unitId: office.counterId,
    procedureVersionId: procedure.versionId,
    caseCode,
    parties: { owner: { name: someName(), idNumber: "001206001234", phone: "0912345678", address: "Thôn 3, xã Đo Lường" } },
    subject: "Khai sinh cho con",
    components: componentsOf(procedure.definition, caseCode).map((component) => ({
      code: component.code,
      original: component.required ? 1 : 0,
    })),
    identityCheck: { method: "cccd_card", result: "matched" },
  });
}

/** Runs one worker for each caller for a while; answers per second. */
async function burst(workers: readonly (() => Promise<void>)[]): Promise<number> {
  const begun = performance.now();
  let done = 0;
  await Promise.all(
    workers.map(async (work) => {
      while (performance.now() - begun < BURST_MS) {
        await work();
        done += 1;
      }
    }),
  );
  return done / ((performance.now() - begun) / 1000);
}

let requests = 0;

const httpWorker = (caller: Caller, office: Office, procedure: Procedure) => async (): Promise<void> => {
  requests += 1;
  const headers = {
    authorization: `Bearer ${memberOf(office, "receiving_officer").token}`,
    "content-type": "application/json",
    "idempotency-key": randomUUID(),
    "x-forwarded-for": someAddress(requests),
  };
  const answer = await caller.send("POST", "/api/v1/dossiers", headers, bodyOf(office, procedure));
  if (answer.status !== 201) throw new Error(`${answer.status}: ${answer.body.toString()}`);
};

const GENERATED = new Set(["id", "secret_hash", "search_key", "recorded_at", "at"]);

interface Statement {
  readonly text: string;
  readonly values: (office: Office, row: number) => readonly unknown[];
}

/** The statement that writes what one receipt wrote: its rows as the product left them, with name, code and keys of their own. */
async function bareStatement(client: pg.Client, dossierId: number): Promise<Statement> {
  const one = async (text: string): Promise<Record<string, unknown>> =>
    (await client.query<Record<string, unknown>>(text)).rows[0] ?? {};
  const rows = {
    dossier: await one(`select * from dossier where id = ${dossierId}`),
    dossier_event: await one(`select * from dossier_event where dossier_id = ${dossierId}`),
    audit: await one(`select * from audit where subject = 'dossier:${dossierId}'`),
    outbox: await one(`select * from outbox where subject = '${dossierId}'`),
    idempotency: await one("select * from idempotency order by created_at desc limit 1"),
  };
  const types = await client.query<{ key: string; type: string }>(
    `select c.relname || '.' || a.attname as key, format_type(a.atttypid, a.atttypmod) as type from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relname = any($1) and a.attnum > 0 and not a.attisdropped`,
    [Object.keys(rows)],
  );
  const typeOf = new Map(types.rows.map((row) => [row.key, row.type]));
  const given: ((office: Office, row: number) => unknown)[] = [];
  const parameter = (type: string, value: (office: Office, row: number) => unknown): string => `$${given.push(value)}::${type}`;
  const insert = (table: keyof typeof rows, from: string, special: Readonly<Record<string, string>>): string => {
    const columns = Object.entries(rows[table]).filter(
      ([name, value]) => !GENERATED.has(name) && (special[name] !== undefined || value !== null),
    );
    const values = columns.map(
      ([name, value]) => special[name] ?? parameter(typeOf.get(`${table}.${name}`) ?? "text", () => asParameter(value)),
    );
    return `insert into ${table} (${columns.map(([name]) => name).join(", ")}) select ${values.join(", ")} from ${from}`;
  };
  const agency = parameter("int", (office) => office.agencyId);
  const prefix = parameter("text", (office) => office.prefix);
  const secret = parameter("text", () => randomBytes(16).toString("base64url"));
  const name = parameter("text", () => someName());
  const key = parameter("text", () => randomUUID());
  const text = `with n as (
      insert into dossier_counter (agency_id, series, day, last_number) values (${agency}, 'dossier', current_date + 1, 1)
      on conflict (agency_id, series, day) do update set last_number = dossier_counter.last_number + 1 returning last_number
    ), d as (${insert("dossier", "n", { code: `${prefix} || to_char(current_date + 1, '-YYMMDD-') || case when n.last_number > 9999 then n.last_number::text else lpad(n.last_number::text, 4, '0') end`, agency_id: agency, tracking_secret: secret, owner_name: name })} returning id, code
    ), e as (${insert("dossier_event", "d", { dossier_id: "d.id", agency_id: agency })}
    ), a as (${insert("audit", "d", { subject: "'dossier:' || d.id", agency_id: agency })}
    ), o as (${insert("outbox", "d", { subject: "d.id::text", agency_id: agency, payload: "jsonb_build_object('code', d.code)" })}
    ), i as (${insert("idempotency", "d", { key, response: "jsonb_build_object('id', d.id, 'code', d.code)", created_at: "now()" })})
    select id, code from d`;
  return { text, values: (office, row) => given.map((value) => value(office, row)) };
}

/** As the driver would send it: objects as JSON, and JSON texts quoted. */
const asParameter = (value: unknown): unknown =>
  value !== null &&
  typeof value === "object" &&
  !(value instanceof Date) &&
  !(Array.isArray(value) && value.every((item) => typeof item === "string"))
    ? JSON.stringify(value)
    : value;

const bareWorker = (client: pg.Client, office: Office, statement: Statement) => async (): Promise<void> => {
  const result = await client.query({ name: "receive", text: statement.text, values: [...statement.values(office, 0)] });
  if (result.rowCount !== 1) throw new Error("the bare client wrote nothing");
};

const data = makeScratchFolder();
const database = await openScratchDatabase(data);
const pool = createPool({ connectionString: database.appUrl, max: 2 });
const offices = await makeOffices(pool, CALLERS);
const procedure = await inTransaction(pool, NO_ROWS, async (tx) => {
  await loadStarterCatalogue(tx, "2015-01-01");
  const found = await findProcedureByCode(tx, "1.001193", new Date().toISOString().slice(0, 10));
  if (found === undefined) throw new Error("the starter catalogue lacks birth registration");
  return found;
});
const product = await startProduct({ data });
const bare: pg.Client[] = [];
const callers: Caller[] = [];
try {
  // The bare clients sign in as the application does, with the row scope set once for the whole session.
  for (const office of offices) {
    const client = new pg.Client({
      connectionString: database.appUrl,
      options: `-c app.agencies={${office.agencyId}} -c app.account=1`,
      application_name: "bare",
    });
    await client.connect();
    bare.push(client);
    callers.push(await openCaller(product.port));
  }
  const http = offices.map((office, index) => httpWorker(callers[index] as Caller, office, procedure));
  await http[0]?.();
  const written = await bare[0]?.query<{ id: number }>("select id from dossier order by id desc limit 1");
  const statement = await bareStatement(bare[0] as pg.Client, Number(written?.rows[0]?.id));
  const direct = offices.map((office, index) => bareWorker(bare[index] as pg.Client, office, statement));

  // Until the code is compiled and every connection has its plans: a warm office is compared with a warm client.
  for (let warming = 0; warming < WARMING; warming += 1) {
    await burst(http);
    await burst(direct);
  }
  const pairs: { http: number; bare: number }[] = [];
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const order = pair % 2 === 0;
    const first = await burst(order ? http : direct);
    const second = await burst(order ? direct : http);
    const figures = order ? { http: first, bare: second } : { http: second, bare: first };
    pairs.push(figures);
    console.log(
      `  pair ${pair + 1}: HTTP ${figures.http.toFixed(0)}/s, one statement ${figures.bare.toFixed(0)}/s, ratio ${(figures.http / figures.bare).toFixed(3)}`,
    );
  }
  const ratio = median(pairs.map((pair) => pair.http / pair.bare));
  const { web } = findProcesses(product.supervisor.pid ?? 0);
  report(
    {
      name: "receive",
      title: "Receiving a dossier through HTTP",
      how: `${CALLERS} callers with keep-alive on ${CALLERS} agencies against ${CALLERS} bare clients of the same database that commit the same rows (dossier, event, running number, audit, outbox, idempotency) as one prepared statement; ${PAIRS} interleaved pairs of ${BURST_MS / 1000} s after ${WARMING} pairs to warm up.`,
    },
    [
      { name: "dossiers a second through HTTP, median", measured: median(pairs.map((pair) => pair.http)).toFixed(0), ok: true },
      {
        name: "the same rows a second as one statement, median",
        measured: median(pairs.map((pair) => pair.bare)).toFixed(0),
        ok: true,
      },
      { name: "ratio, median of pairs", measured: ratio.toFixed(3), bound: `≥ ${BOUND.toFixed(2)}`, ok: ratio >= BOUND },
      { name: "web process after it, MB", measured: web === undefined ? "gone" : memoryOf(web).now.toFixed(0), ok: true },
    ],
  );
} finally {
  for (const caller of callers) caller.close();
  await Promise.all(bare.map((client) => client.end()));
  await pool.end();
  await product.stop();
  await database.release();
  removeScratchFolder(data);
}
