-- A dossier that stayed at the counter beyond the day on which it is to be handed over (R-09) is a cause of its own.
alter table breach drop constraint breach_cause_check;
alter table breach add constraint breach_cause_check
  check (cause in ('holder_left', 'unit_empty', 'unit_merged', 'no_clock', 'notice_failed', 'signature_refused', 'not_handed_over'));
comment on column breach.cause is 'holder_left: who holds it has no post any more; unit_empty: nobody holds a post in the unit that has it; unit_merged: the unit that has it was merged or ended; no_clock: it has a term and no due date; notice_failed: no channel reached the applicant and nobody has called; signature_refused: the signing service refused and nobody has tried again; not_handed_over: received, and still at the counter after the day on which it is to be handed over.';
