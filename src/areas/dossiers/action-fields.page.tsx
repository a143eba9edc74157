import { TextField } from "#ui/ui.tsx";
import { RETENTIONS } from "./action-input.ts";
import {
  ApologyFields,
  ComponentCounts,
  CorrectionFields,
  DraftedLetter,
  ProposeFields,
  ReturnFields,
  SuppliedFields,
  SupplementFields,
  WithdrawalRequest,
} from "./larger-fields.page.tsx";
import { text } from "./texts.ts";
import { Basis, Choice, type FieldsProps, GivenBack, Line, Reason, ReceiverField } from "./usual-fields.page.tsx";

/** What a person must say for each action. */
export function ActionFields(props: FieldsProps) {
  const { locale, action, dossier } = props;
  switch (action) {
    case "hand_over":
    case "forward":
      return [<ReceiverField {...props} />, <Reason {...props} required={false} />];
    case "reassign":
      return [<ReceiverField {...props} />, <Reason {...props} required />];
    case "propose":
      return <ProposeFields {...props} />;
    case "sign":
      return [
        <TextField
          name="documentNo"
          label={text(locale, "sign.document_no")}
          hint={text(locale, "sign.hint")}
          value={props.value("documentNo")}
        />,
        <Reason {...props} required={false} />,
      ];
    case "complete_at_once":
      return [
        <TextField
          name="receiverName"
          label={text(locale, "return.receiver")}
          required
          value={props.value("receiverName") ?? dossier.parties.owner.name}
        />,
        <Line {...props} name="documentNo" label="sign.document_no" required={false} />,
      ];
    case "return":
      return <ReturnFields {...props} />;
    case "request_supplement":
    case "request_intake_supplement":
      return <SupplementFields {...props} />;
    case "receive_supplement":
      return <SuppliedFields {...props} />;
    case "allow_supplement":
      return [<Reason {...props} required />, <Basis {...props} />];
    case "request_payment":
      return [
        <Basis {...props} />,
        <Line {...props} name="notice" label="finance.notice" required={false} />,
        <Reason {...props} required={false} />,
      ];
    case "confirm_payment":
      return [<Line {...props} name="document" label="finance.document" />, <Reason {...props} required={false} />];
    case "draft_apology":
      return <ApologyFields {...props} />;
    case "approve_apology":
      return [<DraftedLetter {...props} />, <Line {...props} name="letterNo" label="apology.letter_no" />];
    case "send_apology":
      return [<DraftedLetter {...props} />, <Reason {...props} required={false} />];
    case "stop":
      return [<Reason {...props} required />, <Basis {...props} />, <GivenBack {...props} />];
    case "withdraw":
      return [<Reason {...props} required />, <GivenBack {...props} />];
    case "accept_withdrawal":
      return [<WithdrawalRequest {...props} />, <GivenBack {...props} />, <Reason {...props} required={false} />];
    case "start_correction":
      return <CorrectionFields {...props} />;
    case "archive":
      return (
        <Choice
          {...props}
          name="retention"
          label="archive.retention"
          options={RETENTIONS.map((value) => ({ value, label: text(locale, "archive.years", { years: value }) }))}
        />
      );
    case "receive":
      return <ComponentCounts {...props} />;
    case "rework":
    case "send_back":
    case "reject_apology":
    case "revoke_extension":
    case "request_withdrawal":
    case "void":
    case "refuse_at_intake":
      return <Reason {...props} required />;
    default:
      return <Reason {...props} required={false} />;
  }
}
