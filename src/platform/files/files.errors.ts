import { defineMessages } from "../i18n/messages.ts";
import { defineRefusals } from "../refusal.ts";
import en from "./messages.en.json" with { type: "json" };
import vi from "./messages.vi.json" with { type: "json" };

export const filesText = defineMessages(vi, en);

/** Why a file is not taken; each names the field that it came in. */
export const fileRefusal = defineRefusals(filesText, {
  file_too_large: { status: 413 },
  file_too_many: { status: 413 },
  file_empty: { status: 422 },
  file_kind_not_taken: { status: 422 },
  file_lies: { status: 422 },
  file_not_utf8: { status: 422 },
  file_damaged: { status: 422 },
  file_locked: { status: 422 },
  file_too_many_pages: { status: 422 },
  file_macros: { status: 422 },
  file_bomb: { status: 422 },
  file_infected: { status: 422 },
  image_too_large: { status: 422 },
  upload_broken_off: { status: 400 },
  file_missing: { status: 404 },
  no_room: { status: 507 },
  list_too_long: { status: 422 },
});
