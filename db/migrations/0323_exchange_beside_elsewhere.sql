-- Nor do files of steps, hand-outs and storage of results, and subscriptions to push notices belong to a dossier that is handled elsewhere (0304).
create trigger step_file_elsewhere before insert on dossier_step_file for each row execute function refuse_beside_elsewhere();
create trigger result_handing_elsewhere before insert on result_handing for each row execute function refuse_beside_elsewhere();
create trigger result_storage_elsewhere before insert on result_storage for each row execute function refuse_beside_elsewhere();
create trigger push_subscription_elsewhere before insert on citizen_push_subscription for each row execute function refuse_beside_elsewhere();
