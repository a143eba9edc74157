-- What is printed beside a number for rating it at a kiosk: whoever only heard a number called does not know it.
create function rate_code(secret_hash bytea) returns text language sql immutable parallel safe as $$
  select lpad(((get_byte(secret_hash, 0) * 65536 + get_byte(secret_hash, 1) * 256 + get_byte(secret_hash, 2)) % 10000)::text, 4, '0')
$$;
comment on function rate_code(bytea) is 'Four digits of a ticket''s secret: with the number they are typed, the secret itself is scanned.';
