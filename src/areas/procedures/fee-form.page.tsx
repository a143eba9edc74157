import { DateField, Details, Fieldset, FormRow, SelectField, TextField } from "#ui/ui.tsx";
import { FEE_KINDS } from "./fee-form.ts";
import { CHANNELS } from "./form-columns.ts";
import { choices, type PartProps, reader } from "./procedure-form-rows.page.tsx";
import { type FormValues, listOf } from "./procedure-form-values.ts";
import { text } from "./texts.ts";

interface RowProps extends Pick<PartProps, "locale"> {
  readonly index: number;
  readonly at: (name: string, index: number) => string;
}

const filledOf = (values: FormValues, names: readonly string[]): number =>
  Math.max(-1, ...names.map((name) => listOf(values, name).findLastIndex((value) => value !== "")));

const fieldOf =
  ({ index, at }: Pick<RowProps, "index" | "at">) =>
  (name: string) => ({ name, id: `${name}-${index}`, value: at(name, index) });

const MORE = ["feePer", "feeSteps", "feeMost", "feeCases", "feeFrom", "feeUntil", "feeExemption", "feeBasis", "feeBudget"];

/** What most fees need not: by quantity, in some cases alone, for a period, where it is booked. */
function MoreOfFee(props: RowProps) {
  const { locale, index, at } = props;
  const field = fieldOf(props);
  return (
    <Details
      summary={text(locale, "form.fee_more")}
      open={at("feeRequest", index) === "yes" || MORE.some((name) => at(name, index) !== "")}
    >
      <FormRow>
        <TextField {...field("feePer")} label={text(locale, "form.fee_per")} hint={text(locale, "form.fee_per_hint")} width="s" />
        <TextField {...field("feeSteps")} label={text(locale, "form.fee_steps")} hint={text(locale, "form.fee_steps_hint")} />
        <TextField {...field("feeMost")} label={text(locale, "form.fee_most")} width="s" inputMode="numeric" />
      </FormRow>
      <FormRow>
        <SelectField
          {...field("feeRequest")}
          value={at("feeRequest", index) || "no"}
          label={text(locale, "form.fee_request")}
          options={(["no", "yes"] as const).map((value) => ({ value, label: text(locale, `form.${value}`) }))}
        />
        <TextField {...field("feeCases")} label={text(locale, "form.fee_cases")} hint={text(locale, "form.fee_cases_hint")} />
      </FormRow>
      <FormRow>
        <DateField {...field("feeFrom")} label={text(locale, "form.fee_from")} />
        <DateField {...field("feeUntil")} label={text(locale, "form.fee_until")} />
        <TextField {...field("feeBudget")} label={text(locale, "form.fee_budget")} width="s" />
      </FormRow>
      <FormRow>
        <TextField {...field("feeBasis")} label={text(locale, "form.fee_basis")} />
        <TextField {...field("feeExemption")} label={text(locale, "form.fee_exemption")} />
      </FormRow>
    </Details>
  );
}

function FeeRow(props: RowProps) {
  const { locale, index, at } = props;
  const field = fieldOf(props);
  return (
    <Fieldset legend={text(locale, "form.fee_row", { no: index + 1 })}>
      <FormRow>
        <SelectField
          {...field("feeKind")}
          label={text(locale, "fee.kind")}
          options={choices(locale, "fee", FEE_KINDS)}
          value={at("feeKind", index) || "charge"}
        />
        <TextField {...field("feeName")} label={text(locale, "form.fee_name")} />
      </FormRow>
      <FormRow>
        <TextField {...field("feeAmount")} label={text(locale, "form.amount")} width="s" inputMode="numeric" />
        <SelectField
          {...field("feeTiming")}
          label={text(locale, "form.fee_timing")}
          emptyLabel={text(locale, "fee.timing.before")}
          options={[{ value: "after", label: text(locale, "fee.timing.after") }]}
          value={at("feeTiming", index) === "after" ? "after" : ""}
        />
        <TextField {...field("feeText")} label={text(locale, "fee.note")} />
      </FormRow>
      <MoreOfFee {...props} />
    </Fieldset>
  );
}

function ReliefRow(props: RowProps) {
  const { locale, index } = props;
  const field = fieldOf(props);
  return (
    <Fieldset legend={text(locale, "form.relief_row", { no: index + 1 })}>
      <FormRow>
        <TextField {...field("reliefFee")} label={text(locale, "form.relief_fee")} width="xs" inputMode="numeric" />
        <SelectField
          {...field("reliefChannel")}
          label={text(locale, "form.relief_channel")}
          emptyLabel="–"
          options={choices(locale, "channel", CHANNELS)}
        />
        <TextField {...field("reliefWho")} label={text(locale, "form.relief_who")} />
        <TextField
          {...field("reliefPercent")}
          label={text(locale, "form.relief_percent")}
          width="xs"
          inputMode="numeric"
          suffix="%"
        />
      </FormRow>
      <FormRow>
        <TextField {...field("reliefBasis")} label={text(locale, "form.relief_basis")} />
        <DateField {...field("reliefFrom")} label={text(locale, "form.fee_from")} />
        <DateField {...field("reliefUntil")} label={text(locale, "form.fee_until")} />
      </FormRow>
    </Fieldset>
  );
}

/** Every fee of the version, then who pays less or nothing and by which act. */
export function Fees({ locale, values }: PartProps) {
  const at = reader(values);
  const fees = filledOf(values, ["feeName", "feeAmount", "feeText"]);
  const reliefs = filledOf(values, ["reliefPercent", "reliefWho", "reliefBasis"]);
  const rows = (count: number) => Array.from({ length: count }, (_, index) => index);
  return (
    <>
      <Fieldset legend={text(locale, "part.fees")} hint={text(locale, "form.amount_hint")}>
        {rows(fees + 3).map((index) => (
          <FeeRow key={index} locale={locale} index={index} at={at} />
        ))}
      </Fieldset>
      <Fieldset legend={text(locale, "form.reliefs")} hint={text(locale, "form.reliefs_hint")}>
        {rows(reliefs + 3).map((index) => (
          <ReliefRow key={index} locale={locale} index={index} at={at} />
        ))}
      </Fieldset>
    </>
  );
}
