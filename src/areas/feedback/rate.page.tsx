import type { Locale } from "#platform/i18n/messages.ts";
import { ActionBar, Button, Form, Notice, PageHeader, RadioGroup, TextArea } from "#ui/ui.tsx";
import { LEVELS, type Subject } from "./rating.ts";
import { text } from "./texts.ts";

export interface RateProps {
  readonly locale: Locale;
  readonly subject: Subject;
  readonly href: string;
  readonly csrf: string;
  readonly formKey: string;
}

/** One question, three answers, and room for a word: nobody signs in and nobody is named. */
export function RatePage({ locale, subject, href, csrf, formKey }: RateProps) {
  return (
    <>
      <PageHeader
        kicker={subject.unitName}
        title={text(locale, "rate.title")}
        lead={text(locale, `rate.about.${subject.phase}`, {
          label: subject.label,
          what: subject.procedureName ?? subject.field ?? "–",
        })}
      />
      {subject.isRated ? (
        <Notice tone="success" role="status" title={text(locale, "rate.thanks")}>
          {text(locale, "rate.once")}
        </Notice>
      ) : (
        <Form action={href} csrf={csrf} formKey={formKey} scope="rating">
          <RadioGroup
            name="level"
            label={text(locale, "rate.level")}
            options={LEVELS.map((level) => ({ value: String(level), label: text(locale, `level.${level}`) }))}
            required
          />
          <TextArea
            name="comment"
            label={text(locale, "rate.comment")}
            hint={text(locale, "rate.comment.hint")}
            rows={4}
            maxLength={1000}
          />
          <ActionBar>
            <Button>{text(locale, "rate.send")}</Button>
          </ActionBar>
        </Form>
      )}
      <p class="muted">{text(locale, "rate.hidden")}</p>
    </>
  );
}
