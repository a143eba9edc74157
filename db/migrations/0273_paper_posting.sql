-- When the printed notice board was put up at a one-stop shop (index 6 of Circular 01/2018 looks at paper and screen).
create table paper_posting (
  unit_id int not null references unit (id),
  agency_id int not null references unit (id),
  posted_on date not null,
  recorded_by bigint references account (id),
  recorded_at timestamptz not null,
  primary key (unit_id, posted_on)
);
comment on table paper_posting is 'On that day the printed list of procedures was put up as it stood then: it shows what was in force, and nothing that came later.';

grant select, insert on paper_posting to motcua_app;
alter table paper_posting enable row level security;
alter table paper_posting force row level security;
create policy paper_posting_scope on paper_posting to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
