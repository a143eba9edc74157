import { z } from "zod";
import { letterClip, SPELLED_WORDS } from "#core/queue/index.ts";
import { optional, personName, requiredText } from "#platform/input/fields.ts";

export const LanguageInput = z.object({
  tag: requiredText(3).regex(/^[a-z]{2,3}$/),
  name: requiredText(60),
  callText: requiredText(200).regex(/^(?=.*\{so\})(?=.*\{quay\})[^{}]*\{(?:so|quay)\}[^{}]*\{(?:so|quay)\}[^{}]*$/),
  reviewedBy: optional(personName()),
});
export type LanguageInput = z.output<typeof LanguageInput>;

const CLIP = /^(moi-so|den-quay|chu-(?:[a-z]|dd)|\d|[1-9]\d{1,3})\.wav$/;

/** The word that a clip's file is named by; undefined where the name is none. */
export const wordOf = (fileName: string): string | undefined => CLIP.exec(fileName.toLowerCase())?.[1];

/** The clips without which no call of this hall is spoken: the phrases, the digits, the letters of its services. */
export const neededWords = (prefixes: readonly string[]): readonly string[] => [
  ...SPELLED_WORDS,
  ...new Set(prefixes.flatMap((prefix) => [...prefix].map(letterClip))),
];
