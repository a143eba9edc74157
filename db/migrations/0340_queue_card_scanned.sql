-- A number of a card can be invented at a keyboard. A hall may take the text of a scanned card alone; then numbers by telephone
-- need a code too, since they would otherwise be the open door beside it.
alter table queue_point
  add column card_scanned boolean not null default false,
  add constraint queue_point_card_scanned check (not card_scanned or (card_needed and phone_proved));
comment on column queue_point.card_scanned is 'Kiosks take a scanned card alone: a number that was typed is refused.';
