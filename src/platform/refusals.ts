import { defineMessages } from "./i18n/messages.ts";
import en from "./messages.en.json" with { type: "json" };
import vi from "./messages.vi.json" with { type: "json" };
import { defineRefusals } from "./refusal.ts";

export const platformText = defineMessages(vi, en);

/** Refusals that any route can give, before an area is asked. */
export const platformRefusal = defineRefusals(platformText, {
  sign_in_required: { status: 401 },
  not_allowed: { status: 403 },
  key_scope: { status: 403 },
  not_found: { status: 404 },
  not_at_kiosk: { status: 403 },
  handled_elsewhere: { status: 409 },
  csrf_failed: { status: 403 },
  idempotency_key_required: { status: 400 },
  idempotency_key_malformed: { status: 400 },
  idempotency_key_reused: { status: 422 },
  invalid_input: { status: 422 },
  invalid_characters: { status: 422 },
  malformed_body: { status: 400 },
  body_too_large: { status: 413 },
  unsupported_media_type: { status: 415 },
  too_many_requests: { status: 429 },
  too_many_look_ups: { status: 429 },
  method_not_allowed: { status: 405 },
  unavailable: { status: 503 },
  secret_key_missing: { status: 503 },
  secret_damaged: { status: 503 },
});
