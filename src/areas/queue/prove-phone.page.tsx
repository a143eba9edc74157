import type { Locale } from "#platform/i18n/messages.ts";
import { ActionBar, Button, Form, PageHeader, TextField } from "#ui/ui.tsx";
import { text } from "./texts.ts";

export interface ProofProps {
  readonly locale: Locale;
  readonly place: string;
  readonly action: string;
  readonly minutes: number;
  /** The code that was refused. */
  readonly typed: string | undefined;
  /** Where what is wanted is chosen anew. */
  readonly again: string;
  readonly csrf: string;
  readonly formKey: string;
}

/** Asks for the code that went to the telephone; with it comes the number or the appointment. */
export function ProofPage({ locale, place, action, minutes, typed, again, csrf, formKey }: ProofProps) {
  return (
    <>
      <PageHeader kicker={place} title={text(locale, "proof.title")} lead={text(locale, "proof.lead", { minutes })} />
      <Form action={action} csrf={csrf} formKey={formKey}>
        <TextField
          name="code"
          value={typed}
          label={text(locale, "proof.code")}
          hint={text(locale, "proof.code.hint")}
          inputMode="numeric"
          autocomplete="one-time-code"
          width="s"
          maxLength={12}
          required
        />
        <ActionBar>
          <Button>{text(locale, "proof.send")}</Button>
          <a href={again}>{text(locale, "proof.again")}</a>
        </ActionBar>
      </Form>
    </>
  );
}
