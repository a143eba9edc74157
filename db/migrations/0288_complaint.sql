-- Complaints and proposals of citizens and when they were answered (index 8 of Circular 01/2018), wherever they are dealt with.
create table complaint_register (
  unit_id int primary key references unit (id),
  agency_id int not null references unit (id),
  kept_from date not null,
  recorded_by bigint references account (id),
  recorded_at timestamptz not null
);
comment on table complaint_register is 'From this day on every complaint about the place is entered: only then does an empty list mean that there was none.';

create table complaint (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  unit_id int not null references complaint_register (unit_id),
  source text not null check (source in ('portal', 'hotline', 'mailbox', 'counter', 'post')),
  number text not null check (length(number) between 1 and 60),
  about text not null check (about in ('conduct', 'regulation')),
  received_on date not null,
  due_on date not null check (due_on >= received_on),
  answered_on date check (answered_on >= received_on),
  answer_no text check (length(answer_no) between 1 and 60),
  void_why text check (length(void_why) between 1 and 500),
  recorded_by bigint references account (id),
  recorded_at timestamptz not null
);
create unique index complaint_number on complaint (agency_id, source, number) where void_why is null;
create index complaint_unit on complaint (unit_id, due_on) where void_why is null;
comment on table complaint is 'The number under which it is kept where it came, and its days: who complained, and of whom, is not written here.';

grant select, insert on complaint_register to motcua_app;
grant select, insert, update (answered_on, answer_no, void_why) on complaint to motcua_app;
do $rls$
declare
  name text;
begin
  foreach name in array array['complaint_register', 'complaint'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy %I on %I to motcua_app using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]))', name || '_scope', name);
  end loop;
end
$rls$;
