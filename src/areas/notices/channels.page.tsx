import { newFormKey } from "#platform/http/idempotency-key.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { ActionBar, Button, Checkbox, Fieldset, Form, FormRow, Notice, PageHeader, Stack, TextField } from "#ui/ui.tsx";
import type { ChannelSettings } from "./settings.store.ts";
import { text } from "./texts.ts";
import { clockText } from "#platform/input/time-of-day.ts";

export const CHANNELS_PATH = "/quan-tri/kenh-gui";

export interface ChannelsPageProps {
  readonly locale: Locale;
  readonly csrf: string;
  readonly settings: ChannelSettings;
  readonly publicUrl: string;
  readonly typed?: Readonly<Record<string, string | string[] | undefined>> | undefined;
}

/** A password in an address is never shown again: the address is, with the password as dots. */
export function withoutPassword(url: string | undefined): string {
  if (url === undefined || !URL.canParse(url)) return url ?? "";
  const shown = new URL(url);
  return shown.password === "" ? url : url.replace(`:${shown.password}@`, ":••••@");
}

/** How the installation reaches people; secrets are written here and never shown. */
export function ChannelsPage(props: ChannelsPageProps) {
  const { locale, csrf, settings, typed } = props;
  const one = typedOr(typed);
  return (
    <>
      <PageHeader title={text(locale, "channels.title")} lead={text(locale, "channels.lead")} />
      <Stack gap="l">
        {settings.localPeer && <Notice tone="warning">{text(locale, "local_peer")}</Notice>}
        <Form action={CHANNELS_PATH} csrf={csrf} formKey={newFormKey()} wide>
          <Fieldset legend={text(locale, "channel.email")} hint={text(locale, "channels.smtp_hint")}>
            <FormRow>
              <TextField
                name="smtpUrl"
                label={text(locale, "channels.smtp_url")}
                value={one("smtpUrl", withoutPassword(settings.smtp?.url))}
              />
              <TextField
                name="smtpFrom"
                label={text(locale, "channels.smtp_from")}
                value={one("smtpFrom", settings.smtp?.from)}
              />
            </FormRow>
          </Fieldset>
          <GatewayFields {...props} channel="sms" />
          <GatewayFields {...props} channel="zalo" />
          <Fieldset legend={text(locale, "channels.other")}>
            <Checkbox
              name="push"
              label={text(locale, "channels.push")}
              hint={text(locale, "channels.push_hint")}
              checked={typed === undefined ? settings.push !== undefined : typed["push"] !== undefined}
            />
            <FormRow>
              <TextField
                name="quietFrom"
                width="s"
                label={text(locale, "channels.quiet_from")}
                value={one("quietFrom", clockText(settings.quiet.from))}
                required
              />
              <TextField
                name="quietTo"
                width="s"
                label={text(locale, "channels.quiet_to")}
                value={one("quietTo", clockText(settings.quiet.to))}
                required
              />
            </FormRow>
          </Fieldset>
          <ActionBar>
            <Button>{text(locale, "channels.save")}</Button>
          </ActionBar>
        </Form>
      </Stack>
    </>
  );
}

const typedOr =
  (typed: ChannelsPageProps["typed"]) =>
  (name: string, kept: string | undefined): string =>
    typed === undefined ? (kept ?? "") : String(typed[name] ?? "");

function GatewayFields({ locale, settings, publicUrl, typed, channel }: ChannelsPageProps & { channel: "sms" | "zalo" }) {
  const one = typedOr(typed);
  const secretHint = (known: unknown): string =>
    text(locale, known === undefined ? "channels.secret_new" : "channels.secret_kept");

  const known = settings[channel];
  return (
    <Fieldset
      legend={text(locale, `channel.${channel}`)}
      hint={text(locale, `channels.${channel}_hint`, { receipts: `${publicUrl}/api/v1/notices/receipts/${channel}` })}
    >
      <TextField name={`${channel}Url`} label={text(locale, "channels.url")} value={one(`${channel}Url`, known?.url)} />
      {channel === "zalo" && (
        <TextField
          name="zaloTemplateId"
          width="m"
          label={text(locale, "channels.template_id")}
          value={one("zaloTemplateId", settings.zalo?.templateId)}
        />
      )}
      <FormRow>
        <TextField
          name={`${channel}Token`}
          type="password"
          autocomplete="new-password"
          label={text(locale, "channels.token")}
          hint={secretHint(known)}
        />
        <TextField
          name={`${channel}ReceiptSecret`}
          type="password"
          autocomplete="new-password"
          label={text(locale, "channels.receipt_secret")}
          hint={secretHint(known)}
        />
      </FormRow>
    </Fieldset>
  );
}
