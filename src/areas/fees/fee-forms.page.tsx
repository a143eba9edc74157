import { FEE_KINDS, FEE_TIMINGS, outstandingOf } from "#core/money/fee-rules.ts";
import { groupThousands } from "#core/money/vnd.ts";
import type { Fee } from "#procedures";
import { Button, Details, Form, FormRow, NumberField, SelectField, TextField } from "#ui/ui.tsx";
import { feePath } from "./fee-paths.ts";
import { lineName, money } from "./fee-texts.tsx";
import { formOf } from "./form-of.ts";
import type { PanelProps } from "./panel-props.ts";
import { ProposalList } from "./proposal-list.page.tsx";
import { ReliefForms } from "./relief-forms.page.tsx";
import { text } from "./texts.ts";

function PartForm(props: PanelProps) {
  const { view, fees } = props;
  const { locale, dossier } = view;
  const { refused, value, common } = formOf(props, "pay");
  return (
    <Details summary={text(locale, "collect.other")} open={refused !== undefined}>
      <Form action={feePath.pay(dossier.id)} {...common}>
        <FormRow>
          <SelectField
            name="method"
            label={text(locale, "method")}
            value={value("method") ?? "transfer"}
            options={(["transfer", "cash"] as const).map((method) => ({
              value: method,
              label: text(locale, `method.${method}`),
            }))}
          />
          <TextField
            name="amountVnd"
            label={text(locale, "amount")}
            inputMode="numeric"
            suffix="đ"
            width="m"
            value={value("amountVnd") ?? groupThousands(fees.outstandingVnd)}
          />
        </FormRow>
        <FormRow>
          <TextField
            name="reference"
            label={text(locale, "collect.reference")}
            hint={text(locale, "collect.reference.hint")}
            value={value("reference")}
          />
          <TextField name="payerName" label={text(locale, "payer")} value={value("payerName") ?? dossier.parties.owner.name} />
        </FormRow>
        <Button variant="secondary">{text(locale, "collect.submit")}</Button>
      </Form>
    </Details>
  );
}

/** What the form of a fee starts with: what was typed, else what the procedure says. */
function lineDefaults(rule: Fee | undefined, typed: (field: string) => string | undefined) {
  const amount = rule?.amountVnd ?? undefined;
  const known: Readonly<Record<string, string | undefined>> = {
    kind: rule?.kind ?? "fee",
    name: rule?.name ?? rule?.text?.slice(0, 80),
    amountVnd: amount === undefined ? undefined : groupThousands(amount),
    quantity: "1",
    timing: rule?.timing ?? "before",
    basis: rule?.basis,
  };
  return (field: string): string | undefined => typed(field) ?? known[field];
}

function AddForm({ rule, ...props }: PanelProps & { readonly rule?: Fee | undefined }) {
  const { locale, dossier } = props.view;
  const { refused, value: typed, common } = formOf(props, "line", () => rule === undefined);
  const scope = refused === undefined ? { scope: `line-${rule?.kind ?? "new"}-${rule?.amountVnd ?? ""}` } : {};
  const summary = rule === undefined ? text(locale, "line.add") : text(locale, "line.assess", { name: ruleName(props, rule) });
  const value = lineDefaults(rule, typed);
  return (
    <Details summary={summary} open={refused !== undefined}>
      <Form action={feePath.line(dossier.id)} {...common} {...scope}>
        {rule?.text !== undefined && <p class="hint">{rule.text}</p>}
        <FormRow>
          <SelectField
            name="kind"
            label={text(locale, "line.kind")}
            value={value("kind")}
            options={FEE_KINDS.map((kind) => ({ value: kind, label: text(locale, `kind.${kind}`) }))}
          />
          <TextField name="name" label={text(locale, "line.name")} required value={value("name")} />
        </FormRow>
        <FormRow>
          <TextField
            name="amountVnd"
            label={text(locale, "line.unit_amount")}
            required
            inputMode="numeric"
            suffix={rule?.per === undefined ? "đ" : `đ/${rule.per}`}
            value={value("amountVnd")}
          />
          <NumberField name="quantity" label={text(locale, "line.quantity")} width="s" value={value("quantity")} />
          <SelectField
            name="timing"
            label={text(locale, "line.timing")}
            value={value("timing")}
            options={FEE_TIMINGS.map((timing) => ({ value: timing, label: text(locale, `timing.${timing}`) }))}
          />
        </FormRow>
        <TextField name="basis" label={text(locale, "basis")} value={value("basis")} />
        <Button variant="secondary">{text(locale, "line.add")}</Button>
      </Form>
    </Details>
  );
}

const ruleName = ({ view }: PanelProps, rule: Fee): string => rule.name ?? text(view.locale, `kind.${rule.kind}`);

function RefundForm(props: PanelProps) {
  const { locale, dossier } = props.view;
  const { refused, value, common } = formOf(props, "propose", (kind) => kind === "refund");
  return (
    <Details summary={text(locale, "refund.title")} open={refused !== undefined}>
      <Form
        action={feePath.propose(dossier.id)}
        hidden={{ kind: "refund" }}
        {...common}
        {...(refused ? {} : { scope: "refund" })}
      >
        <TextField
          name="amountVnd"
          label={text(locale, "refund.amount")}
          inputMode="numeric"
          suffix="đ"
          width="m"
          value={value("amountVnd") ?? groupThousands(props.fees.paidVnd)}
        />
        <TextField name="reason" label={text(locale, "reason")} required value={value("reason")} />
        <Button variant="secondary">{text(locale, "refund.submit")}</Button>
      </Form>
    </Details>
  );
}

function CancelForm(props: PanelProps) {
  const { locale, dossier } = props.view;
  const { refused, value, common } = formOf(props, "cancel");
  const lines = props.fees.lines.filter((line) => line.origin === "officer" && line.paidVnd === 0 && outstandingOf(line) > 0);
  if (lines.length === 0) return null;
  return (
    <Details summary={text(locale, "line.cancel")} open={refused !== undefined}>
      <Form action={feePath.cancelLine(dossier.id)} {...common}>
        <SelectField
          name="lineId"
          label={text(locale, "line")}
          value={value("lineId") ?? String(lines[0]?.lineId)}
          options={lines.map((line) => ({
            value: String(line.lineId),
            label: `${lineName(locale, line)} – ${money(line.assessedVnd)}`,
          }))}
        />
        <TextField name="reason" label={text(locale, "reason")} required value={value("reason")} />
        <Button variant="danger">{text(locale, "line.cancel")}</Button>
      </Form>
    </Details>
  );
}

/** What else can be done with the fees of a dossier, each folded away until it is wanted. */
export function FeeForms(props: PanelProps) {
  const { fees, canCollect, view } = props;
  return (
    <>
      {fees.proposals.length > 0 && (
        <ProposalList
          locale={view.locale}
          proposals={fees.proposals}
          csrf={view.csrf}
          newKey={view.newKey}
          canCollect={canCollect}
          canDecide={props.canDecide}
        />
      )}
      {canCollect && (
        <div>
          {fees.outstandingVnd > 0 && <PartForm {...props} />}
          {fees.unassessed.map((rule, index) => (
            <AddForm key={`${rule.kind}-${index}`} {...props} rule={rule} />
          ))}
          <AddForm {...props} />
          {fees.outstandingVnd > 0 && <ReliefForms {...props} />}
          {fees.paidVnd > 0 && !fees.refundOpen && <RefundForm {...props} />}
          <CancelForm {...props} />
        </div>
      )}
    </>
  );
}
