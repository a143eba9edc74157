import { z } from "zod";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { redirect, type Reply, secretPage } from "#platform/http/reply.ts";
import { route, type RequestContext } from "#platform/http/route.ts";
import { reading, type RowScope } from "#platform/db/tx.ts";
import { findGuessed } from "#platform/guesses/find-guessed.ts";
import type { FieldRefusal, Refusal } from "#platform/refusal.ts";
import { hallScope, POINT_ID } from "#queue";
import { feedbackRefusal } from "./feedback.errors.ts";
import { findDossierBySecret, findDossierSubject, findTicketSubject } from "./feedback.store.ts";
import { RatePage } from "./rate.page.tsx";
import { RateInput, type Subject } from "./rating.ts";
import { rateService } from "./rate-service.ts";
import { text } from "./texts.ts";

type AnyContext = RequestContext<unknown, unknown, unknown>;

const nothing = z.object({});
const DossierParams = z.object({ secret: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/) });
const TicketParams = z.object({ unitId: POINT_ID, secret: z.string().regex(/^[A-Za-z0-9_-]{24}$/) });

interface Opened {
  readonly subject: Subject;
  readonly scope: RowScope;
  readonly href: string;
}

/** The dossier that a slip's code leads to: the secret opens its agency's rows, the page shows this one dossier. */
async function openDossier(c: AnyContext, secret: string): Promise<Opened> {
  const found = await findGuessed(c, (tx) => findDossierBySecret(tx, secret));
  if (found === undefined) throw feedbackRefusal("subject_unknown");
  const scope = { accountId: null, agencies: [found.agencyId] };
  const subject = await reading(c.pool, scope, (tx) => findDossierSubject(tx, found.id));
  if (subject === undefined) throw feedbackRefusal("subject_unknown");
  return { subject, scope, href: `/danh-gia/${secret}` };
}

async function openTicket(c: AnyContext, { unitId, secret }: z.output<typeof TicketParams>): Promise<Opened> {
  const scope = await hallScope(c, unitId);
  const subject = await findGuessed(c, (tx) => findTicketSubject(tx, unitId, secret), scope);
  if (subject === undefined) throw feedbackRefusal("subject_unknown");
  if (!subject.done) throw feedbackRefusal("not_yet");
  return { subject, scope, href: `/danh-gia/luot/${unitId}/${secret}` };
}

const ratePage = (c: AnyContext, { subject, href }: Opened, errors: readonly FieldRefusal[] = []): Reply =>
  secretPage(
    c.portal(
      { title: text(c.locale, "rate.title"), errors },
      <RatePage locale={c.locale} subject={subject} href={href} csrf={c.csrfToken} formKey={newFormKey()} />,
    ),
  );

async function rate(c: RequestContext<unknown, unknown, RateInput>, { subject, scope, href }: Opened): Promise<Reply> {
  const device = c.kiosk ?? `${c.client} ${c.userAgent ?? ""}`;
  const rater = { channel: c.kiosk === undefined ? "link" : "kiosk", device } as const;
  const kept = { dossier: subject.dossierId, ticket: subject.ticketId, phase: subject.phase, level: c.body.level };
  await c.execute("feedback.rate", kept, (tx, unit) => rateService(tx, unit, subject, rater, c.body, c.now), {
    scope,
    agencyId: subject.agencyId,
  });
  return redirect(href, text(c.locale, "rate.thanks"));
}

/** What opens nothing has no page to say it on. */
const OPENS_NOTHING: ReadonlySet<string> = new Set(["subject_unknown", "too_many_look_ups"]);

async function refusedPage(c: AnyContext, refusal: Refusal, open: () => Promise<Opened>, errors: readonly FieldRefusal[]) {
  if (OPENS_NOTHING.has(refusal.code)) throw refusal;
  return ratePage(c, await open(), errors);
}

const shared = { roles: "public", scope: "secret" } as const;

const showDossier = route({
  ...shared,
  method: "GET",
  path: "/danh-gia/:secret",
  atKiosk: true,
  auditName: "feedback.dossier",
  rate: "look-up",
  schema: { params: DossierParams, query: nothing, body: nothing },
  handler: async (c) => ratePage(c, await openDossier(c, c.params.secret)),
});

const rateDossier = route({
  ...shared,
  method: "POST",
  path: "/danh-gia/:secret",
  atKiosk: true,
  auditName: "feedback.rate_dossier",
  rate: "look-up",
  schema: { params: DossierParams, query: nothing, body: RateInput },
  handler: async (c) => rate(c, await openDossier(c, c.params.secret)),
  onRefusal: (c, refusal, errors) => refusedPage(c, refusal, () => openDossier(c, c.params.secret), errors),
});

const showTicket = route({
  ...shared,
  method: "GET",
  path: "/danh-gia/luot/:unitId(^\\d+$)/:secret",
  auditName: "feedback.ticket",
  rate: "look-up",
  schema: { params: TicketParams, query: nothing, body: nothing },
  handler: async (c) => ratePage(c, await openTicket(c, c.params)),
});

const rateTicket = route({
  ...shared,
  method: "POST",
  path: "/danh-gia/luot/:unitId(^\\d+$)/:secret",
  auditName: "feedback.rate_ticket",
  rate: "look-up",
  schema: { params: TicketParams, query: nothing, body: RateInput },
  handler: async (c) => rate(c, await openTicket(c, c.params)),
  onRefusal: (c, refusal, errors) => refusedPage(c, refusal, () => openTicket(c, c.params), errors),
});

export const rateRoutes = [showDossier, rateDossier, showTicket, rateTicket];
