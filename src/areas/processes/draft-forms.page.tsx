import { formatDay } from "#platform/i18n/dates.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { ActionBar, Button, DateField, Form, FormRow, Section, TextArea, TextField } from "#ui/ui.tsx";
import type { Locale } from "#platform/i18n/messages.ts";
import type { ProcessSummary, ProcessVersion } from "./process-version.ts";
import { text } from "./texts.ts";
import { versionHref } from "./words.ts";

export type Typed = Readonly<Record<string, string | string[] | undefined>> | undefined;

export interface DraftFormsProps {
  readonly locale: Locale;
  readonly csrfToken: string;
  readonly it: ProcessVersion;
  readonly versions: readonly ProcessSummary[];
  readonly today: string;
  /** What was typed before a refusal. */
  readonly typed?: Typed;
}

const typedText = (typed: Typed, name: string): string | undefined => {
  const value = typed?.[name];
  return typeof value === "string" ? value : undefined;
};

/** The approving decision, publishing and discarding. */
export const DraftForms = (props: DraftFormsProps) => (
  <>
    <DecisionForm {...props} />
    <PublishForm {...props} />
  </>
);

function DecisionForm({ locale, csrfToken, it, typed }: DraftFormsProps) {
  const href = versionHref(it.id);
  const hidden = { revision: String(it.revision) };
  return (
    <Section title={text(locale, "page.head")} lead={text(locale, "page.head_hint")} id="decision">
      <Form
        action={`${href}/quyet-dinh`}
        csrf={csrfToken}
        formKey={newFormKey()}
        hidden={hidden}
        label={text(locale, "page.head")}
      >
        <FormRow>
          <TextField
            name="decisionNo"
            label={text(locale, "page.decision_no")}
            value={typedText(typed, "decisionNo") ?? it.decisionNo ?? ""}
            width="s"
          />
          <DateField
            name="decisionDate"
            label={text(locale, "page.decision_date")}
            value={typedText(typed, "decisionDate") ?? (it.decisionDate === null ? "" : formatDay(it.decisionDate))}
          />
        </FormRow>
        <ActionBar>
          <Button variant="secondary">{text(locale, "page.save_head")}</Button>
        </ActionBar>
      </Form>
    </Section>
  );
}

function PublishForm({ locale, csrfToken, it, today, typed }: DraftFormsProps) {
  const href = versionHref(it.id);
  const hidden = { revision: String(it.revision) };
  return (
    <Section title={text(locale, "page.publish")} lead={text(locale, "page.publish_note")} id="publish">
      <Form
        action={`${href}/cong-bo`}
        csrf={csrfToken}
        formKey={newFormKey()}
        hidden={hidden}
        label={text(locale, "page.publish")}
      >
        <DateField
          name="from"
          label={text(locale, "page.publish_from")}
          value={typedText(typed, "from") ?? formatDay(today)}
          required
        />
        {it.decisionNo === null && (
          <TextArea
            name="overrideReason"
            label={text(locale, "page.override")}
            hint={text(locale, "page.override_hint")}
            value={typedText(typed, "overrideReason") ?? ""}
            rows={2}
          />
        )}
        <ActionBar>
          <Button icon="check">{text(locale, "page.publish")}</Button>
        </ActionBar>
      </Form>
      <Form
        action={`${href}/bo`}
        csrf={csrfToken}
        formKey={newFormKey()}
        label={text(locale, "page.discard")}
        confirm={text(locale, "page.discard_confirm")}
      >
        <Button variant="danger">{text(locale, "page.discard")}</Button>
      </Form>
    </Section>
  );
}

/** What is left to do with a version in force: draft the next one, or end it. */
export function RetireForm({ locale, csrfToken, it, versions, today, typed }: DraftFormsProps) {
  const href = versionHref(it.id);
  return (
    <Section title={text(locale, "page.next")} id="next">
      {!versions.some((version) => version.stage === "draft") && (
        <Form action={`${href}/phien-ban-moi`} csrf={csrfToken} formKey={newFormKey()} label={text(locale, "page.next")}>
          <Button icon="edit">{text(locale, "page.next")}</Button>
        </Form>
      )}
      <Form action={`${href}/ngung`} csrf={csrfToken} formKey={newFormKey()} label={text(locale, "page.retire")}>
        <DateField name="on" label={text(locale, "page.retire_on")} value={typedText(typed, "on") ?? formatDay(today)} required />
        <ActionBar>
          <Button variant="secondary">{text(locale, "page.retire")}</Button>
        </ActionBar>
      </Form>
    </Section>
  );
}

/** A version that has not begun is only taken back. */
export function WithdrawForm({ locale, csrfToken, it }: DraftFormsProps) {
  const label = text(locale, "page.withdraw");
  return (
    <Section title={label} lead={text(locale, "page.withdraw_lead")} id="withdraw">
      <Form
        action={`${versionHref(it.id)}/rut-lai`}
        csrf={csrfToken}
        formKey={newFormKey()}
        label={label}
        confirm={text(locale, "page.withdraw_confirm")}
      >
        <Button variant="danger">{label}</Button>
      </Form>
    </Section>
  );
}
