-- What became of papers that a sheet gave to the post: who got them, or why they came back. One record an item, written once.
alter table hand_over_item
  add outcome text check (outcome in ('applicant', 'office', 'came_back')),
  add reached_unit_id int references unit (id),
  add received_by text,
  add ended_account_id bigint references account (id),
  add ended_by text,
  add ended_at timestamptz,
  add check ((outcome is null) = (ended_at is null)),
  add check ((ended_at is null) = (ended_by is null)),
  add check ((coalesce(outcome, '') = 'office') = (reached_unit_id is not null)),
  add check (coalesce(outcome, 'came_back') = 'came_back' or received_by is not null),
  add check (coalesce(outcome, '') <> 'came_back' or remark is not null);
grant update (outcome, reached_unit_id, received_by, ended_account_id, ended_by, ended_at, remark) on hand_over_item to motcua_app;
