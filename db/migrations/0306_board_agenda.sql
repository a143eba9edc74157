-- What stands on the assembly hall's board with a time of day is its agenda; without one it is a notice.
alter table board_notice add column starts time;
comment on column board_notice.starts is 'When it begins: an item of the agenda of each of its days.';
