/**
 * Notices: what citizens and staff are told, by which channel, and what is known of its delivery;
 * planned downtime.
 */
import type { DossierExtension } from "#dossiers";
import type { Route } from "#platform/http/route.ts";
import type { NavEntry } from "#platform/http/shell.ts";
import type { TaskDefinition } from "#platform/jobs/task.ts";
import type { SealedPlace } from "#platform/secrets/sealed-places.ts";
import { channelPages } from "./channels.web.tsx";
import { noticePanel } from "./contact-panel.tsx";
import { forgetRecipients, listUnreached, withdrawNotices } from "./notice.store.ts";
import { contactRoutes } from "./contact.web.ts";
import { agencyWording, composeNotices } from "./compose-notices.ts";
import { downtimePages } from "./downtime.web.tsx";
import { inboxPages } from "./inbox.web.tsx";
import { dossierTopic, liveRoutes } from "./live.web.ts";
import { overviewPages, READERS } from "./overview.web.tsx";
import { receiptApi } from "./receipts.api.ts";
import { remindUncollected } from "./remind-uncollected.ts";
import { sendDigest } from "./send-digest.ts";
import { sendNotice } from "./send-notice.ts";
import { templatePages } from "./templates.web.tsx";
import { channelSecrets } from "./settings.store.ts";
import { text } from "./texts.ts";

export { makeDowntimeBanner } from "./downtime-banner.tsx";
export { CHANNEL_ORDERS, changeContact, ContactInput } from "./change-contact.ts";
export { agencyWording };
export type { NoticeEvent } from "./notice.ts";
export { forgetRecipients, withdrawNotices };
export type { NoticeDraft } from "./notice.ts";
export { writeNotices } from "./write-notices.ts";
export { jobs } from "./notices.jobs.ts";
export { reachesTelephones, sendOneTimeText } from "./send-one-time-text.ts";
export { findChannelSettings, saveChannelSettings } from "./settings.store.ts";
export { receiptSignature } from "./record-receipt.ts";
export { PushForms } from "./push-forms.tsx";
export { findPushOffer, PushEnd, PushInput, type PushOffer, subscribePush, unsubscribePush } from "./subscribe-push.ts";

export const sealedPlaces: readonly SealedPlace[] = [channelSecrets];

export const routes: readonly Route[] = [
  ...inboxPages,
  ...overviewPages,
  ...templatePages,
  ...channelPages,
  ...downtimePages,
  ...contactRoutes,
  ...liveRoutes,
  ...receiptApi,
];

export const dossierExtension: DossierExtension = {
  name: "notices",
  follow: async (_tx, unit, { dossierId }) => {
    unit.announce(dossierTopic(dossierId));
    return [];
  },
  panel: noticePanel,
  watch: async (tx, agencies) =>
    (await listUnreached(tx, agencies)).map((dossierId) => ({ dossierId, cause: "notice_failed" as const })),
};

export const tasks: readonly TaskDefinition[] = [composeNotices, remindUncollected, sendNotice, sendDigest];

export const navigation: readonly NavEntry[] = [
  {
    href: "/thong-bao",
    label: (locale) => text(locale, "nav.inbox"),
    group: (locale) => text(locale, "nav.group.own"),
    roles: "signed-in",
    key: "g i",
    order: 790,
  },
  {
    href: "/thong-bao/nguoi-dan",
    label: (locale) => text(locale, "nav.overview"),
    group: (locale) => text(locale, "nav.group"),
    roles: READERS,
    order: 160,
  },
  {
    href: "/quan-tri/mau-thong-bao",
    label: (locale) => text(locale, "nav.templates"),
    group: (locale) => text(locale, "nav.group.admin"),
    roles: ["administrator"],
    order: 920,
  },
  {
    href: "/quan-tri/kenh-gui",
    label: (locale) => text(locale, "nav.channels"),
    group: (locale) => text(locale, "nav.group.admin"),
    roles: ["administrator"],
    order: 921,
  },
  {
    href: "/quan-tri/tam-ngung",
    label: (locale) => text(locale, "nav.downtime"),
    group: (locale) => text(locale, "nav.group.admin"),
    roles: ["administrator"],
    order: 930,
  },
];
