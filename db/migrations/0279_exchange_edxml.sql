-- Documents between offices as edXML (QCVN 102:2016), out and in; the envelope is kept byte for byte as evidence.
create table edxml_document (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  direction text not null check (direction in ('out', 'in')),
  document_id text not null check (length(document_id) between 1 and 100),
  from_code text not null,
  from_name text not null,
  to_code text not null,
  to_name text not null,
  code_number text not null,
  code_notation text not null,
  subject text not null,
  promulgated_on date not null,
  attachments int not null,
  envelope bytea not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  state text not null check ((direction = 'in' and state = 'received') or (direction = 'out' and state in ('queued', 'sent', 'failed'))),
  reason text,
  account_id bigint references account (id),
  at timestamptz not null,
  changed_at timestamptz not null,
  unique (agency_id, direction, from_code, document_id)
);
create index edxml_document_newest on edxml_document (agency_id, id desc);
grant select, insert on edxml_document to motcua_app;
grant update (state, reason, changed_at) on edxml_document to motcua_app;
alter table edxml_document enable row level security;
alter table edxml_document force row level security;
create policy edxml_document_scope on edxml_document to motcua_app
  using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]));
