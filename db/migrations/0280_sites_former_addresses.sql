-- Addresses that a site has left: whoever kept one is led to where the site stands now.
create table site_former_address (
  kind text not null check (kind in ('slug', 'domain')),
  address text not null,
  agency_id int not null references site (agency_id),
  left_at timestamptz not null,
  primary key (kind, address, agency_id)
);
comment on table site_former_address is 'The last part of an address is given to no other agency; a host name may be, and is then that one''s.';

grant select, insert, update (left_at) on site_former_address to motcua_app;
alter table site_former_address enable row level security;
alter table site_former_address force row level security;
create policy site_former_address_scope on site_former_address to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
create policy site_former_address_public on site_former_address for select to motcua_app using (true);
create trigger reference_change after insert or update or delete or truncate on site_former_address
  for each statement execute function count_reference_change();
