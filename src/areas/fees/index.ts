/**
 * Fees and charges of dossiers (Law on fees and charges 2015; Decree 61/2018 articles 12.9 and 22): lines, payments,
 * receipts, refunds, the ledger that all of them are kept in, and the reports on it.
 */
import type { Route } from "#platform/http/route.ts";
import type { NavEntry } from "#platform/http/shell.ts";
import type { SealedPlace } from "#platform/secrets/sealed-places.ts";
import { accountSecrets } from "./account.store.ts";
import { accountPages } from "./account.web.tsx";
import { COLLECTORS, FEE_READERS } from "./cashier.ts";
import { bankDayPages } from "./bank-statement.web.tsx";
import { closingPages } from "./closing.web.tsx";
import { feePath } from "./fee-paths.ts";
import { reportPages } from "./fee-report.web.tsx";
import { feesApi } from "./fees.api.ts";
import { feePages } from "./fees.web.tsx";
import { codePages } from "./payment-code.web.tsx";
import { platformSecrets } from "./payment-platform.store.ts";
import { proposalPages } from "./proposals.web.tsx";
import { receiptPages } from "./receipt.web.tsx";
import { SERIES_KEEPERS, settingsPages } from "./settings.web.tsx";
import { text } from "./texts.ts";
import { unmatchedPages } from "./unmatched.web.tsx";

export { dossierExtension } from "./extension.tsx";
export { listFeeLines } from "./fee-line.store.ts";
export { type BankAccount, findAccount, findConfirmationKey } from "./account.store.ts";
export { aboutPayment } from "./fee-texts.tsx";
export { addSeries } from "./keep-settings.ts";
export { addLine } from "./add-line.ts";
export { assessDossier } from "./assess-fees.ts";
export { closeDay, notesFor } from "./close-day.ts";
export { dayFigures, sumCash } from "./closing.store.ts";
export { collectByCarrier, outstandingVnd, remitFromCarrier } from "./collect-by-carrier.ts";
export { confirmPayment } from "./confirm-payment.ts";
export { decideProposal } from "./decide-proposal.ts";
export { cellText, feeReportCsv, feeReportPdf, feeReportXlsx } from "./export-fee-report.ts";
export { findPaymentCode, type PaymentCode } from "./find-payment-code.ts";
export type { Cashier, FeeLine, Receipt } from "./fee.ts";
export { listReceipts } from "./receipt.store.ts";
export { buildFeeReport, type FeeReport, FeeReportQuery, filterOf, REPORT_KINDS } from "./fee-report.ts";
export { findPaymentPlatform, savePaymentPlatform } from "./payment-platform.store.ts";
export { payRefund } from "./pay-refund.ts";
export { proposeRelief } from "./propose-relief.ts";
export { requestPayment } from "./request-payment.ts";
export { setAccount } from "./set-account.ts";
export const UNMATCHED_PATH = feePath.unmatched;
export { takePayment } from "./take-payment.ts";

export const sealedPlaces: readonly SealedPlace[] = [accountSecrets, platformSecrets];

export const routes: readonly Route[] = [
  ...feePages,
  ...proposalPages,
  ...codePages,
  ...receiptPages,
  ...closingPages,
  ...unmatchedPages,
  ...bankDayPages,
  ...accountPages,
  ...settingsPages,
  ...reportPages,
  ...feesApi,
];

export const navigation: readonly NavEntry[] = [
  {
    href: feePath.list,
    label: (locale) => text(locale, "nav.list"),
    group: (locale) => text(locale, "nav.group"),
    roles: FEE_READERS,
    key: "g p",
    order: 40,
  },
  {
    href: feePath.proposals,
    label: (locale) => text(locale, "proposals.title"),
    group: (locale) => text(locale, "nav.group"),
    roles: FEE_READERS,
    order: 41,
  },
  {
    href: feePath.closing,
    label: (locale) => text(locale, "closing.title"),
    group: (locale) => text(locale, "nav.group"),
    roles: COLLECTORS,
    order: 42,
  },
  {
    href: feePath.unmatched,
    label: (locale) => text(locale, "unmatched.title"),
    group: (locale) => text(locale, "nav.group"),
    roles: COLLECTORS,
    order: 43,
  },
  {
    href: feePath.bankDay,
    label: (locale) => text(locale, "bank.title"),
    group: (locale) => text(locale, "nav.group"),
    roles: COLLECTORS,
    order: 43,
  },
  {
    href: feePath.account,
    label: (locale) => text(locale, "account.title"),
    group: (locale) => text(locale, "nav.group"),
    roles: ["one_stop_head"],
    order: 44,
  },
  {
    href: feePath.series,
    label: (locale) => text(locale, "series.title"),
    group: (locale) => text(locale, "nav.group"),
    roles: SERIES_KEEPERS,
    order: 45,
  },
  {
    href: feePath.codes,
    label: (locale) => text(locale, "codes.title"),
    group: (locale) => text(locale, "nav.group"),
    roles: ["administrator"],
    order: 46,
  },
];
