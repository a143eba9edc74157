-- A hall may ask for the card before its kiosks give a number: a limit per identity holds nobody who need not say who they are.
alter table queue_point add column card_needed boolean not null default false;
comment on column queue_point.card_needed is 'Kiosks give a number only to whoever holds up an identity card or types its number; the reception desk helps those without.';
