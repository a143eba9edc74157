import type { Locale } from "#platform/i18n/messages.ts";
import { Button, DescriptionList, Form, FormRow, Notice, PageHeader, Section, TextField } from "#ui/ui.tsx";
import type { BankAccount } from "./account.store.ts";
import { feePath } from "./fee-paths.ts";
import { text } from "./texts.ts";

interface AccountPageProps {
  readonly locale: Locale;
  readonly account: BankAccount | undefined;
  readonly confirmationKey: string | undefined;
  readonly csrf: string;
  readonly formKey: string;
  readonly typed: Readonly<Record<string, string | string[] | undefined>>;
  readonly publicUrl: string;
}

/** Where the office takes transfers, and what its bank needs to confirm them. */
export function AccountPage({ locale, account, confirmationKey, csrf, formKey, typed, publicUrl }: AccountPageProps) {
  const value = (name: "bankBin" | "bankName" | "accountNo" | "holder"): string | undefined => {
    const given = typed[name];
    return typeof given === "string" ? given : account?.[name];
  };
  return (
    <>
      <PageHeader title={text(locale, "account.title")} lead={text(locale, "account.lead")} />
      <Form action={feePath.account} csrf={csrf} formKey={formKey} confirm={text(locale, "account.confirm")}>
        <FormRow>
          <TextField name="bankName" label={text(locale, "account.bank")} required value={value("bankName")} />
          <TextField
            name="bankBin"
            label={text(locale, "account.bin")}
            hint={text(locale, "account.bin.hint")}
            inputMode="numeric"
            width="s"
            required
            value={value("bankBin")}
          />
        </FormRow>
        <FormRow>
          <TextField name="accountNo" label={text(locale, "account.no")} required value={value("accountNo")} />
          <TextField name="holder" label={text(locale, "account.holder")} required value={value("holder")} />
        </FormRow>
        <Button>{text(locale, "account.save")}</Button>
      </Form>
      {account !== undefined && (
        <Section title={text(locale, "account.bank_side")}>
          <DescriptionList
            items={[
              { term: text(locale, "account.address"), detail: <code>{`${publicUrl}/api/v1/payments/confirmations`}</code> },
              { term: text(locale, "account.key"), detail: <code>{confirmationKey}</code> },
            ]}
          />
          <Notice tone="warning">{text(locale, "account.key.hint")}</Notice>
        </Section>
      )}
    </>
  );
}
