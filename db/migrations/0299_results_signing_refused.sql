-- A signing service that refused is written down, so that the watch of every minute finds who waits for a signature that will not come.
alter table result_event drop constraint result_event_type_check;
alter table result_event add constraint result_event_type_check check (type in ('drafted', 'edited', 'sent_to_review', 'sent_back',
  'numbered', 'signing_refused', 'signed', 'issued', 'copy_issued', 'corrected', 'replaced', 'voided'));
create index result_event_refused on result_event (agency_id, document_id, id) where type = 'signing_refused';
