import type { Locale } from "#platform/i18n/messages.ts";
import { ActionBar, Button, Card, Form, Notice, PageHeader, Section, Stack, TextField } from "#ui/ui.tsx";
import { StageMeaning, StageSteps } from "./stage-view.tsx";
import type { Stage } from "./stages.ts";
import { text } from "./texts.ts";

export interface LookUpTyped {
  readonly ma?: string | undefined;
  readonly so?: string | undefined;
}

export interface LookUpForm {
  readonly locale: Locale;
  readonly csrf: string;
  readonly typed?: LookUpTyped | undefined;
  readonly autoFocus?: boolean;
  /** A code by telephone is entered on one's own telephone. */
  readonly byPhone?: boolean | undefined;
  /** The front page asks for the code alone. */
  readonly byNumber?: boolean | undefined;
}

/** The box for the code: on the front page and on the page of its own. What is typed stands in no address until it is known to be a code. */
export function LookUpForm({ locale, csrf, typed, autoFocus = false, byPhone = true, byNumber = true }: LookUpForm) {
  return (
    <Form action="/tra-cuu" csrf={csrf} label={text(locale, "look_up.title")}>
      <TextField
        name="ma"
        label={text(locale, "look_up.field")}
        hint={text(locale, "home.look_up.hint")}
        value={typed?.ma}
        maxLength={60}
        autocomplete="off"
        autoFocus={autoFocus}
        required
      />
      {byNumber && (
        <TextField
          name="so"
          label={text(locale, "look_up.number")}
          hint={text(locale, "look_up.number_hint")}
          value={typed?.so}
          maxLength={20}
          inputMode="numeric"
          autocomplete="off"
          width="m"
        />
      )}
      <ActionBar>
        <Button icon="search">{text(locale, "look_up.submit")}</Button>
        {byPhone && <a href="/tra-cuu/so-dien-thoai">{text(locale, "look_up.by_phone")}</a>}
      </ActionBar>
    </Form>
  );
}

export type LookUpAnswer =
  | { readonly kind: "nothing" }
  | { readonly kind: "unknown" }
  /** A code with digits that are not its own, or a code that there is not. */
  | { readonly kind: "not_together" }
  | { readonly kind: "found"; readonly code: string; readonly stage: Stage };

export interface LookUpPageProps extends Omit<LookUpForm, "autoFocus"> {
  readonly answer: LookUpAnswer;
}

export function LookUpPage({ locale, csrf, typed, answer, byPhone }: LookUpPageProps) {
  return (
    <>
      <PageHeader title={text(locale, "look_up.title")} lead={text(locale, "look_up.lead")} />
      <Stack gap="l">
        {answer.kind === "unknown" && (
          <Notice tone="warning" role="status" title={text(locale, "look_up.unknown.title")}>
            {text(locale, "refusal.dossier_unknown")}
          </Notice>
        )}
        {answer.kind === "not_together" && (
          <Notice tone="warning" role="status" title={text(locale, "look_up.not_together.title")}>
            {text(locale, "look_up.not_together.text")}
          </Notice>
        )}
        {answer.kind === "found" && (
          <Section title={text(locale, "look_up.result")}>
            <Stack>
              <p class="code">{answer.code}</p>
              <StageMeaning locale={locale} stage={answer.stage} />
              <StageSteps locale={locale} stage={answer.stage} />
            </Stack>
          </Section>
        )}
        <LookUpForm locale={locale} csrf={csrf} typed={typed} autoFocus={answer.kind !== "found"} byPhone={byPhone} />
        {answer.kind === "found" && (
          <Card title={text(locale, "look_up.more.title")}>
            <p>{text(locale, "look_up.more.text")}</p>
          </Card>
        )}
      </Stack>
    </>
  );
}
