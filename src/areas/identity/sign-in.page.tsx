import type { FieldRefusal } from "#platform/refusal.ts";
import { assetVersion } from "#platform/http/assets.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { ActionBar, Button, Details, Form, Notice, PageHeader, SignInLayout, Table, TextField } from "#ui/ui.tsx";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "./demo-accounts.ts";
import { text } from "./texts.ts";

export interface SignInPageProps {
  readonly locale: Locale;
  readonly csrfToken: string;
  readonly next: string;
  readonly username?: string;
  readonly errors?: readonly FieldRefusal[];
  readonly flash?: string | undefined;
  /** Shows the public sign-ins of the demonstration. */
  readonly demo: boolean;
}

export function SignInPage({ locale, csrfToken, next, username, errors, flash, demo }: SignInPageProps) {
  const other = locale === "vi" ? "en" : "vi";
  const here = `/dang-nhap?next=${encodeURIComponent(next)}`;
  return (
    <SignInLayout
      locale={locale}
      title={text(locale, "sign_in.title")}
      errors={errors}
      flash={flash === undefined ? undefined : { tone: "success", text: flash }}
      languageHref={`/ngon-ngu?locale=${other}&next=${encodeURIComponent(here)}`}
      assetVersion={assetVersion}
      footer={text(locale, "sign_in.public_hint")}
    >
      <PageHeader title={text(locale, "sign_in.title")} lead={text(locale, "sign_in.lead")} />
      <Form action="/dang-nhap" csrf={csrfToken} formKey={newFormKey()} hidden={{ next }}>
        <TextField
          name="username"
          label={text(locale, "field.username")}
          value={username}
          required
          autocomplete="username"
          autoFocus
        />
        <TextField
          name="password"
          label={text(locale, "field.password")}
          type="password"
          required
          autocomplete="current-password"
        />
        <ActionBar>
          <Button>{text(locale, "sign_in.submit")}</Button>
        </ActionBar>
      </Form>
      {demo && <DemoSignIns locale={locale} />}
    </SignInLayout>
  );
}

function DemoSignIns({ locale }: { locale: Locale }) {
  return (
    <Notice tone="info" title={text(locale, "sign_in.demo_title")}>
      <p>{text(locale, "sign_in.demo_lead", { password: DEMO_PASSWORD })}</p>
      <Details summary={text(locale, "sign_in.demo_list")}>
        <Table
          caption={text(locale, "sign_in.demo_list")}
          captionHidden
          dense
          columns={[
            {
              key: "username",
              header: text(locale, "field.username"),
              rowHeader: true,
              cell: (row) => <code>{row.username}</code>,
            },
            { key: "title", header: text(locale, "field.title"), cell: (row) => row.title[locale] },
          ]}
          rows={DEMO_ACCOUNTS}
          rowKey={(row) => row.username}
        />
      </Details>
    </Notice>
  );
}
