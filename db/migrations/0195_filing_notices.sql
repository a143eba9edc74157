-- How the applicant of a filing is told of its answer, before there is a dossier whose parties say it.
alter table filing add column contact jsonb;
comment on column filing.contact is 'Telephone, e-mail, language and order of channels, as chosen or as the form and the account say it at sending.';

alter table notice add column phone text, add column email text;
comment on column notice.phone is 'Where a citizen is told of something that has no dossier; with a dossier the address stands there.';
