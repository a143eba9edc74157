-- Every page of a dossier asks whether a citizen filed it.
create index filing_dossier on filing (dossier_id) where dossier_id is not null;
