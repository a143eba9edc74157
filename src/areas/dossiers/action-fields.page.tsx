import type { VNode } from "preact";
import type { ActionName } from "#core/workflow/dossier-action.ts";
import { RETENTIONS } from "./action-input.ts";
import {
  ApologyFields,
  ComponentCounts,
  CorrectionFields,
  DraftedLetter,
  ProposeFields,
  ReturnFields,
  SignFields,
  SuppliedFields,
  SupplementFields,
  WithdrawalRequest,
} from "./larger-fields.page.tsx";
import { text } from "./texts.ts";
import { AtOnceFields, Basis, Choice, type FieldsProps, GivenBack, Line, Reason, ReceiverField } from "./usual-fields.page.tsx";

type Fields = (props: FieldsProps) => VNode;

const MayNote: Fields = (props) => <Reason {...props} required={false} />;
const MustSayWhy: Fields = (props) => <Reason {...props} required />;

const PassOn: Fields = (props) => (
  <>
    <ReceiverField {...props} />
    <MayNote {...props} />
  </>
);

const WhyAndLaw: Fields = (props) => (
  <>
    <MustSayWhy {...props} />
    <Basis {...props} />
  </>
);

/** What a person must say for each action; a correction of details has a page of its own. */
const FIELDS: Readonly<Record<Exclude<ActionName, "draft" | "correct">, Fields>> = {
  submit: MayNote,
  receive: ComponentCounts,
  request_intake_supplement: SupplementFields,
  refuse_at_intake: MustSayWhy,
  complete_at_once: AtOnceFields,
  hand_over: PassOn,
  forward: PassOn,
  send_back: MustSayWhy,
  recall: MayNote,
  reassign: (props) => (
    <>
      <ReceiverField {...props} />
      <MustSayWhy {...props} />
    </>
  ),
  propose: ProposeFields,
  rework: MustSayWhy,
  sign: SignFields,
  request_supplement: SupplementFields,
  allow_supplement: WhyAndLaw,
  receive_supplement: SuppliedFields,
  expire_supplement: MayNote,
  request_payment: (props) => (
    <>
      <Basis {...props} />
      <Line {...props} name="notice" label="finance.notice" required={false} />
      <MayNote {...props} />
    </>
  ),
  confirm_payment: (props) => (
    <>
      <Line {...props} name="document" label="finance.document" />
      <MayNote {...props} />
    </>
  ),
  draft_apology: ApologyFields,
  approve_apology: (props) => (
    <>
      <DraftedLetter {...props} />
      <Line {...props} name="letterNo" label="apology.letter_no" />
    </>
  ),
  reject_apology: MustSayWhy,
  send_apology: (props) => (
    <>
      <DraftedLetter {...props} />
      <MayNote {...props} />
    </>
  ),
  revoke_extension: MustSayWhy,
  mark_result_ready: MayNote,
  return: ReturnFields,
  start_correction: CorrectionFields,
  request_withdrawal: MustSayWhy,
  accept_withdrawal: (props) => (
    <>
      <WithdrawalRequest {...props} />
      <GivenBack {...props} />
      <MayNote {...props} />
    </>
  ),
  withdraw: (props) => (
    <>
      <MustSayWhy {...props} />
      <GivenBack {...props} />
    </>
  ),
  stop: (props) => (
    <>
      <WhyAndLaw {...props} />
      <GivenBack {...props} />
    </>
  ),
  void: MustSayWhy,
  archive: (props) => (
    <Choice
      {...props}
      name="retention"
      label="archive.retention"
      options={RETENTIONS.map((value) => ({ value, label: text(props.locale, "archive.years", { years: value }) }))}
    />
  ),
};

/** The fields of one action's form. */
export function ActionFields(props: FieldsProps) {
  const { action } = props;
  if (action === "draft" || action === "correct") return null;
  const Chosen = FIELDS[action];
  return <Chosen {...props} />;
}
