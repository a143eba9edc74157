import { hasRole } from "#platform/http/actor.ts";
import type { Channel, DossierExtension } from "#dossiers";
import { assessOnReceipt } from "./assess-fees.ts";
import { COLLECTORS, DECIDERS } from "./cashier.ts";
import { findDossierFees } from "./dossier-fees.ts";
import { FeesPanel } from "./fees-panel.page.tsx";
import { remainingMoney } from "./remaining.ts";
import { startRefund } from "./withdrawal-refund.ts";
import { text } from "./texts.ts";
import { assertNothingPaid, waiveOnVoid } from "./void-dossier-fees.ts";

const channelOf = (input: Readonly<Record<string, unknown>>): Channel =>
  input["channel"] === "online" || input["channel"] === "post" ? input["channel"] : "counter";

/**
 * What fees add to every dossier: lines and what is owed when it is received, their cancellation when the entry is voided, and
 * their section on its page. What is owed holds the hand-over and the return back by the dossier's own rules.
 */
export const dossierExtension: DossierExtension = {
  name: "fees",
  guard: async (tx, { action, dossier }) => {
    if (action === "void" && dossier !== undefined) await assertNothingPaid(tx, dossier.id);
  },
  follow: async (tx, unit, happened) => {
    const { type, attempt } = happened;
    // A dossier that corrects the office's own error costs nothing (Decree 61/2018 article 21; T19).
    if (type === "received" && attempt.input["corrects"] !== undefined) return [];
    if (type === "received") return assessOnReceipt(tx, happened, attempt.dossier?.channel ?? channelOf(attempt.input));
    if (type === "withdrawn") return startRefund(tx, unit, happened);
    return type === "voided" ? waiveOnVoid(tx, happened) : [];
  },
  remaining: remainingMoney,
  panel: {
    order: 20,
    title: (locale) => text(locale, "panel.title"),
    brief: ({ locale, dossier }) => text(locale, `state.${dossier.facts.payment.state}`),
    waits: ({ dossier, actor }) =>
      hasRole(actor, ...COLLECTORS, ...DECIDERS) && ["due", "partly", "refund_requested"].includes(dossier.facts.payment.state),
    load: async (tx, view) => {
      const { dossier, actor, now } = view;
      const fees = await findDossierFees(tx, dossier, { personId: actor.personId, now });
      const holds = (roles: typeof COLLECTORS): boolean =>
        hasRole(actor, ...roles) && actor.posts.some((post) => post.agencyId === dossier.agencyId && roles.includes(post.role));
      const taken = !["INTAKE_REFUSED", "INTAKE_SUPPLEMENT", "VOIDED"].includes(dossier.state);
      if (!taken && fees.lines.length === 0) return undefined;
      return <FeesPanel view={view} fees={fees} canCollect={taken && holds(COLLECTORS)} canDecide={holds(DECIDERS)} />;
    },
  },
};
