-- The search in the catalogue: for each term the versions that have it and its share of their score (BM25F without the
-- rarity, which the question multiplies). Derived from procedure_version by the code named in `analyser`, within the
-- transaction that changes the catalogue; `motcua search --rebuild` makes it anew.
create table procedure_search_term (
  term text primary key check (term <> ''),
  versions int[] not null,
  impacts real[] not null,
  check (cardinality(versions) = cardinality(impacts))
);
alter table procedure_search_term alter column versions set storage external, alter column impacts set storage external;

-- What filters need of a version beyond its columns.
create table procedure_search_document (
  version_id int primary key references procedure_version (id),
  online text not null,
  agencies text not null
);

-- One row: how many versions are indexed, by which analyser, and a number that grows with every change of the catalogue.
create table procedure_catalogue_edition (
  only_row boolean primary key default true check (only_row),
  edition bigint not null,
  documents int not null,
  analyser text not null,
  changed_at timestamptz not null
);
insert into procedure_catalogue_edition values (true, 0, 0, '', now());
comment on column procedure_catalogue_edition.edition is 'Public pages carry it in their ETag: a page kept by a browser or proxy is asked for again and found changed.';

grant select, insert, update, delete on procedure_search_term, procedure_search_document to motcua_app;
grant select, update on procedure_catalogue_edition to motcua_app;
