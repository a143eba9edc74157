-- An appointment is opened by the hash of its secret: without an index every page of one read all that the hall ever gave.
create index queue_appointment_secret on queue_appointment (secret_hash);
