-- Teams that help citizens where they live: who is in them, who is on duty on which day, and whom they went to see.
create table support_team (
  id int generated always as identity primary key,
  agency_id int not null references unit (id),
  name text not null check (length(name) between 1 and 200),
  decision_no text check (length(decision_no) between 1 and 60),
  phone text check (length(phone) between 1 and 20),
  place text check (length(place) between 1 and 200),
  formed_on date not null,
  dissolved_on date check (dissolved_on > formed_on)
);
create unique index support_team_name on support_team (agency_id, name) where dissolved_on is null;

create table support_member (
  id int generated always as identity primary key,
  agency_id int not null references unit (id),
  team_id int not null references support_team (id),
  name text not null check (length(name) between 1 and 120),
  part text not null check (part in ('lead', 'member')),
  title text check (length(title) between 1 and 200),
  during daterange not null check (not isempty(during) and not lower_inf(during)),
  constraint support_member_once exclude using gist (team_id with =, name with =, during with &&)
);
comment on table support_member is 'By name, since a team also has people who hold no post: the youth union, heads of hamlets, volunteers.';

create table support_duty (
  agency_id int not null references unit (id),
  team_id int not null references support_team (id),
  member_id int not null references support_member (id),
  on_date date not null,
  primary key (team_id, on_date, member_id)
);

create table support_visit (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  team_id int not null references support_team (id),
  member_id int not null references support_member (id),
  on_date date not null,
  hamlet text not null check (length(hamlet) between 1 and 120),
  helped int not null check (helped between 0 and 10000),
  what text not null check (length(what) between 1 and 500),
  account_id bigint references account (id),
  recorded_at timestamptz not null,
  withdrawn_why text check (length(withdrawn_why) between 1 and 300)
);
create index support_visit_team on support_visit (team_id, on_date desc);
comment on column support_visit.helped is 'How many times somebody was helped, not how many different persons.';

grant select, insert, update on support_team, support_member to motcua_app;
grant select, insert, delete on support_duty to motcua_app;
grant select, insert on support_visit to motcua_app;
grant update (withdrawn_why) on support_visit to motcua_app;

do $rls$
declare
  name text;
begin
  foreach name in array array['support_team', 'support_member', 'support_duty', 'support_visit'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy %I on %I to motcua_app using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]))', name || '_scope', name);
  end loop;
end
$rls$;
