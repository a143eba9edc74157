-- Results that go back by post: the slip of the carrier, what is collected at the door, and the proof of delivery.
create table shipment (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  dossier_id bigint not null references dossier (id),
  slip_no text not null check (length(slip_no) between 1 and 60),
  carrier text not null check (length(carrier) between 1 and 200),
  address text not null check (length(address) between 1 and 500),
  cod_vnd bigint not null default 0 check (cod_vnd between 0 and 1000000000),
  account_id bigint not null references account (id),
  handed_by text not null,
  handed_at timestamptz not null,
  state text not null default 'handed' check (state in ('handed', 'delivered', 'came_back')),
  ended_account_id bigint references account (id),
  ended_by text,
  ended_at timestamptz,
  received_by text,
  remark text,
  proof_sha256 text references stored_file (sha256),
  proof_name text,
  unique (agency_id, carrier, slip_no),
  check ((state = 'handed') = (ended_at is null)),
  check ((state = 'delivered') <= (received_by is not null)),
  check ((state = 'came_back') <= (remark is not null))
);
create index shipment_dossier on shipment (dossier_id, id);
create unique index shipment_under_way on shipment (dossier_id) where state = 'handed';
comment on column shipment.cod_vnd is 'Collected at the door by the carrier for the office; booked as a payment when the carrier hands it over.';

grant select, insert on shipment to motcua_app;
grant update (state, ended_account_id, ended_by, ended_at, received_by, remark, proof_sha256, proof_name) on shipment to motcua_app;
alter table shipment enable row level security;
alter table shipment force row level security;
create policy shipment_scope on shipment to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
