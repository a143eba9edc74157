-- A browser tells the account that asked for it last: of two people at one computer nobody reads what the other is told.
grant select (endpoint, account_id), delete on push_subscription to motcua_lookup;
create policy push_subscription_lookup on push_subscription to motcua_lookup using (true);

create function leave_push_endpoint(asked text) returns void
  language sql volatile security definer set search_path = public, pg_temp
begin atomic
  delete from public.push_subscription s where s.endpoint = asked and s.account_id <> public.app_account();
end;
revoke all on function leave_push_endpoint(text) from public;
grant execute on function leave_push_endpoint(text) to motcua_app;
alter function leave_push_endpoint(text) owner to motcua_lookup;
