import { assertReaches, reach } from "#platform/training.ts";
import type { Channel, Wording } from "./notice.ts";
import type { ChannelSettings } from "./settings.store.ts";

/** What is handed to a provider; `reference` comes back with its receipt and lets it recognise a repetition. */
export interface Message {
  readonly address: string;
  readonly wording: Wording;
  readonly link: string;
  readonly reference: string;
}

/** The provider took it (which is no delivery), or says that this address can never be reached. Anything else is thrown. */
export type Handed =
  | { readonly state: "sent"; readonly providerRef: string | undefined }
  | { readonly state: "failed"; readonly reason: string };

const failed = (reason: string): Handed => ({ state: "failed", reason });

async function sendEmail(smtp: NonNullable<ChannelSettings["smtp"]>, message: Message, signal: AbortSignal): Promise<Handed> {
  assertReaches();
  const { createTransport } = await import("nodemailer");
  const transport = createTransport({ url: smtp.url, connectionTimeout: 8_000, greetingTimeout: 8_000, socketTimeout: 12_000 });
  signal.addEventListener("abort", () => transport.close(), { once: true });
  try {
    const sent = await transport.sendMail({
      from: smtp.from,
      to: { name: "", address: message.address },
      subject: message.wording.subject,
      text: message.wording.body,
      // The same id on a repetition, so that a mail box shows it once.
      messageId: `<${message.reference}@motcua>`,
      headers: { "Auto-Submitted": "auto-generated" },
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    return { state: "sent", providerRef: sent.messageId };
  } catch (error) {
    const code = (error as { responseCode?: number }).responseCode ?? 0;
    if (code >= 550 && code < 560) return failed(`smtp_${code}`);
    throw error;
  } finally {
    transport.close();
  }
}

interface Gateway {
  readonly url: string;
  readonly token: string;
}

async function post(
  gateway: Gateway,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: unknown,
  signal: AbortSignal,
) {
  const answer = await reach(new URL(path, gateway.url), {
    method: "POST",
    redirect: "error",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
    signal,
  });
  const said = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
  if (answer.status === 429 || answer.status >= 500) throw new Error(`gateway answered ${answer.status}`);
  return { status: answer.status, said };
}

async function sendSms(gateway: Gateway, message: Message, signal: AbortSignal): Promise<Handed> {
  const body = { to: message.address, text: message.wording.short, reference: message.reference };
  const { status, said } = await post(gateway, "/sms/messages", { authorization: `Bearer ${gateway.token}` }, body, signal);
  return status >= 400
    ? failed(`sms_${String(said["code"] ?? status)}`)
    : { state: "sent", providerRef: String(said["id"] ?? "") };
}

/** Zalo's notification service: a template that was approved there, answers 200 with an error number of its own. */
async function sendZalo(zalo: NonNullable<ChannelSettings["zalo"]>, message: Message, signal: AbortSignal): Promise<Handed> {
  const body = {
    phone: message.address.replace(/^\+/, ""),
    template_id: zalo.templateId,
    template_data: { content: message.wording.short, link: message.link },
    tracking_id: message.reference,
  };
  const { status, said } = await post(zalo, "/message/template", { access_token: zalo.token }, body, signal);
  const error = Number(said["error"] ?? (status >= 400 ? status : 0));
  if (error !== 0) return failed(`zalo_${error}`);
  return { state: "sent", providerRef: String((said["data"] as { msg_id?: unknown } | undefined)?.msg_id ?? "") };
}

/** Whether the installation can use a channel at all. */
export const isSetUp = (settings: ChannelSettings, channel: Channel): boolean =>
  channel === "email"
    ? settings.smtp !== undefined
    : channel === "sms"
      ? settings.sms !== undefined
      : channel === "zalo"
        ? settings.zalo !== undefined
        : channel === "push"
          ? settings.push !== undefined
          : false;

/** Hands one message to the provider of a channel; push notices go to browsers (`send-push.ts`). */
export async function handOver(
  settings: ChannelSettings,
  channel: Channel,
  message: Message,
  signal: AbortSignal,
): Promise<Handed> {
  if (channel === "email" && settings.smtp !== undefined) return sendEmail(settings.smtp, message, signal);
  if (channel === "sms" && settings.sms !== undefined) return sendSms(settings.sms, message, signal);
  if (channel === "zalo" && settings.zalo !== undefined) return sendZalo(settings.zalo, message, signal);
  return failed("not_set_up");
}
