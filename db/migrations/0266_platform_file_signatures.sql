-- What the signatures of a PDF were worth when it came: said at once to whoever hands it in and to whoever looks at it.
alter table stored_file add column signatures jsonb check (jsonb_typeof(signatures) = 'array');
comment on column stored_file.signatures is 'Judged by the roots that the office trusted that day; null: none, or no PDF.';
grant update (signatures) on stored_file to motcua_app;
