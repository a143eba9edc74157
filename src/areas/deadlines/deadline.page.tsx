import { instantInWords } from "#core/deadline/messages.ts";
import { Derivation } from "#dossiers";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  ActionBar,
  Button,
  DescriptionList,
  Form,
  FormRow,
  Notice,
  NumberField,
  PageHeader,
  Section,
  SelectField,
  Stack,
  DateField,
  TextField,
} from "#ui/ui.tsx";
import { text } from "./texts.ts";
import type { TriedAnswer } from "./try-term.ts";

/** What was typed, as it was typed. */
export type TypedTerm = Readonly<Record<"day" | "time" | "procedure" | "value" | "unit" | "convention", string | undefined>>;

export const UNITS = ["working_day", "working_hour", "day", "month", "same_day"] as const;
export const CONVENTIONS = ["date", "hours"] as const;

function TermForm({ locale, typed }: { readonly locale: Locale; readonly typed: TypedTerm }) {
  const label = (key: "day" | "time" | "procedure" | "value" | "unit" | "convention") => text(locale, `field.${key}`);
  return (
    <Form action="/tinh-han" method="get" label={text(locale, "title")}>
      <FormRow>
        <DateField name="ngay" label={label("day")} value={typed.day} required />
        <TextField
          name="gio"
          label={label("time")}
          hint={text(locale, "field.time.hint")}
          value={typed.time}
          width="s"
          maxLength={5}
          required
        />
      </FormRow>
      <FormRow>
        <NumberField name="thoi_han" label={label("value")} value={typed.value} width="s" />
        <SelectField
          name="don_vi"
          label={label("unit")}
          value={typed.unit}
          options={UNITS.map((unit) => ({ value: unit, label: text(locale, `unit.${unit}`) }))}
        />
      </FormRow>
      <SelectField
        name="cach_tinh"
        label={label("convention")}
        value={typed.convention}
        options={CONVENTIONS.map((convention) => ({ value: convention, label: text(locale, `convention.${convention}`) }))}
      />
      <TextField
        name="thu_tuc"
        label={label("procedure")}
        hint={text(locale, "field.procedure.hint")}
        value={typed.procedure}
        maxLength={40}
        width="m"
      />
      <ActionBar>
        <Button icon="calendar">{text(locale, "submit")}</Button>
      </ActionBar>
    </Form>
  );
}

function Answer({ locale, answer }: { readonly locale: Locale; readonly answer: TriedAnswer }) {
  if (answer.kind === "refused") return null;
  if (answer.kind === "no_term") {
    return (
      <Notice tone="info" role="status" title={text(locale, "result.procedure", { name: answer.procedure })}>
        {text(locale, "result.none")}
      </Notice>
    );
  }
  const { input, deadline, procedure } = answer;
  const { regime } = deadline;
  const regimeName =
    regime === null
      ? undefined
      : regime.verified
        ? regime.name[locale]
        : text(locale, "grounds.unverified", { name: regime.name[locale] });
  return (
    <Section title={text(locale, "result")}>
      <Stack>
        {procedure !== undefined && <p>{text(locale, "result.procedure", { name: procedure })}</p>}
        <p role="status">
          <strong>{deadline.dueAt === null ? text(locale, "result.none") : instantInWords(deadline.dueAt, locale)}</strong>
        </p>
        <Derivation input={input} deadline={deadline} locale={locale} />
        <DescriptionList
          items={[
            { term: text(locale, "grounds.regime"), detail: regimeName },
            { term: text(locale, "grounds.calendar"), detail: deadline.calendarVersion },
          ]}
        />
      </Stack>
    </Section>
  );
}

/** The page on which anyone can try a term or a procedure and see how its due date is counted. */
export function DeadlinePage({
  locale,
  typed,
  answer,
}: {
  readonly locale: Locale;
  readonly typed: TypedTerm;
  readonly answer: TriedAnswer | undefined;
}) {
  return (
    <>
      <PageHeader title={text(locale, "title")} lead={text(locale, "lead")} />
      <Stack gap="l">
        {answer !== undefined && <Answer locale={locale} answer={answer} />}
        <TermForm locale={locale} typed={typed} />
      </Stack>
    </>
  );
}
