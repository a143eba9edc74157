-- Everything that a command writes beside a dossier, not a sample of it: nothing of it belongs to one that is handled elsewhere (0290).
create trigger step_elsewhere before insert on dossier_step for each row execute function refuse_beside_elsewhere();
create trigger version_elsewhere before insert on dossier_version for each row execute function refuse_beside_elsewhere();
create trigger fee_movement_elsewhere before insert on fee_movement for each row execute function refuse_beside_elsewhere();
create trigger fee_proposal_elsewhere before insert on fee_proposal for each row execute function refuse_beside_elsewhere();
create trigger fee_receipt_elsewhere before insert on fee_receipt for each row execute function refuse_beside_elsewhere();
create trigger fee_request_elsewhere before insert on fee_request for each row execute function refuse_beside_elsewhere();
create trigger hand_over_item_elsewhere before insert on hand_over_item for each row execute function refuse_beside_elsewhere();
create trigger result_reminder_elsewhere before insert on result_reminder for each row execute function refuse_beside_elsewhere();
create trigger shipment_elsewhere before insert on shipment for each row execute function refuse_beside_elsewhere();
create trigger receipt_loss_elsewhere before insert on receipt_loss for each row execute function refuse_beside_elsewhere();
create trigger slip_print_elsewhere before insert on slip_print for each row execute function refuse_beside_elsewhere();
create trigger blank_form_elsewhere before insert or update on blank_form for each row execute function refuse_beside_elsewhere();
create trigger bundle_member_elsewhere before insert on bundle_member for each row execute function refuse_beside_elsewhere();
create trigger reception_leg_elsewhere before insert on reception_leg for each row execute function refuse_beside_elsewhere();
create trigger dossier_reception_elsewhere before insert on dossier_reception for each row execute function refuse_beside_elsewhere();
create trigger certification_entry_elsewhere before insert on certification_entry for each row execute function refuse_beside_elsewhere();
create trigger filing_reply_elsewhere before insert on filing_reply for each row execute function refuse_beside_elsewhere();
create trigger notice_contact_elsewhere before insert on notice_contact for each row execute function refuse_beside_elsewhere();
