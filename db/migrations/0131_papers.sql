-- Papers of a dossier: what was digitised of each component and how, the applicant's originals, and who handed papers to whom.
create table digital_copy (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  dossier_id bigint not null references dossier (id),
  component_code text not null check (length(component_code) between 1 and 80),
  way text not null check (way in ('scanned', 'uploaded', 'reused', 'from_database', 'excused')),
  sha256 text references stored_file (sha256),
  sent_sha256 text,
  file_name text,
  pages int,
  document_no text,
  issued_on date,
  issuer text,
  result_code text,
  source text,
  reason text,
  account_id bigint not null references account (id),
  recorded_by text not null,
  recorded_at timestamptz not null,
  review text not null default 'waiting' check (review in ('waiting', 'approved', 'rejected')),
  reviewed_account_id bigint references account (id),
  reviewed_by text,
  reviewed_at timestamptz,
  review_reason text,
  check ((way in ('scanned', 'uploaded')) <= (sha256 is not null)),
  check ((way = 'excused') <= (reason is not null)),
  check ((way = 'from_database') <= (source is not null)),
  check ((way = 'reused') <= (result_code is not null)),
  check ((review = 'rejected') <= (review_reason is not null))
);
create index digital_copy_dossier on digital_copy (dossier_id, id);
create index digital_copy_result on digital_copy (agency_id, result_code) where result_code is not null;
create index digital_copy_document on digital_copy (agency_id, document_no) where document_no is not null;
comment on table digital_copy is 'Rows stay; a copy that was rejected is followed by another. DuocSoHoa, DuocTaiSuDung and DuocLayTuKhoDMQG of the national payload follow from way.';

create table original_paper (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  dossier_id bigint not null references dossier (id),
  name text not null check (length(name) between 1 and 300),
  quantity int not null check (quantity between 1 and 99),
  note text,
  taken_account_id bigint not null references account (id),
  taken_by text not null,
  taken_at timestamptz not null,
  ended_account_id bigint references account (id),
  ended_by text,
  ended_at timestamptz,
  given_to text,
  kept_reason text,
  check ((ended_at is null) = (given_to is null and kept_reason is null)),
  check (given_to is null or kept_reason is null)
);
create index original_paper_dossier on original_paper (dossier_id, id);
comment on column original_paper.kept_reason is 'Why it is not given back, such as an original that the law replaces by the result.';

create table hand_over_sheet (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  year int not null,
  number int not null check (number > 0),
  from_unit_id int not null references unit (id),
  to_unit_id int references unit (id),
  carrier text,
  note text,
  giver_account_id bigint not null references account (id),
  giver_name text not null,
  given_at timestamptz not null,
  receiver_account_id bigint references account (id),
  receiver_name text,
  received_at timestamptz,
  unique (agency_id, year, number),
  check ((to_unit_id is null) = (carrier is not null)),
  check ((received_at is null) = (receiver_name is null))
);
create index hand_over_sheet_agency on hand_over_sheet (agency_id, given_at desc, id desc);

create table hand_over_item (
  sheet_id bigint not null references hand_over_sheet (id),
  agency_id int not null references unit (id),
  position int not null,
  dossier_id bigint not null references dossier (id),
  papers text,
  arrived boolean,
  remark text,
  primary key (sheet_id, position),
  unique (sheet_id, dossier_id)
);
create index hand_over_item_dossier on hand_over_item (dossier_id, sheet_id);

create table hand_over_counter (
  agency_id int not null references unit (id),
  year int not null,
  last_number int not null check (last_number > 0),
  primary key (agency_id, year)
);

create table scanning_rule (
  agency_id int primary key references unit (id),
  required boolean not null,
  decision_no text not null,
  account_id bigint not null references account (id),
  decided_at timestamptz not null
);
comment on table scanning_rule is 'Whether an agency hands a dossier over only when the components that the procedure names are digitised or excused (R-01).';

grant select, insert on digital_copy to motcua_app;
grant update (review, reviewed_account_id, reviewed_by, reviewed_at, review_reason) on digital_copy to motcua_app;
grant select, insert on original_paper to motcua_app;
grant update (ended_account_id, ended_by, ended_at, given_to, kept_reason) on original_paper to motcua_app;
grant select, insert on hand_over_sheet to motcua_app;
grant update (receiver_account_id, receiver_name, received_at) on hand_over_sheet to motcua_app;
grant select, insert on hand_over_item to motcua_app;
grant update (arrived, remark) on hand_over_item to motcua_app;
grant select, insert, update on hand_over_counter to motcua_app;
grant select, insert, update on scanning_rule to motcua_app;

alter table digital_copy enable row level security;
alter table digital_copy force row level security;
alter table original_paper enable row level security;
alter table original_paper force row level security;
alter table hand_over_sheet enable row level security;
alter table hand_over_sheet force row level security;
alter table hand_over_item enable row level security;
alter table hand_over_item force row level security;
alter table hand_over_counter enable row level security;
alter table hand_over_counter force row level security;
alter table scanning_rule enable row level security;
alter table scanning_rule force row level security;
create policy digital_copy_scope on digital_copy to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
create policy original_paper_scope on original_paper to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
create policy hand_over_sheet_scope on hand_over_sheet to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
create policy hand_over_item_scope on hand_over_item to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
create policy hand_over_counter_scope on hand_over_counter to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
create policy scanning_rule_scope on scanning_rule to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
