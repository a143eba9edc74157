import { z } from "zod";
import { optional, personName } from "#platform/input/fields.ts";

/** The messages of a kiosk's own pages that a second language may take; every other one is said in Vietnamese. */
export const KIOSK_KEYS = [
  "kiosk.title",
  "kiosk.waiting",
  "kiosk.self_service",
  "kiosk.task.procedures",
  "kiosk.task.track",
  "kiosk.task.file",
  "kiosk.task.pay",
  "kiosk.task.rate",
  "kiosk.task.appointment",
  "kiosk.take",
  "kiosk.priority",
  "kiosk.priority.none",
  "kiosk.card",
  "kiosk.card.needed",
  "kiosk.card.hint",
  "kiosk.card.scan",
  "kiosk.card.scan_hint",
  "kiosk.your_number",
  "kiosk.no_paper",
  "kiosk.paper.out",
  "kiosk.paper.sent",
  "kiosk.paper.again",
  "kiosk.receipt.track",
  "kiosk.receipt.pay",
  "kiosk.appointment.scan",
  "kiosk.open",
  "kiosk.rate",
  "kiosk.rate.label",
  "kiosk.rate.hint",
  "kiosk.level.2",
  "kiosk.level.1",
  "kiosk.level.0",
  "kiosk.thanks",
  "kiosk.back",
  "guide.track",
  "guide.pay",
  "guide.appointment",
] as const;
export type KioskKey = (typeof KIOSK_KEYS)[number];

/** What the Vietnamese message counts stands in the other one too, once. */
const COUNTED: ReadonlySet<KioskKey> = new Set(["kiosk.waiting"]);

const wordsOf = (key: KioskKey) =>
  optional(
    z
      .string({ error: "@field.required" })
      .max(300, { error: "@field.too_long" })
      .transform((value) => value.trim())
      .pipe(z.string().regex(COUNTED.has(key) ? /^[^{}]*\{n\}[^{}]*$/ : /^[^{}]*$/)),
  );

type Shape = { [K in KioskKey]: ReturnType<typeof wordsOf> };
const shape = Object.fromEntries(KIOSK_KEYS.map((key) => [key, wordsOf(key)])) as Shape;

/** All words at once; a name says that its bearer has checked every one of them. */
export const KioskWordsInput = z.object({ ...shape, reviewedBy: optional(personName()) });
export type KioskWordsInput = z.output<typeof KioskWordsInput>;

export interface KioskText {
  readonly key: KioskKey;
  readonly words: string;
  readonly reviewedBy: string | null;
}

/** The second language of a kiosk, as far as it goes. */
export interface KioskWords {
  readonly tag: string;
  readonly name: string;
  readonly texts: ReadonlyMap<string, KioskText>;
}

/** Whether every message is there: only then the whole page is in that language. */
export const isComplete = ({ texts }: KioskWords): boolean => KIOSK_KEYS.every((key) => texts.has(key));

export const isReviewed = ({ texts }: KioskWords): boolean => [...texts.values()].every(({ reviewedBy }) => reviewedBy !== null);
