-- The office sees for whom someone files and on what basis, once the filing was sent to it.
create index filing_mandate on filing (mandate_id) where mandate_id is not null;
create policy citizen_mandate_filed on citizen_mandate for select to motcua_app
  using (exists (select from filing f where f.mandate_id = citizen_mandate.id and f.submitted_at is not null
    and f.agency_id = any ((select app_agencies())::int[])));
