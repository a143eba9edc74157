-- Units come and go: every fact about a unit carries the days on which it held.
create table unit (
  id int generated always as identity primary key,
  province_id int references unit (id),
  agency_id int references unit (id),
  source text not null,
  created_at timestamptz not null default now()
);
create index unit_province on unit (province_id);
create index unit_agency on unit (agency_id);
comment on column unit.province_id is 'The province at the root of the tree; null for the country and for provinces themselves.';
comment on column unit.agency_id is 'The agency that a one-stop shop, reception point or division belongs to; an agency refers to itself.';

create table unit_version (
  id int generated always as identity primary key,
  unit_id int not null references unit (id),
  during daterange not null check (not isempty(during)),
  start_known boolean not null default true,
  kind text not null check (kind in ('country', 'province', 'district', 'commune', 'department', 'agency', 'one_stop_shop', 'reception_point', 'division')),
  name text not null check (length(name) between 1 and 300),
  full_name text not null check (length(full_name) between 1 and 300),
  parent_id int references unit (id),
  basis text,
  search_key text not null generated always as (search_key(full_name)) stored,
  exclude using gist (unit_id with =, during with &&)
);
create index unit_version_parent on unit_version (parent_id);
create index unit_version_search on unit_version using gin (search_key gin_trgm_ops);
comment on column unit_version.start_known is 'False where the source only shows that the unit existed, not since when.';

create table unit_code (
  unit_id int not null references unit (id),
  scheme text not null check (scheme in ('gso', 'qd20', 'qcvn102', 'source')),
  code text not null check (length(code) between 1 and 60),
  during daterange not null,
  exclude using gist (scheme with =, code with =, during with &&)
);
create index unit_code_unit on unit_code (unit_id);
comment on column unit_code.scheme is 'gso: statistics code; qd20: Hxx.n.m (Decision 20/2020); qcvn102: 000.00.00.Hxx; source: the code of an imported system.';

create table unit_succession (
  from_unit_id int not null references unit (id),
  to_unit_id int not null references unit (id),
  happened_on date not null,
  kind text not null check (kind in ('merged', 'split', 'renamed', 'dissolved', 'continued')),
  basis text,
  primary key (from_unit_id, to_unit_id, happened_on)
);

create index unit_succession_to on unit_succession (to_unit_id);

create table unit_profile (
  unit_id int not null references unit (id),
  during daterange not null,
  area_hectares numeric check (area_hectares > 0),
  households int check (households >= 0),
  people int check (people >= 0),
  hamlets int check (hamlets >= 0),
  source text not null,
  exclude using gist (unit_id with =, during with &&)
);

create table unit_rollout (
  unit_id int not null references unit (id),
  system text not null default 'one_stop_software',
  during daterange not null,
  state text not null check (state in ('planned', 'live', 'retired')),
  source text not null,
  exclude using gist (unit_id with =, system with =, during with &&)
);

create table unit_calendar (
  unit_id int not null references unit (id),
  during daterange not null,
  calendar text not null default 'vn',
  time_zone text not null default 'Asia/Ho_Chi_Minh',
  week text[] not null default '{mon,tue,wed,thu,fri}' check (cardinality(week) > 0),
  hours jsonb not null default '[["07:30","11:30"],["13:00","17:00"]]',
  basis text,
  exclude using gist (unit_id with =, during with &&)
);
comment on table unit_calendar is 'Working days and hours of an agency, for due dates; reception hours are another matter.';

create table person (
  id bigint generated always as identity primary key,
  full_name text not null check (length(full_name) between 1 and 200),
  search_key text not null generated always as (search_key(full_name)) stored,
  created_at timestamptz not null default now()
);

create table post (
  id int generated always as identity primary key,
  unit_id int not null references unit (id),
  agency_id int not null references unit (id),
  title text not null check (length(title) between 1 and 200),
  role text not null check (role in ('receiving_officer', 'specialist', 'division_head', 'leader', 'one_stop_head', 'home_affairs_officer', 'inspector', 'administrator')),
  during daterange not null default daterange(null, null)
);
create index post_unit on post (unit_id);

create table assignment (
  id int generated always as identity primary key,
  person_id bigint not null references person (id),
  post_id int not null references post (id),
  during daterange not null check (not isempty(during)),
  decision_no text,
  exclude using gist (person_id with =, post_id with =, during with &&)
);
create index assignment_post on assignment (post_id);
create index assignment_person on assignment (person_id);

grant select, insert, update on unit, unit_version, unit_code, unit_succession, unit_profile, unit_rollout, unit_calendar, person, post, assignment to motcua_app;
grant select on unit, unit_version, unit_code, unit_profile to motcua_lookup;

-- A unit and its divisions as they stood on a day; the tree of a past period is the tree of that period.
create function unit_subtree(root int, on_day date) returns setof int
  language sql stable
begin atomic
  with recursive tree (unit_id) as (
    select root
    union
    select v.unit_id from unit_version v join tree t on v.parent_id = t.unit_id where v.during @> on_day
  )
  select unit_id from tree;
end;
