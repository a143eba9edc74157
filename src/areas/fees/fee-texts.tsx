import { groupThousands } from "#core/money/vnd.ts";
import type { Payment, PaymentState } from "#core/workflow/dossier-facts.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { Tag } from "#ui/ui.tsx";
import type { FeeLine, ReceiptLine } from "./fee.ts";
import { text } from "./texts.ts";

/** "50.000 đ", in both languages as it is written in Việt Nam. */
export const money = (amount: number): string => `${groupThousands(amount)} đ`;

/** What a line is called: its own name, or its kind. */
export const lineName = (locale: Locale, line: Pick<FeeLine | ReceiptLine, "kind" | "name">): string =>
  line.name ?? text(locale, `kind.${line.kind}`);

const TONES = {
  none: "neutral",
  due: "warning",
  partly: "warning",
  paid: "success",
  waived: "info",
  refund_requested: "warning",
  refunded: "info",
} as const satisfies Record<PaymentState, string>;

/** What an event of payment says became of the money, in words for another system. */
export const aboutPayment = (payment: unknown): string =>
  text("vi", "about_payment", { state: text("vi", `state.${(payment as Payment).state}`) });

export const PaymentTag = ({ state, locale }: { state: PaymentState; locale: Locale }) => (
  <Tag tone={TONES[state]}>{text(locale, `state.${state}`)}</Tag>
);
