import type { ActionName } from "#core/workflow/dossier-action.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { PostHolder } from "#organisation";
import { ActionBar, Button, Details, Form, LinkButton, Notice } from "#ui/ui.tsx";
import { ActionFields } from "./action-fields.page.tsx";
import type { Dossier, DossierEventRow } from "./dossier.ts";
import type { RefusedForm } from "./extension.ts";
import { text } from "./texts.ts";

export interface ActionFormsProps {
  readonly locale: Locale;
  readonly dossier: Dossier;
  readonly events: readonly DossierEventRow[];
  readonly actions: readonly ActionName[];
  /** What stands against actions that the actor would otherwise take, in words. */
  readonly heldBack: readonly { readonly action: ActionName; readonly why: string }[];
  readonly holders: readonly PostHolder[];
  readonly csrf: string;
  readonly newKey: () => string;
  /** The form that was refused, with what was typed for it and what is wrong. */
  readonly refused?: RefusedForm | undefined;
}

const DANGEROUS: ReadonlySet<ActionName> = new Set([
  "withdraw",
  "accept_withdrawal",
  "stop",
  "void",
  "refuse_at_intake",
  "expire_supplement",
]);

/** What is seldom done stands folded below what is usually next. */
const SELDOM: ReadonlySet<ActionName> = new Set([
  ...DANGEROUS,
  "complete_at_once",
  "submit",
  "send_back",
  "recall",
  "reassign",
  "allow_supplement",
  "request_payment",
  "draft_apology",
  "reject_apology",
  "revoke_extension",
  "start_correction",
  "request_withdrawal",
  "archive",
]);

function ActionForm({ action, first, ...props }: ActionFormsProps & { action: ActionName; first: boolean }) {
  const { locale, dossier, csrf, newKey, refused } = props;
  const isRefused = refused?.action === action;
  const values = (name: string): readonly string[] => {
    const given = isRefused ? refused.typed[name] : undefined;
    return given === undefined ? [] : Array.isArray(given) ? given : [given];
  };
  const label = text(locale, `action.${action}`);
  return (
    <Details summary={label} open={refused === undefined ? first && !SELDOM.has(action) : isRefused}>
      <Form
        action={`/ho-so/${dossier.id}/${action}`}
        csrf={csrf}
        formKey={newKey()}
        hidden={{ seq: String(dossier.seq) }}
        errors={isRefused ? refused.errors : []}
        scope={isRefused ? undefined : action}
        confirm={DANGEROUS.has(action) ? text(locale, "action.confirm", { action: label, code: dossier.code }) : undefined}
      >
        <ActionFields {...props} action={action} value={(name) => values(name)[0]} values={values} />
        <ActionBar>
          <Button variant={DANGEROUS.has(action) ? "danger" : first ? "primary" : "secondary"}>{label}</Button>
        </ActionBar>
      </Form>
    </Details>
  );
}

/** One folded form for each thing that this person may do with the dossier now; the first one is open unless it ends the dossier. */
export function ActionForms(props: ActionFormsProps) {
  const { locale, dossier, heldBack } = props;
  const actions = props.actions.filter((action) => action !== "correct");
  const usual = actions.filter((action) => !SELDOM.has(action));
  const seldom = actions.filter((action) => SELDOM.has(action));
  return (
    <div class="stack no-print">
      {heldBack.map(({ action, why }) => (
        <Notice key={action} tone="warning" title={text(locale, `action.${action}`)}>
          {why}
        </Notice>
      ))}
      {usual.map((action, index) => (
        <ActionForm key={action} {...props} action={action} first={index === 0} />
      ))}
      {seldom.length > 0 && usual.length > 0 && <h3>{text(locale, "action.seldom")}</h3>}
      {seldom.map((action) => (
        <ActionForm key={action} {...props} action={action} first={false} />
      ))}
      {props.actions.includes("correct") && (
        <LinkButton href={`/ho-so/${dossier.id}/sua-thong-tin`} variant="secondary">
          {text(locale, "action.correct")}
        </LinkButton>
      )}
    </div>
  );
}
