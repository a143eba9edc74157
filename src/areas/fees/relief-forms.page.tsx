import { outstandingOf } from "#core/money/fee-rules.ts";
import { Button, Details, Form, FormRow, SelectField, TextField } from "#ui/ui.tsx";
import { feePath } from "./fee-paths.ts";
import { lineName, money } from "./fee-texts.tsx";
import { formOf } from "./form-of.ts";
import type { PanelProps } from "./panel-props.ts";
import { text } from "./texts.ts";

/** What the procedure itself says: a person chooses the applicant, amount and basis follow. */
function StatedReliefs(props: PanelProps) {
  const { view, fees } = props;
  const { locale, dossier } = view;
  const pairs = fees.lines
    .filter((line) => outstandingOf(line) > 0)
    .flatMap((line) => (fees.reliefs.get(line.lineId) ?? []).map((relief) => ({ line, relief })));
  if (pairs.length === 0) return null;
  return (
    <Details summary={text(locale, "relief.stated")}>
      {pairs.map(({ line, relief }) => {
        const name = `${lineName(locale, line)}: ${relief.who}, ${relief.percent} %`;
        return (
          <Form
            key={name}
            action={feePath.propose(dossier.id)}
            csrf={view.csrf}
            formKey={view.newKey()}
            scope={`relief-${line.lineId}-${relief.who}`}
            label={name}
            hidden={{ kind: "exempt", lineId: String(line.lineId), relief: relief.who }}
          >
            <p>
              {name} <span class="muted">({relief.basis})</span>
            </p>
            <Button variant="secondary" size="s">
              {text(locale, "relief.submit")}
              <span class="visually-hidden"> – {name}</span>
            </Button>
          </Form>
        );
      })}
    </Details>
  );
}

function ReliefForm(props: PanelProps) {
  const { locale, dossier } = props.view;
  const { refused, value, common } = formOf(props, "propose", (kind) => kind !== "refund");
  const open = props.fees.lines.filter((line) => outstandingOf(line) > 0);
  return (
    <Details summary={text(locale, "relief.title")} open={refused !== undefined}>
      <Form action={feePath.propose(dossier.id)} {...common}>
        <FormRow>
          <SelectField
            name="kind"
            label={text(locale, "relief.kind")}
            value={value("kind") ?? "exempt"}
            options={(["exempt", "discount"] as const).map((kind) => ({ value: kind, label: text(locale, `proposal.${kind}`) }))}
          />
          <SelectField
            name="lineId"
            label={text(locale, "line")}
            value={value("lineId") ?? String(open[0]?.lineId ?? "")}
            options={open.map((line) => ({
              value: String(line.lineId),
              label: `${lineName(locale, line)} – ${money(outstandingOf(line))}`,
            }))}
          />
        </FormRow>
        <TextField
          name="amountVnd"
          label={text(locale, "relief.amount")}
          hint={text(locale, "relief.amount.hint")}
          inputMode="numeric"
          suffix="đ"
          width="m"
          value={value("amountVnd")}
        />
        <TextField
          name="basis"
          label={text(locale, "basis")}
          required
          hint={text(locale, "relief.basis.hint")}
          value={value("basis")}
        />
        <TextField name="reason" label={text(locale, "reason")} required value={value("reason")} />
        <Button variant="secondary">{text(locale, "relief.submit")}</Button>
      </Form>
    </Details>
  );
}

/** Exemptions and discounts: those that the procedure states, and any other with its own basis. */
export const ReliefForms = (props: PanelProps) => (
  <>
    <StatedReliefs {...props} />
    <ReliefForm {...props} />
  </>
);
