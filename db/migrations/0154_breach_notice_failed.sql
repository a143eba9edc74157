-- An applicant whom no channel reached, and whom nobody has called yet, is waiting in silence too.
alter table breach drop constraint breach_cause_check;
alter table breach add constraint breach_cause_check check (cause in ('holder_left', 'unit_empty', 'no_clock', 'notice_failed'));
comment on column breach.cause is 'holder_left: who holds it has no post any more; unit_empty: nobody holds a post in the unit that has it; no_clock: it has a term and no due date; notice_failed: no channel reached the applicant and nobody has called.';
