-- Whoever a post was lent to is looked for wherever somebody is chosen and at every assignment.
create index delegation_from on delegation (from_assignment_id) where revoked_at is null;
