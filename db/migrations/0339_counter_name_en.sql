-- A counter is shown on boards, tablets and pages in the reader's language, as services and reasons for priority are.
alter table queue_counter add column name_en text check (length(name_en) between 1 and 200);
