-- A number taken or an appointment booked by telephone counts against the limit of that telephone: a hall may ask that it be proved by
-- a one-time code, else touts invent telephones.
alter table queue_point add column phone_proved boolean not null default false;
comment on column queue_point.phone_proved is 'Numbers and appointments by telephone are given once a code sent to that telephone was entered.';

alter table phone_pass add column errand jsonb;
comment on column phone_pass.errand is 'What the number is proved for; null: to follow the dossiers that carry it. The code of an errand goes to any number.';
