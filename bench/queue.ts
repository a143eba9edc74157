/**
 * The hall under load: numbers a second from many callers at one reception point, each given once and without a gap; and
 * a call that reaches thousands of boards which stand open on one web process.
 */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { createPool } from "#platform/db/connect.ts";
import { execute } from "#platform/db/command.ts";
import { changeDisplays } from "#displays";
import { listCounters, listServices, setUpPoint, workShift } from "#queue";
import { median, percentile, report } from "./support/figures.ts";
import { openCaller, someAddress } from "./support/http-caller.ts";
import { makeOffices, memberOf, openScratchDatabase } from "./support/office.ts";
import { findProcesses, makeScratchFolder, memoryOf, removeScratchFolder, startProduct } from "./support/product.ts";

const CALLERS = 16;
const SECONDS = Number(process.env["SECONDS"] ?? 10);
const BOARDS = Number(process.env["BOARDS"] ?? 10_000);
/** As many as wait in a full hall; the numbers beyond them count as served before the boards are looked at. */
const WAITING = 60;
const CALLS = Number(process.env["CALLS"] ?? 7);
const BOUND_PER_SECOND = 200;
const BOUND_MS = 300;
const OPENED_AT_ONCE = 100;
/** Beside its boards a process has the database, the log and its own files open. */
const OTHER_FILES = 300;

/** Each board takes a file handle here and in the web process, and a port of this machine: said before ten minutes are lost. */
function assertRoom(): void {
  const files = Number(/^Max open files\s+\d+\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8"))?.[1] ?? 0);
  if (files < BOARDS + OTHER_FILES)
    throw new Error(
      `${BOARDS} boards need ${BOARDS + OTHER_FILES} open files, the limit is ${files}: raise it (ulimit -Hn) or set BOARDS`,
    );
  const [first = 0, last = 0] = readFileSync("/proc/sys/net/ipv4/ip_local_port_range", "utf8").split(/\s+/).map(Number);
  if (last - first < BOARDS + OTHER_FILES)
    throw new Error(
      `${BOARDS} boards need as many local ports, there are ${last - first}: widen net.ipv4.ip_local_port_range or set BOARDS`,
    );
}

assertRoom();

const data = makeScratchFolder();
const database = await openScratchDatabase(data);
const pool = createPool({ connectionString: database.appUrl, max: 2 });
const [office] = await makeOffices(pool, 1);
if (office === undefined) throw new Error("no office was made");
const officer = memberOf(office, "receiving_officer");
const unitId = office.counterId;
const scope = { accountId: null, agencies: [office.agencyId] };
const call = { name: "bench", scope, actorKey: "bench", input: null, agencyId: office.agencyId };
const hall = await execute(pool, call, async (tx, unit) => {
  await setUpPoint(tx, unit, unitId);
  const [services, counters] = await Promise.all([listServices(tx, unitId), listCounters(tx, unitId)]);
  const by = { accountId: officer.accountId, personId: officer.personId };
  const counterId = counters[0]?.id ?? 0;
  await workShift(tx, unit, by, { unitId, counterId }, { step: "open", cash: null }, new Date());
  const input = { kind: "queue", name: "Bench" } as const;
  const { token } = await changeDisplays(tx, unit, unitId, { kind: "add_device", input }, new Date());
  return { services: services.map(({ id }) => id), counterId, token: token ?? "" };
});
const product = await startProduct({ data });

let sent = 0;
const headersOf = (): Record<string, string> => {
  sent += 1;
  return {
    authorization: `Bearer ${officer.token}`,
    "content-type": "application/json",
    "idempotency-key": randomUUID(),
    "x-forwarded-for": someAddress(sent),
  };
};

/** Every caller takes numbers as fast as they are answered; which labels were given, and how many a second. */
async function takeNumbers(): Promise<{ readonly labels: readonly string[]; readonly perSecond: number }> {
  const labels: string[] = [];
  const callers = await Promise.all(Array.from({ length: CALLERS }, () => openCaller(product.port)));
  const begun = performance.now();
  await Promise.all(
    callers.map(async (caller, index) => {
      while (performance.now() - begun < SECONDS * 1000) {
        const body = JSON.stringify({ serviceId: hall.services[index % hall.services.length] });
        const answer = await caller.send("POST", `/api/v1/queue/${unitId}/tickets`, headersOf(), body);
        if (answer.status === 409) return; // the day's numbers of this service are given
        if (answer.status !== 201) throw new Error(`${answer.status}: ${answer.body.toString()}`);
        labels.push((JSON.parse(answer.body.toString()) as { label: string }).label);
      }
    }),
  );
  const perSecond = labels.length / ((performance.now() - begun) / 1000);
  for (const caller of callers) caller.close();
  return { labels, perSecond };
}

/** Numbers that were given twice, or left out below the highest of their prefix. */
function faultsOf(labels: readonly string[]): number {
  const byPrefix = Map.groupBy(labels, (label) => label.slice(0, 1));
  return [...byPrefix.values()].reduce((faults, own) => {
    const numbers = new Set(own.map((label) => Number(label.slice(1))));
    return faults + (own.length - numbers.size) + (Math.max(...numbers) - numbers.size);
  }, 0);
}

interface Board {
  readonly socket: Socket;
  /** When it last heard the label that is waited for. */
  heardAt: number;
}

let wanted = "\0";

function openBoard(nth: number): Promise<Board> {
  const socket = connect({ port: product.port, host: "127.0.0.1", noDelay: true });
  const board: Board = { socket, heardAt: 0 };
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.once("data", () => resolve(board));
    socket.on("data", (chunk: Buffer) => {
      if (board.heardAt === 0 && chunk.includes(wanted)) board.heardAt = performance.now();
    });
    socket.once("connect", () =>
      socket.write(
        `GET /man-hinh/${unitId}/${hall.token}/truc-tiep HTTP/1.1\r\nhost: localhost\r\naccept: text/event-stream\r\nx-forwarded-for: ${someAddress(nth + 1_000_000)}\r\n\r\n`,
      ),
    );
  });
}

/** Prefix and number of who is called next at counter 1, as the clip of the call names them: who asked first need not have the lowest. */
const nextNumber = (): Promise<string> =>
  execute(pool, call, async (tx) => {
    const next = await tx
      .selectFrom("queue_ticket")
      .select(["prefix", "number"])
      .where("state", "=", "waiting")
      .where("prefix", "=", "A")
      .orderBy("waiting_since")
      .orderBy("id")
      .executeTakeFirstOrThrow();
    return `${next.prefix}-${next.number}`;
  });

const boards: Board[] = [];
try {
  // The limit of a day is no part of what is measured.
  await execute(pool, call, async (tx) => {
    await tx.updateTable("queue_service").set({ daily_limit: 9999 }).where("unit_id", "=", unitId).execute();
    return null;
  });
  const taken = await takeNumbers();
  console.log(`  ${taken.labels.length} numbers, ${taken.perSecond.toFixed(0)}/s, faults ${faultsOf(taken.labels)}`);
  await execute(pool, call, async (tx) => {
    const last = await tx.selectFrom("queue_ticket").select("id").orderBy("id").offset(WAITING).limit(1).executeTakeFirst();
    if (last !== undefined) await tx.updateTable("queue_ticket").set({ state: "done" }).where("id", ">=", last.id).execute();
    return null;
  });

  for (let nth = 0; nth < BOARDS; nth += OPENED_AT_ONCE) {
    const some = Array.from({ length: Math.min(OPENED_AT_ONCE, BOARDS - nth) }, (_, index) => openBoard(nth + index));
    boards.push(...(await Promise.all(some)));
  }
  const caller = await openCaller(product.port);
  const reach: number[] = [];
  let missed = 0;
  for (let nth = 0; nth < CALLS; nth += 1) {
    await pause(1500);
    for (const board of boards) board.heardAt = 0;
    wanted = `"${await nextNumber()}-1"`;
    const at = performance.now();
    const answer = await caller.send("POST", `/api/v1/queue/${unitId}/counters/${hall.counterId}/calls`, headersOf(), "{}");
    if (answer.status !== 201) throw new Error(`${answer.status}: ${answer.body.toString()}`);
    const { ticketId } = JSON.parse(answer.body.toString()) as { ticketId: number };
    await pause(3000);
    missed += boards.filter(({ heardAt }) => heardAt === 0).length;
    reach.push(
      percentile(
        boards.map(({ heardAt }) => (heardAt === 0 ? Number.POSITIVE_INFINITY : heardAt - at)),
        99,
      ),
    );
    await execute(pool, call, async (tx) => {
      await tx.updateTable("queue_ticket").set({ state: "done" }).where("id", "=", ticketId).execute();
      return null;
    });
    console.log(`  call ${nth + 1}: 99 % of ${boards.length} boards after ${reach.at(-1)?.toFixed(0)} ms`);
  }
  caller.close();
  const { web } = findProcesses(product.supervisor.pid ?? 0);
  const p99 = median(reach);
  const faults = faultsOf(taken.labels);
  report(
    {
      name: "queue",
      title: "Numbers and boards of a hall",
      how: `${CALLERS} callers take numbers of five services at one reception point for ${SECONDS} s through the API; then, with ${WAITING} people waiting, ${BOARDS} boards stand open on the one web process and ${CALLS} numbers are called, from the sending of the call to the picture on the board.`,
    },
    [
      {
        name: "numbers a second",
        measured: taken.perSecond.toFixed(0),
        bound: `≥ ${BOUND_PER_SECOND}`,
        ok: taken.perSecond >= BOUND_PER_SECOND,
      },
      { name: "numbers given twice or left out", measured: String(faults), bound: "0", ok: faults === 0 },
      { name: "boards that stood open", measured: String(boards.length), bound: `${BOARDS}`, ok: boards.length === BOARDS },
      {
        name: "a call reaches 99 % of the boards, median of calls, ms",
        measured: p99.toFixed(0),
        bound: `≤ ${BOUND_MS}`,
        ok: p99 <= BOUND_MS,
      },
      { name: "boards that missed a call", measured: String(missed), bound: "0", ok: missed === 0 },
      { name: "web process with all boards, MB", measured: web === undefined ? "gone" : memoryOf(web).now.toFixed(0), ok: true },
    ],
  );
} finally {
  for (const { socket } of boards) socket.destroy();
  await pool.end();
  await product.stop();
  await database.release();
  removeScratchFolder(data);
}
