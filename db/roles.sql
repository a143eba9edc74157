-- The roles of Motcua on a PostgreSQL server (15 or later) that you run yourself. The embedded database runs this file too.
-- Run it once, as a superuser, inside the new database; running it again changes nothing:
--
--   createdb --template template0 --encoding UTF8 motcua
--   psql --dbname motcua --set ON_ERROR_STOP=1 --file db/roles.sql
--   psql --dbname motcua --command '\password motcua_owner'
--   psql --dbname motcua --command '\password motcua_app'
--
-- motcua_owner   owns the schema; migrations, backup and restore use it; the web server never does
-- motcua_app     the web server and the worker; owns nothing, subject to every row-level policy
-- motcua_lookup  owns the few SECURITY DEFINER look-up functions; cannot sign in
-- motcua_backup  reads every row for a backup (BYPASSRLS); cannot sign in, the owner switches to it
do $roles$
declare
  wanted record;
begin
  for wanted in
    select * from (values
      ('motcua_owner', 'login noinherit nosuperuser nobypassrls nocreatedb nocreaterole'),
      ('motcua_app', 'login nosuperuser nobypassrls nocreatedb nocreaterole'),
      ('motcua_lookup', 'nologin nosuperuser nobypassrls nocreatedb nocreaterole'),
      ('motcua_backup', 'nologin nosuperuser bypassrls nocreatedb nocreaterole')
    ) as role (name, attributes)
  loop
    if not exists (select from pg_roles where rolname = wanted.name) then
      execute format('create role %I %s', wanted.name, wanted.attributes);
    else
      execute format('alter role %I %s', wanted.name, wanted.attributes);
    end if;
  end loop;
end
$roles$;

grant motcua_lookup to motcua_owner with admin option;
grant motcua_backup to motcua_owner;
grant pg_read_all_data to motcua_backup;

do $database$
begin
  execute format('alter database %I owner to motcua_owner', current_database());
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to motcua_app', current_database());
end
$database$;

alter schema public owner to motcua_owner;
revoke all on schema public from public;
grant usage on schema public to motcua_app;
grant usage, create on schema public to motcua_lookup;
