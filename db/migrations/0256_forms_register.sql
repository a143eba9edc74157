-- The register of dossiers (sổ theo dõi hồ sơ) of a year that was closed: its content as it stood, and its hash. An open year is a view of the dossiers.
create table dossier_register (
  agency_id int not null references unit (id),
  year int not null check (year between 2000 and 2200),
  closed_at timestamptz not null,
  closed_by text not null,
  account_id bigint not null references account (id),
  entries int not null check (entries > 0),
  content text not null,
  sha256 text not null check (sha256 = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
  primary key (agency_id, year)
);
comment on table dossier_register is 'Append-only. The register of a year as it was closed; whether the dossiers still agree is asked by writing it again as of closed_at.';
comment on column dossier_register.content is 'A line of JSON for each entry in order of receipt; its SHA-256 is printed under the register.';

grant select, insert on dossier_register to motcua_app;
alter table dossier_register enable row level security;
alter table dossier_register force row level security;
create policy dossier_register_scope on dossier_register to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
