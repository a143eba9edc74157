-- The bytes behind a hash. A row is written by the command that names the file, after the bytes are safe on the disk; who
-- may read them is decided by the row that refers to this one. It holds nothing about any person.
create table stored_file (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  kind text not null check (kind in ('pdf', 'jpg', 'png', 'docx', 'xlsx')),
  bytes bigint not null check (bytes > 0),
  pages int check (pages > 0),
  width int,
  height int,
  scan text not null check (scan in ('not_scanned', 'clean')),
  stored_at timestamptz not null,
  checked_at timestamptz,
  problem text check (problem in ('missing', 'damaged'))
);
create index stored_file_problem on stored_file (sha256) where problem is not null;
comment on column stored_file.scan is 'not_scanned is a state that people see, never taken for clean.';
comment on column stored_file.checked_at is 'When the file was last compared with its hash.';

grant select, insert on stored_file to motcua_app;
grant update (checked_at, problem, scan) on stored_file to motcua_app;
