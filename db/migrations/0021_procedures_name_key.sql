-- The name alone, for ranking: a search whose words are the name itself comes first.
alter table procedure_version add column name_key text not null generated always as (search_key(name)) stored;
