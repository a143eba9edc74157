-- Dossiers that live in another system (centralised ministry systems, Decree 224/2026 article 15.1): shown and counted here, handled there.
alter table dossier drop constraint dossier_origin_check;
alter table dossier add constraint dossier_origin_check check (origin in ('local', 'imported', 'synthetic', 'external'));
create index dossier_external on dossier (agency_id, (attributes #>> '{external,system}'), code) where origin = 'external';

-- Whatever a command is called: nothing here moves a dossier that is handled elsewhere, but the import that follows its source.
create function refuse_handled_elsewhere() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if coalesce(current_setting('app.mirrors', true), '') <> 'on' then
    raise exception 'the dossier is handled in another system' using errcode = 'MQ001';
  end if;
  return new;
end $$;
create trigger dossier_elsewhere before update on dossier for each row when (old.origin = 'external')
  execute function refuse_handled_elsewhere();

create function refuse_beside_elsewhere() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if exists (select from dossier d where d.id = new.dossier_id and d.origin = 'external') then
    raise exception 'the dossier is handled in another system' using errcode = 'MQ001';
  end if;
  return new;
end $$;
create trigger inquiry_elsewhere before insert on dossier_inquiry for each row execute function refuse_beside_elsewhere();
create trigger digital_copy_elsewhere before insert on digital_copy for each row execute function refuse_beside_elsewhere();
create trigger original_paper_elsewhere before insert on original_paper for each row execute function refuse_beside_elsewhere();
create trigger result_document_elsewhere before insert on result_document for each row execute function refuse_beside_elsewhere();
create trigger fee_line_elsewhere before insert on fee_line for each row execute function refuse_beside_elsewhere();
create trigger archive_entry_elsewhere before insert on archive_entry for each row execute function refuse_beside_elsewhere();

-- A code is one dossier, whoever has it: an import must see that a code is taken by an agency that its rows hide.
create function taken_dossier_codes(wanted text[]) returns table (code text, agency_id int)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select d.code, d.agency_id from public.dossier d where d.code = any (wanted);
end;
revoke all on function taken_dossier_codes(text[]) from public;
grant execute on function taken_dossier_codes(text[]) to motcua_app;
alter function taken_dossier_codes(text[]) owner to motcua_lookup;

-- What a source last said of each code: compared with what stands here.
create table external_row (
  agency_id int not null references unit (id),
  system text not null,
  code text not null,
  seen_on date not null,
  state text not null,
  received_at timestamptz not null,
  due_at timestamptz,
  ended_at timestamptz,
  primary key (agency_id, system, code)
);
create table external_comparison (
  agency_id int not null references unit (id),
  system text not null,
  day date not null,
  at timestamptz not null,
  here int not null,
  there int not null,
  primary key (agency_id, system, day)
);
create table external_difference (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  system text not null,
  day date not null,
  code text not null,
  kind text not null check (kind in ('only_here', 'only_there', 'status', 'received', 'due', 'ended')),
  here text,
  there text,
  resolved_at timestamptz,
  resolved_by bigint references account (id),
  reason text check (length(reason) between 1 and 500),
  unique (agency_id, system, day, code, kind),
  check ((resolved_at is null) = (reason is null))
);
comment on table external_difference is 'Codes, states and dates alone; no personal data.';
grant select, insert, update on external_row, external_comparison to motcua_app;
grant select, insert, delete on external_difference to motcua_app;
grant update (resolved_at, resolved_by, reason) on external_difference to motcua_app;
alter table external_row enable row level security;
alter table external_row force row level security;
alter table external_comparison enable row level security;
alter table external_comparison force row level security;
alter table external_difference enable row level security;
alter table external_difference force row level security;
create policy external_row_scope on external_row to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
create policy external_comparison_scope on external_comparison to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
create policy external_difference_scope on external_difference to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
