/** Whole histories in bulk, six events each, through the rules and the store that single commands use; then a report over them. */
import { createPool } from "#platform/db/connect.ts";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import { type HistoryDraft, type HistoryStep, insertHistories, replayHistory } from "#dossiers";
import { findDesk } from "#organisation";
import { findProcedureByCode, loadStarterCatalogue } from "#procedures";
import { report } from "./support/figures.ts";
import { openCaller, textOf } from "./support/http-caller.ts";
import { makeOffices, makeOverseer, memberOf, type Office, openScratchDatabase } from "./support/office.ts";
import { makeScratchFolder, removeScratchFolder, startProduct } from "./support/product.ts";

const HISTORIES = Number(process.env["HISTORIES"] ?? 10_000);
const BATCH = 500;
const BOUND = 500;
const HOUR = 3_600_000;
const FIRST = Date.parse("2026-01-05T08:00:00+07:00");
const DAYS = 300;

function stepsFor(office: Office, at: number): readonly [HistoryStep, ...HistoryStep[]] {
  const by = (role: "receiving_officer" | "specialist" | "leader") => {
    const { accountId, personId, name, unitId } = memberOf(office, role);
    return { accountId, personId, name, role, unitId };
  };
  const holder = (role: "receiving_officer" | "specialist" | "leader") => ({
    personId: by(role).personId,
    unitId: by(role).unitId,
  });
  return [
    { action: { name: "receive", at, holder: holder("receiving_officer") }, by: by("receiving_officer") },
    { action: { name: "hand_over", at: at + HOUR, to: holder("specialist") }, by: by("receiving_officer") },
    { action: { name: "propose", at: at + 3 * HOUR, proposal: "approve", to: holder("leader") }, by: by("specialist") },
    { action: { name: "sign", at: at + 5 * HOUR, to: holder("receiving_officer") }, by: by("leader") },
    {
      action: { name: "mark_result_ready", at: at + 6 * HOUR, holder: holder("receiving_officer") },
      by: by("receiving_officer"),
    },
    { action: { name: "return", at: at + 7 * HOUR }, by: by("receiving_officer") },
  ];
}

const data = makeScratchFolder();
const database = await openScratchDatabase(data);
const pool = createPool({ connectionString: database.appUrl, max: 2, pipeline: true, statementTimeoutMs: 0 });
try {
  const offices = await makeOffices(pool, 20);
  const overseer = await makeOverseer(pool, offices[0]?.provinceId ?? 0);
  const today = new Date().toISOString().slice(0, 10);
  const world = await inTransaction(pool, NO_ROWS, async (tx) => {
    await loadStarterCatalogue(tx, "2015-01-01");
    const desks = await Promise.all(offices.map((office) => findDesk(tx, office.counterId, today)));
    return { procedure: await findProcedureByCode(tx, "1.001193", today), desks };
  });
  const { procedure } = world;
  if (procedure === undefined) throw new Error("the starter catalogue lacks birth registration");
  const draft = (index: number): HistoryDraft => {
    const office = offices[index % offices.length] as Office;
    const desk = world.desks[index % offices.length];
    if (desk === undefined) throw new Error("no desk");
    const replayed = replayHistory({
      desk: { ...desk, codePrefix: office.prefix },
      procedure,
      caseCode: "default",
      term: { value: 3, unit: "working_day" },
      parties: { owner: { name: `Người thứ ${index}` } },
      channel: "counter",
      origin: "synthetic",
      components: [],
      attributes: {},
      steps: stepsFor(office, FIRST + (index % DAYS) * 24 * HOUR),
    });
    if (!replayed.ok) throw replayed.error;
    return replayed.value;
  };
  const begun = performance.now();
  const scope = { accountId: null, agencies: offices.map(({ agencyId }) => agencyId) };
  for (let at = 0; at < HISTORIES; at += BATCH) {
    const drafts = Array.from({ length: Math.min(BATCH, HISTORIES - at) }, (_, index) => draft(at + index));
    await inTransaction(pool, scope, (tx) => insertHistories(tx, drafts));
  }
  const rate = HISTORIES / ((performance.now() - begun) / 1000);

  const product = await startProduct({ data });
  try {
    const caller = await openCaller(product.port);
    const times: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const at = performance.now();
      const answer = await caller.send("GET", "/bao-cao/ii06a?from=2026-01-01&to=2026-10-31", {
        authorization: `Bearer ${overseer.token}`,
      });
      if (answer.status !== 200) throw new Error(`${answer.status} ${textOf(answer)}`);
      times.push(performance.now() - at);
    }
    caller.close();
    report(
      {
        name: "histories",
        title: "Histories in bulk",
        how: `${HISTORIES.toLocaleString("en")} dossiers of six events, in transactions of ${BATCH}, through replayHistory and insertHistories in one process; then the page of II.06a over all of them.`,
      },
      [
        { name: "histories a second", measured: rate.toFixed(0), bound: `≥ ${BOUND}`, ok: rate >= BOUND },
        {
          name: `II.06a over ${HISTORIES.toLocaleString("en")} dossiers, fastest of three`,
          measured: `${(Math.min(...times) / 1000).toFixed(2)} s`,
          ok: true,
        },
      ],
    );
  } finally {
    await product.stop();
  }
} finally {
  await pool.end();
  await database.release();
  removeScratchFolder(data);
}
