-- A second language of a hall's calls, such as that of a minority: its words, and clips that the office recorded.
alter table stored_file drop constraint stored_file_kind_check;
alter table stored_file add constraint stored_file_kind_check check (kind in ('pdf', 'jpg', 'png', 'docx', 'xlsx', 'csv', 'wav'));

create table queue_language (
  unit_id int primary key references queue_point (unit_id),
  agency_id int not null references unit (id),
  tag text not null check (tag ~ '^[a-z]{2,3}$'),
  name text not null check (length(name) between 1 and 60),
  call_text text not null check (length(call_text) between 1 and 200 and call_text like '%{so}%' and call_text like '%{quay}%'),
  reviewed_by text check (length(reviewed_by) between 1 and 120),
  reviewed_on date,
  check ((reviewed_by is null) = (reviewed_on is null))
);
comment on column queue_language.reviewed_by is 'Who reads the language and has checked the words; shown as unreviewed until then.';

create table queue_clip (
  unit_id int not null references queue_language (unit_id) on delete cascade,
  agency_id int not null references unit (id),
  word text not null check (word ~ '^(moi-so|den-quay|chu-[a-z]{1,2}|[0-9]{1,4})$'),
  sha256 text not null references stored_file (sha256),
  kept_at timestamptz not null,
  primary key (unit_id, word)
);
grant select, insert, update, delete on queue_language, queue_clip to motcua_app;
do $rls$
declare
  name text;
begin
  foreach name in array array['queue_language', 'queue_clip'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy %I on %I to motcua_app using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]))', name || '_scope', name);
  end loop;
end
$rls$;
