import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { saveNationalSettings } from "#exchange";
import { findSession } from "#identity";
import { saveChannelSettings } from "#notices";
import { findDatabaseProblems } from "#platform/db/self-check.ts";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import { buildServer } from "#platform/http/build-server.ts";
import { postSafely } from "#platform/http/safe-post.ts";
import { relayOutbox } from "#platform/jobs/relay-outbox.ts";
import { runNextTask } from "#platform/jobs/run-tasks.ts";
import { claimForTraining, followedHere, ReachesNobody, TRAINING_MARK, useTraining } from "#platform/training.ts";
import { componentsOf } from "#procedures";
import { allJobs, allNavigation, allRoutes, allTasks } from "../src/areas.ts";
import { DEFAULT_SEED, seedDemo } from "../src/cli/seed-demo.ts";
import { makeShells } from "../src/shell.tsx";
import { freshDatabase, type TestDatabase } from "./support/database.ts";
import { testFiles } from "./support/files.ts";
import { makeOffice, type Office, starterProcedure, type StaffRole } from "./support/office.ts";
import { readPdf } from "./support/pdf.ts";

let practice: TestDatabase;
let real: TestDatabase;
let office: Office;
let server: FastifyInstance;
/** Stands for every gateway and portal, and counts who called. */
let outside: Server;
let calls = 0;

beforeAll(async () => {
  [practice, real] = await Promise.all([freshDatabase("practice"), freshDatabase("real")]);
  useTraining(await claimForTraining(practice.app));
  office = await makeOffice(practice.app);
  outside = createServer((_request, answer) => {
    calls += 1;
    answer.end("{}");
  }).listen(0, "127.0.0.1");
  server = await buildServer({
    pool: practice.app,
    files: testFiles(),
    routes: allRoutes,
    findSession: (token, now) => findSession(practice.app, token, now),
    shells: makeShells(allNavigation),
    publicUrl: "http://localhost:3000",
    trustProxy: false,
    logLevel: "silent",
    maxEventLoopDelayMs: 0,
    rates: { page: 1e6, write: 1e6, "sign-in": 1e6, "look-up": 1e6, export: 1e6, api: 1e6 },
  });
});
afterAll(async () => {
  useTraining(false);
  outside.close();
  await server.close();
});

const ask = async (method: "GET" | "POST", url: string, role?: StaffRole, body?: object) => {
  const answer = await server.inject({
    method,
    url,
    headers: {
      "accept-language": "vi",
      ...(role === undefined ? {} : { authorization: `Bearer ${office.staff[role].token}` }),
      ...(method === "GET" ? {} : { "idempotency-key": randomUUID() }),
    },
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: answer.statusCode, body: answer.body, raw: answer.rawPayload, type: String(answer.headers["content-type"]) };
};

interface Done {
  readonly id: number;
  readonly code: string;
}

async function receive(): Promise<Done> {
  const procedure = await starterProcedure(practice.app);
  const caseCode = procedure.definition.cases[0]?.code ?? "default";
  const answer = await ask("POST", "/api/v1/dossiers", "receiving_officer", {
    unitId: office.oneStopId,
    procedureVersionId: procedure.versionId,
    caseCode,
    parties: { owner: { name: "Nguyễn Minh An", idNumber: "001206001234", phone: "0912 345 678", email: "an@example.vn" } },
    components: componentsOf(procedure.definition, caseCode).map(({ code }) => ({ code, original: 1 })),
    identityCheck: { method: "cccd_card", result: "matched" },
  });
  expect(answer.status, answer.body).toBe(201);
  return JSON.parse(answer.body) as Done;
}

async function decide({ id }: Done): Promise<void> {
  const { specialist, leader } = office.staff;
  const acts: [StaffRole, object][] = [
    ["receiving_officer", { action: "hand_over", toPersonId: specialist.personId }],
    ["specialist", { action: "propose", proposal: "approve", toPersonId: leader.personId }],
    ["leader", { action: "sign" }],
  ];
  for (const [index, [role, act]] of acts.entries()) {
    const answer = await ask("POST", `/api/v1/dossiers/${id}/actions`, role, { ...act, seq: index + 1 });
    expect(answer.status, answer.body).toBe(200);
  }
}

/** Every table with how many rows it has. */
async function census(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ name: string }>(
    "select relname::text as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1",
  );
  const counted = rows.map(
    ({ name }) =>
      `select '${name}' as name, count(*)::int as n, md5(string_agg(t::text, '' order by t::text)) as sum from ${name} t`,
  );
  return JSON.stringify((await pool.query(counted.join(" union all ") + " order by 1")).rows);
}

describe("a training installation", () => {
  it("numbers by a series of its own, and leaves no trace in the real database: no number, report, notice, message", async () => {
    const before = await census(real.superuser);
    const dossier = await receive();
    expect(dossier.code).toMatch(new RegExp(`^TH-${office.prefix.replace(".", "\\.")}-\\d{6}-0001$`));
    await decide(dossier);
    const list = await ask("GET", `/ho-so?q=${dossier.code}`, "leader");
    expect(list.body).toContain(`/ho-so/${dossier.id}`);
    expect(await census(real.superuser)).toBe(before);
    expect(await census(practice.superuser)).not.toBe(before);
  });

  it("sends nothing out, whatever is configured: no task is made, and what is called by hand is refused", async () => {
    const url = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
    const gateway = { url, token: "t", receiptSecret: "secret-of-the-gateway" };
    await inTransaction(practice.app, NO_ROWS, async (tx) => {
      const settings = { sms: gateway, zalo: { ...gateway, templateId: "1" }, quiet: { from: 0, to: 0 }, localPeer: true };
      await saveChannelSettings(tx, settings, new Date());
      await saveNationalSettings(tx, { url, token: "t", localPeer: true }, new Date());
    });
    await decide(await receive());
    const now = new Date(Date.now() + 60_000);
    const definitions = followedHere(allTasks);
    while ((await relayOutbox(practice.app, definitions, now)) > 0);
    for (const job of allJobs) await job.run(practice.app, now, { publicUrl: "", files: testFiles() });
    const log = { done: () => {}, failed: () => {} };
    const runner = { pool: practice.app, definitions, publicUrl: "", now: () => now, log };
    expect(await runNextTask(runner, "test")).toBe("idle");
    const { rows } = await practice.superuser.query("select count(*)::int as n from outbox where relayed_at is null");
    expect(rows).toEqual([{ n: 0 }]);
    expect((await practice.superuser.query("select 1 from task where payload ? 'outboxId'")).rowCount).toBe(0);
    expect((await practice.superuser.query("select 1 from notice where audience = 'citizen'")).rowCount).toBe(0);
    // Should a task get in all the same, what it does outside is refused where it would leave.
    const anyway = { ...runner, definitions: allTasks };
    await practice.superuser.query("update outbox set relayed_at = null");
    while ((await relayOutbox(practice.app, allTasks, now)) > 0);
    const outcomes = new Set<string>();
    for (let outcome = ""; outcome !== "idle"; outcomes.add((outcome = await runNextTask(anyway, "test"))));
    expect([...outcomes]).toContain("failed");
    await expect(
      postSafely({ url, headers: {}, body: "", signal: AbortSignal.timeout(1000), allowedOrigins: [url] }),
    ).rejects.toThrow(ReachesNobody);
    expect(calls).toBe(0);
  });

  it("says on every page and paper what it is", async () => {
    const { id } = await receive();
    const pages = allRoutes.filter(({ method, path, scope }) => method === "GET" && !path.includes(":") && scope !== "device");
    let seen = 0;
    for (const { path, roles } of pages) {
      const [first] = Array.isArray(roles) ? roles.filter((role): role is StaffRole => role !== "citizen") : ["leader" as const];
      for (const role of new Set([undefined, first])) {
        const answer = await ask("GET", path, role);
        if (!answer.type.startsWith("text/html")) continue;
        seen += 1;
        expect(answer.body, `${path} as ${role ?? "nobody"}`).toContain("HỆ THỐNG TẬP HUẤN");
      }
    }
    expect(seen).toBeGreaterThan(60);
    expect((await ask("GET", "/khong-co")).body).toContain("HỆ THỐNG TẬP HUẤN");
    const slip = await ask("GET", `/ho-so/${id}/phieu/receipt.pdf`, "receiving_officer");
    for (const { lines } of readPdf(slip.raw).pages) expect(lines.join("\n")).toContain(TRAINING_MARK);
  }, 120_000);
});

describe("the demonstration", () => {
  it("in a training database has codes of training alone, but for what other systems numbered", async () => {
    const database = await freshDatabase("shown");
    expect(await claimForTraining(database.app)).toBe(true);
    await seedDemo(database.app, { seed: DEFAULT_SEED, now: new Date("2026-11-26T09:00:00+07:00") });
    const { rows } = await database.superuser.query<{ practice: boolean }>(
      "select distinct code like 'TH-%' as practice from dossier where origin <> 'external'",
    );
    expect(rows).toEqual([{ practice: true }]);
  }, 120_000);
});

describe("the database", () => {
  it("knows its side and keeps it: a process of the other side does not start on it", async () => {
    const codes = async (pool: pg.Pool, training: boolean) =>
      (await findDatabaseProblems(pool, undefined, training))
        .map(({ code }) => code)
        .filter((code) => code.endsWith("_database"));
    expect(await codes(practice.app, true)).toEqual([]);
    expect(await codes(practice.app, false)).toEqual(["check.training_database"]);
    expect(await codes(real.app, false)).toEqual([]);
    expect(await codes(real.app, true)).toEqual(["check.real_database"]);
    await expect(practice.superuser.query("delete from setting where name = 'training'")).rejects.toThrow("never changed");
    await expect(practice.superuser.query("update setting set name = 'x' where name = 'training'")).rejects.toThrow(
      "never changed",
    );
  });

  it("that has a dossier is never claimed for training, and takes no code of training", async () => {
    useTraining(false);
    const there = await makeOffice(real.app);
    const { rows } = await real.superuser.query("select nextval(pg_get_serial_sequence('dossier', 'id'))");
    expect(rows).toHaveLength(1);
    expect(await claimForTraining(real.app)).toBe(false);
    useTraining(true);
    const insert = (code: string) =>
      real.superuser.query(
        `insert into dossier (code, province_id, agency_id, unit_id, procedure_version_id) values ($1, $2, $3, $4, 1)`,
        [code, there.provinceId, there.agencyId, there.oneStopId],
      );
    await expect(insert("TH-H55.1-261126-0001")).rejects.toThrow("a code of training");
    await expect(insert("H55.1-261126-0001")).rejects.not.toThrow("a code of training");
  });
});
