-- Who works at a one-stop shop, sent by which unit and for how long (R-26 to R-28); meetings with those units; monthly notices.
create table secondment (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  unit_id int not null references unit (id),
  person_id bigint not null references person (id),
  sender_unit_id int not null references unit (id),
  kind text not null check (kind in ('main', 'reserve')),
  rank text not null check (rank in ('below_specialist', 'specialist', 'above_specialist')),
  in_service_from date not null,
  during daterange not null check (not isempty(during) and not lower_inf(during) and not upper_inf(during)),
  decision_no text not null check (length(decision_no) between 1 and 60),
  ended_why text check (length(ended_why) between 1 and 500),
  recorded_by bigint references account (id),
  recorded_at timestamptz not null,
  check (in_service_from <= lower(during)),
  exclude using gist (unit_id with =, person_id with =, during with &&)
);
create index secondment_sender on secondment (unit_id, sender_unit_id);
comment on table secondment is 'A person whom a unit sends to a one-stop shop, or holds in reserve for it, for a period. One that ends early keeps the reason.';

create table shop_meeting (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  unit_id int not null references unit (id),
  held_on date not null,
  attended text not null check (length(attended) between 1 and 500),
  said text not null check (length(said) between 1 and 4000),
  recorded_by bigint references account (id),
  recorded_at timestamptz not null,
  unique (unit_id, held_on)
);

create table conduct_notice (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  unit_id int not null references unit (id),
  sender_unit_id int not null references unit (id),
  month date not null check (extract(day from month) = 1),
  annex jsonb not null,
  remark text check (length(remark) between 1 and 2000),
  sent_on date not null,
  recorded_by bigint references account (id),
  recorded_at timestamptz not null,
  unique (unit_id, sender_unit_id, month)
);
comment on table conduct_notice is 'What a unit was told of the people whom it sent, month by month; the annex is as it was on the day of sending.';

grant select, insert on secondment, shop_meeting, conduct_notice to motcua_app;
grant update (during, ended_why) on secondment to motcua_app;

do $rls$
declare
  name text;
begin
  foreach name in array array['secondment', 'shop_meeting', 'conduct_notice'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy %I on %I to motcua_app using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]))', name || '_scope', name);
  end loop;
end
$rls$;
