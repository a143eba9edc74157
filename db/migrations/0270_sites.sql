-- The public site of an agency: who it is, what its staff wrote in which version, and from when to when each version stood there.
create table site (
  agency_id int primary key references unit (id),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) between 3 and 60),
  domain text unique check (domain ~ '^([a-z0-9]+(-+[a-z0-9]+)*\.)+[a-z]{2,}$' and length(domain) <= 253),
  slogan text check (length(slogan) between 1 and 200),
  address text check (length(address) between 1 and 300),
  phone text check (length(phone) between 1 and 20),
  email text check (length(email) between 3 and 254),
  opened_at timestamptz not null,
  closed_at timestamptz check (closed_at >= opened_at)
);
comment on column site.domain is 'A host name of its own under which the same pages are served; the slug works as well.';

create table site_image (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  sha256 text not null references stored_file (sha256),
  kind text not null check (kind in ('jpg', 'png')),
  width int not null,
  height int not null,
  alt text not null check (length(alt) between 1 and 300),
  account_id bigint references account (id),
  added_at timestamptz not null,
  unique (agency_id, sha256)
);

create table site_article (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  kind text not null check (kind in ('news', 'notice', 'story', 'page')),
  latest int not null default 1 check (latest >= 1),
  account_id bigint references account (id),
  created_at timestamptz not null
);
create index site_article_agency on site_article (agency_id, kind);
comment on column site_article.latest is 'The newest version that was saved.';

create table site_revision (
  article_id bigint not null references site_article (id),
  number int not null check (number >= 1),
  agency_id int not null references unit (id),
  title text not null check (length(title) between 1 and 200),
  summary text not null check (length(summary) <= 500),
  body text not null check (length(body) between 1 and 60000),
  image_id bigint references site_image (id),
  restored_from int check (restored_from < number),
  account_id bigint references account (id),
  saved_by text not null,
  saved_at timestamptz not null,
  primary key (article_id, number)
);
comment on table site_revision is 'Markdown as it was written. A saved version never changes; what stands on the site is said by site_release.';

create table site_release (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  article_id bigint not null,
  revision int,
  from_at timestamptz not null,
  reason text check (length(reason) between 1 and 500),
  account_id bigint references account (id),
  decided_by text not null,
  decided_at timestamptz not null check (decided_at <= from_at),
  cancelled_at timestamptz check (cancelled_at < from_at),
  foreign key (article_id, revision) references site_revision (article_id, number),
  foreign key (article_id) references site_article (id),
  check (revision is not null or reason is not null)
);
create index site_release_article on site_release (article_id, from_at desc, id desc) where cancelled_at is null;
comment on table site_release is 'From this instant this version stands on the site; without a version the article is off it. What lies ahead may be cancelled, what has been may not.';

create table site_reception (
  id bigint generated always as identity primary key,
  agency_id int not null references unit (id),
  on_date date not null,
  starts time not null,
  ends time not null check (ends > starts),
  place text not null check (length(place) between 1 and 200),
  host_name text not null check (length(host_name) between 1 and 120),
  host_title text not null check (length(host_title) between 1 and 200),
  cancelled_why text check (length(cancelled_why) between 1 and 300),
  unique (agency_id, on_date, starts, host_name)
);
comment on table site_reception is 'When who receives citizens. A day that falls out stays, with the reason, for those who had meant to come.';

create table site_contact (
  post_id int primary key references post (id),
  agency_id int not null references unit (id),
  phone text check (length(phone) between 1 and 20),
  email text check (length(email) between 3 and 254),
  check (phone is not null or email is not null)
);
comment on table site_contact is 'How the holder of a post is reached in office: of the post, so that it outlives who holds it.';

grant select, insert, update on site, site_image, site_reception to motcua_app;
grant select, insert on site_article, site_revision, site_release to motcua_app;
grant update (latest) on site_article to motcua_app;
grant update (cancelled_at) on site_release to motcua_app;
grant select, insert, update, delete on site_contact to motcua_app;

do $rls$
declare
  name text;
begin
  foreach name in array array['site', 'site_image', 'site_article', 'site_revision', 'site_release', 'site_reception', 'site_contact'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy %I on %I to motcua_app using (agency_id = any ((select app_agencies())::int[])) with check (agency_id = any ((select app_agencies())::int[]))', name || '_scope', name);
  end loop;
end
$rls$;
-- That a site exists is public: its address leads to the agency whose rows are then read.
create policy site_public on site for select to motcua_app using (true);
