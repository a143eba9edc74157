-- Slip printers of a reception point on its own network, and what became of the paper of each ticket.
alter table queue_point drop column printer;

create table printer (
  id int generated always as identity primary key,
  agency_id int not null references unit (id),
  unit_id int not null references unit (id),
  device_id int references queue_device (id),
  name text not null check (length(name) between 1 and 100),
  address inet not null,
  port int not null default 9100 check (port between 9100 and 9199),
  width_mm int not null check (width_mm in (58, 80)),
  model text not null check (model in ('standard', 'no_cutter', 'silent')),
  state text not null default 'unknown' check (state in ('unknown', 'ready', 'low_paper', 'no_paper', 'cover_open', 'cutter_stuck', 'fault', 'offline', 'unreachable', 'silent')),
  state_at timestamptz,
  removed_at timestamptz
);
create unique index printer_place on printer (unit_id, coalesce(device_id, 0)) where removed_at is null;
comment on column printer.device_id is 'The kiosk that it stands in; none: the desk, and every kiosk without a printer of its own.';
comment on column printer.model is 'silent: answers no question about its state.';

create table ticket_print (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  unit_id int not null references queue_point (unit_id),
  ticket_id bigint not null references queue_ticket (id),
  nth int not null check (nth between 1 and 20),
  printer_id int not null references printer (id),
  state text not null check (state in ('printing', 'printed', 'sent', 'unconfirmed', 'failed')),
  reason text check (length(reason) <= 40),
  begun_at timestamptz not null,
  ended_at timestamptz,
  unique (ticket_id, nth)
);
create index ticket_print_unit on ticket_print (unit_id, begun_at);
comment on table ticket_print is 'One row a paper: two taps begin one print, and a paper that did not come is seen by the staff.';

grant select, insert, update on printer, ticket_print to motcua_app;
do $rls$
declare
  name text;
begin
  foreach name in array array['printer', 'ticket_print'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy %I on %I to motcua_app using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]))', name || '_scope', name);
  end loop;
end
$rls$;
