-- A name is words. Trigrams of the commonest words have half a million entries each in a province, and an officer who typed
-- “Nguyễn An” did not find Nguyễn Văn An. Each word of a dossier stands in the index under its agency: what an agency is
-- asked for is found among its own. The last word may be the beginning of one.
create function dossier_words(agency int, key text) returns tsvector
  language sql immutable strict parallel safe
  return array_to_tsvector(array(select agency || ':' || left(w, 60) from unnest(string_to_array(key, ' ')) w where w <> ''));

drop index dossier_search;
create index dossier_words on dossier using gin (dossier_words(agency_id, search_key));

set local role motcua_lookup;
drop function walk_dossier_ids(text, int[], int, int);

-- Of the newest dossiers, `depth` of them (of each agency, where there are few), those that have all the words.
create function walk_dossier_ids(patterns text[], agencies int[], depth int, most int) returns bigint[]
  language plpgsql stable set search_path = public, pg_temp set plan_cache_mode = force_custom_plan
as $$
declare
  single constant int := agencies[1];
begin
  if cardinality(agencies) = 1 then
    return array(select n.id from (
        select d.id, d.search_key, d.received_at from public.dossier d where d.agency_id = single
        order by d.received_at desc, d.id desc limit depth) n
      where ' ' || n.search_key || ' ' like all (patterns) order by n.received_at desc, n.id desc limit most);
  end if;
  if cardinality(agencies) <= 8 then
    return array(select n.id from unnest(agencies) a (agency_id), lateral (
        select d.id, d.search_key, d.received_at from public.dossier d where d.agency_id = a.agency_id
        order by d.received_at desc, d.id desc limit depth) n
      where ' ' || n.search_key || ' ' like all (patterns) order by n.received_at desc, n.id desc limit most);
  end if;
  return array(select n.id from (
      select d.id, d.search_key, d.received_at from public.dossier d where d.agency_id = any (agencies)
      order by d.received_at desc, d.id desc limit depth) n
    where ' ' || n.search_key || ' ' like all (patterns) order by n.received_at desc, n.id desc limit most);
end
$$;
revoke all on function walk_dossier_ids(text[], int[], int, int) from public;

create or replace function search_dossier_ids(wanted text, agencies int[], most int) returns setof bigint
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan
as $$
declare
  mine constant int[] := array(select a from unnest(agencies) a where a = any (public.app_agencies()));
  words constant text[] := array(select w from unnest(string_to_array(wanted, ' ')) w where w <> '');
  last constant int := cardinality(words);
  patterns constant text[] := array(
    select '% ' || regexp_replace(w, '([\\%_])', '\\\1', 'g') || case when n = last then '%' else ' %' end
    from unnest(words) with ordinality x (w, n));
  -- What costs least: of a word that every twentieth has (of many agencies' dossiers every seventieth) the newest are soon met.
  common constant int := most / case when cardinality(mine) > 8 then 14 else 4 end;
  newest bigint[] := public.walk_dossier_ids(patterns, mine, 1500, most);
begin
  if cardinality(newest) between common and most - 1 then
    newest := public.walk_dossier_ids(patterns, mine, 20000, most);
  end if;
  if last = 0 or cardinality(newest) = most then
    return query select unnest(newest);
  else
    return query
      select found.id from unnest(mine) a (agency_id), lateral (
        select d.id, d.received_at from public.dossier d
        where public.dossier_words(d.agency_id, d.search_key) @@ (
            select string_agg(
              '''' || replace(replace(a.agency_id || ':' || left(w, 60), '\', '\\'), '''', '''''') || '''' || case when n = last then ':*' else '' end,
              ' & ')
            from unnest(words) with ordinality x (w, n))::tsquery
          and ' ' || d.search_key || ' ' like all (patterns)
        order by d.received_at desc, d.id desc limit most) found
      order by found.received_at desc, found.id desc limit most;
  end if;
end
$$;
reset role;
