import {
  addressPaths,
  type AgeRule,
  type Answers,
  answerText,
  answerTexts,
  type Field,
  isInForce,
  type Place,
} from "#core/eform/index.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  CheckboxGroup,
  ComboboxField,
  DateField,
  NumberField,
  RadioGroup,
  SelectField,
  Stack,
  Tag,
  TextArea,
  TextField,
} from "#ui/ui.tsx";
import type { FilledFrom } from "./filing.ts";
import { text } from "./texts.ts";

export interface FieldView {
  readonly locale: Locale;
  readonly place: Place;
  readonly answers: Answers;
  readonly filled: FilledFrom | undefined;
  /** yyyy-MM-dd */
  readonly today: string;
}

const MOST_RADIOS = 7;

const AUTOCOMPLETE: Readonly<Partial<Record<NonNullable<Field["prefill"]>, string>>> = {
  "me.name": "name",
  "me.phone": "tel",
  "me.email": "email",
};

function Hint({ locale, field, filled }: { locale: Locale; field: Field; filled: FilledFrom | undefined }) {
  if (filled === undefined) return <>{field.hint}</>;
  return (
    <>
      {field.hint}
      {field.hint !== undefined && " "}
      <Tag tone="info">{text(locale, `filled.${filled}`)}</Tag>
    </>
  );
}

const hintOf = (locale: Locale, field: Field, filled: FilledFrom | undefined) =>
  field.hint === undefined && filled === undefined ? undefined : <Hint locale={locale} field={field} filled={filled} />;

function AddressField({ locale, place, answers, filled }: FieldView) {
  const { field, path } = place;
  const paths = addressPaths(path);
  return (
    <Stack gap="s">
      <ComboboxField
        name={paths.unitText}
        label={`${field.label} – ${text(locale, "address.unit")}`}
        hint={text(locale, "address.unit_hint")}
        src="/nop-ho-so/dia-chi"
        valueName={paths.unit}
        valueId={answerText(answers, paths.unit)}
        value={answerText(answers, paths.unitText)}
        required={field.required}
      />
      <TextField
        name={paths.detail}
        label={`${field.label} – ${text(locale, "address.detail")}`}
        hint={
          <Hint locale={locale} field={{ ...field, hint: field.hint ?? text(locale, "address.detail_hint") }} filled={filled} />
        }
        value={answerText(answers, paths.detail)}
        maxLength={300}
      />
    </Stack>
  );
}

function ChoiceField({ locale, place, answers, filled }: FieldView) {
  const { field, path } = place;
  const options =
    field.type === "yes_no"
      ? (["yes", "no"] as const).map((value) => ({ value, label: text(locale, `answer.${value}`) }))
      : [...(field.options ?? [])];
  const hint = hintOf(locale, field, filled);
  const shared = { name: path, label: field.label, hint, required: field.required, options };
  if (field.type === "choices") return <CheckboxGroup {...shared} values={answerTexts(answers, path)} />;
  const value = answerText(answers, path);
  if (options.length > MOST_RADIOS) return <SelectField {...shared} value={value} emptyLabel={text(locale, "answer.choose")} />;
  return <RadioGroup {...shared} value={value} inline={field.type === "yes_no"} />;
}

/** A day with what the law says of the age that day, each rule in words with its source. */
function DayField({ locale, place, answers, filled, today }: FieldView) {
  const { field, path } = place;
  const rules = (field.ages ?? []).filter((rule) => isInForce(rule, today));
  const hint = (
    <>
      {hintOf(locale, field, filled) ?? text(locale, "answer.date_hint")}
      {rules.map((rule) => (
        <>
          <br />
          {ageText(locale, rule)}
        </>
      ))}
    </>
  );
  return <DateField name={path} label={field.label} hint={hint} required={field.required} value={answerText(answers, path)} />;
}

function ageText(locale: Locale, { least, under, who, basis }: AgeRule): string {
  const bounds = [
    ...(least === undefined ? [] : [text(locale, "age.least", { years: least })]),
    ...(under === undefined ? [] : [text(locale, "age.under", { years: under })]),
  ].join(", ");
  return text(locale, "age.rule", { who: who === undefined ? "" : `${who}: `, bounds, basis });
}

/** One question as its control; the same with and without scripts. */
export function QuestionField(view: FieldView) {
  const { locale, place, answers, filled } = view;
  const { field, path } = place;
  const hint = hintOf(locale, field, filled);
  const shared = { name: path, label: field.label, hint, required: field.required, value: answerText(answers, path) };
  const autocomplete = AUTOCOMPLETE[field.prefill ?? "for.name"] ?? "off";
  switch (field.type) {
    case "address":
      return <AddressField {...view} />;
    case "choice":
    case "choices":
    case "yes_no":
      return <ChoiceField {...view} />;
    case "long_text":
      return <TextArea {...shared} maxLength={field.maxLength ?? 4000} />;
    case "date":
      return <DayField {...view} />;
    case "number":
      return <NumberField {...shared} />;
    case "money":
      return <NumberField {...shared} width="m" suffix={text(locale, "answer.currency")} />;
    case "phone":
      return <TextField {...shared} type="tel" inputMode="tel" autocomplete={autocomplete} width="m" maxLength={30} />;
    case "email":
      return <TextField {...shared} type="email" autocomplete={autocomplete} maxLength={254} />;
    case "id_number":
      return <TextField {...shared} inputMode="numeric" autocomplete="off" width="m" maxLength={20} />;
    case "person_name":
      return <TextField {...shared} autocomplete={autocomplete} maxLength={120} />;
    case "text":
      return <TextField {...shared} autocomplete="off" maxLength={field.maxLength ?? 500} />;
  }
}
