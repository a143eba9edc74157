-- How a result was handed over: by the receipt or, where it was lost, by an identity check; to whom, on which authorisation,
-- and which papers were given (Decree 61/2018 article 6.2b, article 20).
create table result_handing (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  dossier_id bigint not null references dossier (id),
  proof text not null check (proof in ('receipt', 'identity')),
  relation text not null check (relation in ('owner', 'submitter', 'authorised')),
  receiver_name text not null,
  authorisation text,
  authorisation_sha256 text references stored_file (sha256),
  authorisation_name text,
  given text[] not null check (cardinality(given) between 1 and 60),
  account_id bigint not null references account (id),
  handed_by text not null,
  handed_at timestamptz not null,
  check ((relation = 'authorised') = (authorisation is not null) and (relation = 'authorised') = (authorisation_sha256 is not null)),
  check ((authorisation_sha256 is null) = (authorisation_name is null))
);
create index result_handing_dossier on result_handing (dossier_id, id);
grant select, insert on result_handing to motcua_app;
alter table result_handing enable row level security;
alter table result_handing force row level security;
create policy result_handing_scope on result_handing to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
