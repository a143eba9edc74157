-- Statements of a bank account by day, compared with what the bank confirmed; each is kept as it came, the newest of a day counts.
create table fee_bank_statement (
  id int generated always as identity primary key,
  agency_id int not null references unit (id),
  account_id int not null references fee_account (id),
  day date not null,
  source text not null check (source in ('file', 'platform')),
  taken_at timestamptz not null,
  taken_by text not null,
  taken_account_id bigint not null references account (id)
);
create index fee_bank_statement_day on fee_bank_statement (account_id, day, id desc);

create table fee_bank_statement_line (
  statement_id int not null references fee_bank_statement (id),
  line int not null check (line > 0),
  agency_id int not null references unit (id),
  transaction_id text check (length(transaction_id) between 1 and 100),
  amount_vnd bigint check (amount_vnd > 0),
  content text check (length(content) <= 500),
  paid_at timestamptz,
  problem text check (problem in ('columns', 'transaction', 'amount', 'paid_at', 'other_day', 'twice')),
  primary key (statement_id, line),
  check (problem is not null or (transaction_id is not null and amount_vnd is not null and content is not null and paid_at is not null))
);
comment on table fee_bank_statement is 'Append-only, with its lines: what the bank said of a day.';
create index fee_confirmation_day on fee_confirmation (account_id, paid_at);

grant select, insert on fee_bank_statement, fee_bank_statement_line to motcua_app;

do $rls$
declare
  name text;
begin
  foreach name in array array['fee_bank_statement', 'fee_bank_statement_line']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy %I on %I to motcua_app using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]))', name || '_scope', name);
  end loop;
end $rls$;
