import { formatDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { Button, DateField, Details, Form } from "#ui/ui.tsx";
import { text } from "./texts.ts";

export interface EndFormProps {
  readonly locale: Locale;
  /** yyyy-MM-dd */
  readonly today: string;
  readonly csrf: string;
  readonly newKey: () => string;
  readonly typed: (name: string) => string | undefined;
  /** Of which row the end was refused. */
  readonly refused: number | undefined;
}

/** The last day of what an office keeps by days: a series of receipts, a budget content code. */
export function EndForm(props: EndFormProps & { readonly id: number; readonly name: string; readonly action: string }) {
  const { locale, today, csrf, newKey, typed, refused, id, name, action } = props;
  const isRefused = refused === id;
  return (
    <Details summary={text(locale, "series.end")} open={isRefused}>
      <Form
        action={action}
        csrf={csrf}
        formKey={newKey()}
        label={`${text(locale, "series.end")} ${name}`}
        {...(isRefused ? {} : { scope: `end-${id}` })}
      >
        <DateField
          name="lastDay"
          label={text(locale, "series.last_day")}
          required
          value={(isRefused ? typed("lastDay") : undefined) ?? formatDay(today)}
        />
        <Button size="s" variant="danger">
          {text(locale, "series.end")}
        </Button>
      </Form>
    </Details>
  );
}
