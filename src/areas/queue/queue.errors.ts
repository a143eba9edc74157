import { defineRefusals } from "#platform/refusal.ts";
import { text } from "./texts.ts";

export const queueRefusal = defineRefusals(text, {
  point_unknown: { status: 404 },
  point_closed: { status: 409 },
  service_unknown: { status: 404 },
  service_paused: { status: 409 },
  day_full: { status: 409 },
  identity_limit: { status: 409 },
  priority_unknown: { status: 422 },
  ticket_unknown: { status: 404 },
  ticket_moved: { status: 409 },
  undo_too_late: { status: 409 },
  counter_unknown: { status: 404 },
  counter_taken: { status: 409 },
  shift_elsewhere: { status: 409 },
  shift_needed: { status: 409 },
  ticket_at_counter: { status: 409 },
  nobody_waits: { status: 409 },
  slot_taken: { status: 409 },
  appointment_unknown: { status: 404 },
  appointment_early: { status: 409 },
  appointment_twice: { status: 409 },
  print_limit: { status: 409 },
  print_failed: { status: 409 },
  printer_none: { status: 409 },
  device_unknown: { status: 404 },
});
