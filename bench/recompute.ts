/**
 * A change of calendar over a million open dossiers of which three in ten move: the preview, and the move itself with an
 * event for each, agency by agency as `motcua recompute deadlines` does it.
 */
import { computeDeadline } from "#core/deadline/deadline.ts";
import { recomputeDueDates } from "#dossiers";
import { createPool } from "#platform/db/connect.ts";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import { getCalendar } from "#platform/reference/calendars.ts";
import { findProcedureByCode, loadStarterCatalogue } from "#procedures";
import { report } from "./support/figures.ts";
import { loadPastRules } from "./support/million.ts";
import { makeOffices, openScratchDatabase } from "./support/office.ts";
import { makeScratchFolder, removeScratchFolder } from "./support/product.ts";

const ROWS = Number(process.env["ROWS"] ?? 1_000_000);
const AGENCIES = 100;
const BOUND_SECONDS = 60;
const NOW = new Date("2026-11-20T18:00:00+07:00");
const RECEIPT_DAYS = ["09", "10", "11", "12", "13", "16", "17", "18", "19", "20"].map((day) => `2026-11-${day}T09:00:00+07:00`);

/** When each day's receipts of ten working days are due, and what a calendar without 24 November had promised. */
const PROMISES = RECEIPT_DAYS.map((received) => {
  const deadline = computeDeadline({
    calendar: getCalendar("vn"),
    term: { value: 10, unit: "working_day" },
    events: [{ type: "start", at: Date.parse(received) }],
  });
  if (!deadline.ok || deadline.value.dueAt === null) throw new Error(`no due date for ${received}`);
  return { received, due: new Date(deadline.value.dueAt), earlier: new Date(deadline.value.dueAt - 86_400_000) };
});

const LOAD = `
with drawn as (
  select n, 1 + (n % cardinality($2::int[]))::int as agency, 1 + (n % cardinality($4::timestamptz[]))::int as day, n % 10 < 3 as moves
  from generate_series(1::bigint, $1::bigint) n
), written as (
  insert into dossier (province_id, agency_id, unit_id, code, procedure_version_id, procedure_code, procedure_name, field, channel, regime,
    term_value, term_unit, state, received_at, due_original_at, due_unextended_at, due_at, owner_name, parties, tracking_secret, last_seq, last_event_at, origin)
  select $7::int, ($2::int[])[agency], ($3::int[])[agency], 'H99-' || n, $8::int, '1.001193', 'Thủ tục', 'Hộ tịch', 'counter', '118/2025',
    10, 'working_day', 'PROCESSING', ($4::timestamptz[])[day], due, due, due, 'Nguyễn Văn Đo', '{"owner": {"name": "Nguyễn Văn Đo"}}', md5(n::text), 2,
    ($4::timestamptz[])[day] + interval '1 hour', 'synthetic'
  from (select *, case when moves then ($6::timestamptz[])[day] else ($5::timestamptz[])[day] end as due from drawn) d order by agency, n
  returning id, province_id, agency_id, received_at, due_at
)
insert into dossier_event (province_id, agency_id, dossier_id, seq, type, occurred_at, actor_name, state, due_unextended_at, due_at)
select province_id, agency_id, id, seq, type, received_at + (seq - 1) * interval '1 hour', 'Người đo', state, due_at, due_at
from written cross join (values (1, 'received', 'ACCEPTED'), (2, 'handed_over', 'PROCESSING')) e (seq, type, state)`;

const data = makeScratchFolder();
const database = await openScratchDatabase(data);
const pool = createPool({ connectionString: database.appUrl, max: 2, pipeline: true, statementTimeoutMs: 0 });

/** Recomputes every agency, one after the other; seconds and how many dossiers moved. */
async function recomputeAll(agencies: readonly number[], apply?: { readonly reason: string; readonly by: string }) {
  const begun = performance.now();
  let moved = 0;
  for (const agencyId of agencies) moved += (await recomputeDueDates(pool, { agencyId, now: NOW, apply }, () => undefined)).moved;
  return { seconds: (performance.now() - begun) / 1000, moved };
}

try {
  const offices = await makeOffices(pool, AGENCIES);
  const procedure = await inTransaction(pool, NO_ROWS, async (tx) => {
    await loadStarterCatalogue(tx, "2015-01-01");
    return findProcedureByCode(tx, "1.001193", "2026-11-20");
  });
  const agencies = offices.map(({ agencyId }) => agencyId);
  await loadPastRules(database.superuserUrl.replace(/\/postgres(\?|$)/, "/motcua$1"), async (client) => {
    const counters = offices.map(({ counterId }) => counterId);
    const days = [PROMISES.map((each) => each.received), PROMISES.map((each) => each.due), PROMISES.map((each) => each.earlier)];
    await client.query({ text: LOAD, values: [ROWS, agencies, counters, ...days, offices[0]?.provinceId, procedure?.versionId] });
  });
  const preview = await recomputeAll(agencies);
  const applied = await recomputeAll(agencies, { reason: "Nghị quyết 28/2026/QH16", by: "Người đo" });
  const again = await recomputeAll(agencies);
  report(
    {
      name: "recompute",
      title: "Recomputing open dossiers after a change of calendar",
      how: `${ROWS.toLocaleString("en")} open dossiers of ten working days in ${AGENCIES} agencies, three in ten promised by a calendar that did not know 24 November; one agency after the other, one transaction each, an event for each dossier that moves.`,
    },
    [
      {
        name: "preview",
        measured: `${preview.seconds.toFixed(1)} s, ${preview.moved} would move`,
        ok: preview.moved === ROWS * 0.3,
      },
      {
        name: "move",
        measured: `${applied.seconds.toFixed(1)} s, ${applied.moved} moved`,
        bound: `≤ ${BOUND_SECONDS} s`,
        ok: applied.seconds <= BOUND_SECONDS && applied.moved === ROWS * 0.3,
      },
      { name: "left to move afterwards", measured: String(again.moved), bound: "0", ok: again.moved === 0 },
    ],
  );
} finally {
  await pool.end();
  await database.release();
  removeScratchFolder(data);
}
