-- A dossier that was received for another agency and ended early: its papers go back to where they were handed in.
alter table reception_leg drop constraint reception_leg_leg_check;
alter table reception_leg add constraint reception_leg_leg_check
  check (leg in ('papers_sent', 'papers_arrived', 'result_sent', 'result_arrived', 'handed_back', 'papers_returned', 'papers_back', 'given_back'));

alter table breach drop constraint breach_cause_check;
alter table breach add constraint breach_cause_check
  check (cause in ('holder_left', 'unit_empty', 'unit_merged', 'no_clock', 'notice_failed', 'signature_refused', 'not_handed_over', 'papers_not_returned'));
comment on column breach.cause is 'holder_left: who holds it has no post any more; unit_empty: nobody holds a post in the unit that has it; unit_merged: the unit that has it was merged or ended; no_clock: it has a term and no due date; notice_failed: no channel reached the applicant and nobody has called; signature_refused: the signing service refused and nobody has tried again; not_handed_over: received, and still at the counter after the day on which it is to be handed over; papers_not_returned: ended early, and its papers are not on their way back to the agency that received them.';
comment on column breach.agency_id is 'Whose board it stands on: the dossier''s agency, or the one whose turn it is to bring its papers back.';
