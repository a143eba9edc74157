-- What a dossier owes the tax side (land and registration duties): the slip that went out, the notice, the Treasury's receipt.
-- The money is not the office's and stands in no account of its ledger.
create table financial_duty (
  id bigint generated always as identity primary key,
  province_id int not null references unit (id),
  agency_id int not null references unit (id),
  dossier_id bigint not null references dossier (id),
  slip_no text not null unique,
  basis text not null,
  requested_at timestamptz not null,
  requested_by text not null,
  sent_at timestamptz,
  refused_reason text,
  notice_no text,
  amount_vnd bigint check (amount_vnd >= 0 and amount_vnd <= 1000000000000000),
  pay_until date,
  noticed_at timestamptz,
  receipt_no text,
  paid_at timestamptz,
  check ((notice_no is null) = (noticed_at is null) and (notice_no is null) = (amount_vnd is null)),
  check ((receipt_no is null) = (paid_at is null)),
  check (noticed_at is null or sent_at is not null),
  check (paid_at is null or noticed_at is not null)
);
create index financial_duty_dossier on financial_duty (dossier_id, id);
comment on column financial_duty.slip_no is 'Also the key by which the tax side recognises a slip that is sent again.';

grant select, insert on financial_duty to motcua_app;
grant update (sent_at, refused_reason, notice_no, amount_vnd, pay_until, noticed_at, receipt_no, paid_at) on financial_duty to motcua_app;
alter table financial_duty enable row level security;
alter table financial_duty force row level security;
create policy financial_duty_scope on financial_duty to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
