-- Accounts belong to persons; what an account may do follows from the posts that the person holds today.
create table account (
  id bigint generated always as identity primary key,
  person_id bigint not null references person (id),
  username text not null check (username = lower(username) and length(username) between 3 and 60),
  password_hash text not null,
  demo boolean not null default false,
  must_change_password boolean not null default false,
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  unique (username)
);
create index account_person on account (person_id);

create table delegation (
  id int generated always as identity primary key,
  from_assignment_id int not null references assignment (id),
  to_person_id bigint not null references person (id),
  during daterange not null check (not isempty(during) and not upper_inf(during)),
  decision_no text not null check (length(decision_no) between 1 and 100),
  revoked_at timestamptz,
  created_at timestamptz not null default now()
);
create index delegation_to on delegation (to_person_id);
comment on table delegation is 'Someone acts in a post for a period, by a decision with a number; actions taken so name both.';

create table session (
  token_hash bytea primary key,
  account_id bigint not null references account (id),
  csrf_token text not null,
  locale text not null default 'vi' check (locale in ('vi', 'en')),
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  user_agent text
);
create index session_account on session (account_id);
create index session_expiry on session (expires_at);

create table sign_in_attempt (
  id bigint generated always as identity primary key,
  username_hash bytea not null,
  client_hash bytea not null,
  at timestamptz not null default clock_timestamp(),
  succeeded boolean not null
);
create index sign_in_attempt_username on sign_in_attempt (username_hash, at desc);
create index sign_in_attempt_client on sign_in_attempt (client_hash, at desc);

grant select, insert, update on account, delegation to motcua_app;
grant select, insert, update, delete on session to motcua_app;
grant select, insert, delete on sign_in_attempt to motcua_app;
