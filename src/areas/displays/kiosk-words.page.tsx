import type { Locale } from "#platform/i18n/messages.ts";
import { Button, Form, Notice, PageHeader, Tag, TextField } from "#ui/ui.tsx";
import { isReviewed, KIOSK_KEYS, type KioskKey, type KioskWords } from "./kiosk-words.ts";
import { text } from "./texts.ts";

export interface KioskWordsProps {
  readonly locale: Locale;
  readonly unitId: number;
  readonly hall: string;
  readonly words: KioskWords;
  readonly csrf: string;
  readonly formKey: string;
}

/** What the kiosks of a hall say in its second language, beside the Vietnamese; who has checked it. */
export function KioskWordsPage({ locale, unitId, hall, words, csrf, formKey }: KioskWordsProps) {
  const { texts } = words;
  return (
    <>
      <PageHeader
        kicker={hall}
        title={text(locale, "words.title", { language: words.name })}
        lead={text(locale, "words.lead")}
        tags={<Tag>{text(locale, "words.count", { n: texts.size, of: KIOSK_KEYS.length })}</Tag>}
      />
      {texts.size > 0 && !isReviewed(words) && <Notice tone="warning">{text(locale, "words.unreviewed")}</Notice>}
      <Form action={`/hang-doi/${unitId}/ngon-ngu/kiosk`} csrf={csrf} formKey={formKey} scope="words">
        {KIOSK_KEYS.map((key) => (
          <TextField
            key={key}
            name={key}
            label={text("vi", key, key === "kiosk.waiting" ? { n: "{n}" } : undefined)}
            hint={hintOf(locale, key, words)}
            value={texts.get(key)?.words}
            maxLength={300}
            width="full"
          />
        ))}
        <TextField
          name="reviewedBy"
          label={text(locale, "language.reviewer")}
          hint={text(locale, "words.reviewer_hint")}
          maxLength={120}
        />
        <Button>{text(locale, "words.save")}</Button>
      </Form>
    </>
  );
}

function hintOf(locale: Locale, key: KioskKey, { texts }: KioskWords): string | undefined {
  const kept = texts.get(key);
  const reviewed =
    kept === undefined
      ? undefined
      : kept.reviewedBy === null
        ? text(locale, "words.not_reviewed")
        : text(locale, "words.reviewed", { who: kept.reviewedBy });
  const counted = key === "kiosk.waiting" ? text(locale, "words.counted") : undefined;
  return [counted, reviewed].filter((part) => part !== undefined).join(" ") || undefined;
}
