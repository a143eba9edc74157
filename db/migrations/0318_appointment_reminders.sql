-- A notice that nobody needs any more is withdrawn before it is sent; one that comes too late is not sent at all.
alter table notice drop constraint notice_state_check;
alter table notice add constraint notice_state_check check (state in ('queued', 'sent', 'delivered', 'failed', 'withdrawn'));
alter table notice add column valid_until timestamptz;
comment on column notice.valid_until is 'Not sent after it: a reminder of what is over only confuses.';
create index notice_unsent_reminder on notice (event) where dossier_id is null and phone is not null;

alter table queue_appointment drop column reminded_at;
alter table queue_appointment add column locale text not null default 'vi' check (locale in ('vi', 'en'));
create index queue_appointment_booked on queue_appointment (day) where state = 'booked';
