import pg from "pg";
import { memberOf, type Office } from "./office.ts";

export interface MillionOptions {
  readonly superuserUrl: string;
  readonly offices: readonly Office[];
  readonly procedureVersionId: number;
  readonly rows: number;
}

/**
 * Dossiers in bulk for a benchmark alone, past every command: three years of them, one tenth in the first agency and the
 * rest spread over the others, nine in ten finished, the open ones recent and some of them late, in the order in which they
 * were received, as a table that grows day by day has them. Indexes are built after
 * the rows, as a restore would.
 */
export async function loadDossiers({ superuserUrl, offices, procedureVersionId, rows }: MillionOptions): Promise<void> {
  const agencies = offices.map(({ agencyId }) => agencyId);
  const units = offices.map(({ counterId }) => counterId);
  const holders = offices.map((office) => memberOf(office, "specialist").personId);
  await loadPastRules(superuserUrl, async (client) => {
    await client.query({ text: INSERT, values: [rows, agencies, units, holders, offices[0]?.provinceId, procedureVersionId] });
  });
}

/** Fills a scratch database past constraints and indexes, which are made again afterwards. */
export async function loadPastRules(superuserUrl: string, load: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await client.query(
      "set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '512MB'",
    );
    const indexes = await client.query<{ name: string; definition: string }>(
      `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
       where i.indrelid = 'dossier'::regclass and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
    );
    for (const { name } of indexes.rows) await client.query(`drop index ${name}`);
    await load(client);
    for (const { definition } of indexes.rows) await client.query(definition);
    await client.query("vacuum analyze dossier, dossier_event");
  } finally {
    await client.end();
  }
}

const INSERT = `
insert into dossier (province_id, agency_id, unit_id, code, procedure_version_id, procedure_code, procedure_name, field, channel, regime,
  term_value, term_unit, state, outcome, received_at, due_original_at, due_unextended_at, due_at, paused_at, ended_at, returned_at,
  holder_person_id, holder_unit_id, owner_name, owner_id_number, owner_phone, subject, parties, tracking_secret, last_seq, last_event_at, origin)
select $5::int, ($2::int[])[agency], ($3::int[])[agency], 'H99.' || agency || '-' || to_char(received_at, 'YYMMDD') || '-' || lpad(n::text, 7, '0'),
  $6::int, '1.' || lpad((1 + n % 60)::text, 6, '0'), 'Thủ tục số ' || (1 + n % 60), 'Lĩnh vực ' || (1 + n % 60 % 20),
  case when a < 0.55 then 'counter' when a < 0.97 then 'online' else 'post' end, '61/2018', term, 'working_day', state,
  case when state in ('DECIDED', 'RETURNED') then case when b < 0.95 then 'approved' else 'refused' end end,
  received_at, due_at, due_at, due_at, case when state = 'SUPPLEMENT_WAIT' then received_at + interval '1 day' end,
  case when state in ('DECIDED', 'RETURNED', 'WITHDRAWN', 'STOPPED') then least(received_at + term * interval '1 day' * (0.2 + b), now()) end,
  case when state = 'RETURNED' then least(received_at + term * interval '1 day' * (0.3 + b), now()) end,
  case when state in ('ACCEPTED', 'PROCESSING', 'SUPPLEMENT_WAIT') then ($4::bigint[])[agency] end, ($3::int[])[agency],
  (array['Nguyễn','Trần','Lê','Phạm','Hoàng','Huỳnh','Phan','Vũ','Võ','Đặng','Bùi','Đỗ','Hồ','Ngô','Dương','Lý'])[(1 + (n * 7919) % 16)::int] || ' ' ||
    (array['Thị','Văn','Minh','Thanh','Ngọc','Hữu','Đức','Quang'])[(1 + (n * 104729) % 8)::int] || ' ' ||
    (array['An','Bình','Châu','Dũng','Giang','Hà','Hải','Hạnh','Hoa','Hùng','Hương','Khánh','Lan','Linh','Long','Mai','Minh','Nam','Nga','Ngọc','Phúc','Quân','Sơn','Thảo','Trang','Tuấn','Yến'])[(1 + (n * 15485863) % 27)::int],
  '001' || lpad((n % 1000000000)::text, 9, '0'), '+849' || lpad((n % 100000000)::text, 8, '0'),
  case when n % 3 = 0 then 'Hồ sơ đo ' || n end, '{"owner": {"name": "Người đo"}}', md5(n::text), 6, received_at + interval '1 day', 'synthetic'
from (
  select n, a, b, term, agency, received_at, received_at + term * interval '1.4 day' as due_at,
    case when received_at > now() - interval '25 days' then
      case when c < 0.12 then 'ACCEPTED' when c < 0.42 then 'PROCESSING' when c < 0.5 then 'SUPPLEMENT_WAIT' when c < 0.65 then 'DECIDED' else 'RETURNED' end
    when c < 0.004 then 'PROCESSING' when c < 0.02 then 'WITHDRAWN' when c < 0.025 then 'STOPPED' when c < 0.027 then 'VOIDED' when c < 0.03 then 'INTAKE_REFUSED' else 'RETURNED' end as state
  from (
    select n, random() as a, random() as b, random() as c, (array[1, 3, 5, 7, 10, 15, 20, 30])[1 + floor(random() * 8)::int] as term,
      case when random() < 0.1 then 1 else 2 + floor(random() * (cardinality($2::int[]) - 1))::int end as agency,
      now() - random() * interval '1095 days' as received_at
    from generate_series(1::bigint, $1::bigint) n
  ) drawn
) shaped
order by received_at`;
