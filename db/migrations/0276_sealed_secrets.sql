-- Secrets are stored sealed; the program, which has the key, seals those that are here and seals them anew after a rotation.
grant update (secret) on webhook_endpoint to motcua_app;
grant update (confirmation_key) on fee_account to motcua_app;
comment on column webhook_endpoint.secret is 'Signs each message (Standard Webhooks), so it must be readable: sealed by AES-256-GCM under a key that is not in the database.';
comment on column fee_account.confirmation_key is 'Sealed as webhook_endpoint.secret is.';
comment on table webhook_endpoint is 'Addresses and keys of an agency, no personal data.';
