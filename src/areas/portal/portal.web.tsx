import { z } from "zod";
import { getUnitCalendar, searchUnits } from "#organisation";
import { NO_ROWS, reading } from "#platform/db/tx.ts";
import { hasRole, isCitizen } from "#platform/http/actor.ts";
import { file, live, page, redirect, storedFile } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { optional, requiredText } from "#platform/input/fields.ts";
import { HomePage, type OpeningHours } from "./home.page.tsx";
import { findByCode, findBySecret, findSecret } from "./look-up.ts";
import { type LookUpAnswer, LookUpPage, type LookUpTyped } from "./look-up.page.tsx";
import { portalRefusal } from "./portal.errors.ts";
import { findTracked, secretHash } from "./portal.store.ts";
import { showNoTracking, showTracking } from "./show-tracking.tsx";
import { stageOf, trackingPicture } from "./stages.ts";
import { loadMore, owedOn } from "./track-more.ts";
import { text } from "./texts.ts";

type AnyContext = RequestContext<unknown, unknown, unknown>;

const nothing = z.object({});

/** A whole province has too many counters to list on the front page. */
const MOST_PLACES = 6;

/** Where one can come, and when: the one-stop shops of the installation, unless there are too many to read. */
function findPlaces(c: AnyContext): Promise<readonly OpeningHours[]> {
  const today = localDay(c.now);
  return c.read(async (tx) => {
    const shops = await searchUnits(tx, { on: today, kinds: ["one_stop_shop"], limit: MOST_PLACES + 1 });
    if (shops.length > MOST_PLACES) return [];
    return Promise.all(
      shops.map(async (shop) => {
        const { week, hours } = await getUnitCalendar(tx, shop.id, today);
        return { place: shop.fullName, week, hours };
      }),
    );
  });
}

const home = route({
  method: "GET",
  path: "/",
  roles: "public",
  scope: "reference",
  auditName: "portal.home",
  rate: "page",
  schema: { params: nothing, query: nothing, body: nothing },
  handler: async (c) => {
    if (c.actor !== undefined && isCitizen(c.actor)) return redirect("/cua-toi");
    // An administrator has no dossiers and so no work in them.
    if (c.actor !== undefined)
      return redirect(hasRole(c.actor, "administrator") && c.actor.roles.size === 1 ? "/quan-tri/tai-khoan" : "/viec-cua-toi");
    const places = await findPlaces(c);
    return page(
      c.portal({ title: text(c.locale, "home.title") }, <HomePage locale={c.locale} csrf={c.csrfToken} places={places} />),
    );
  },
});

const typedOf = (form: Readonly<Record<string, unknown>>): LookUpTyped => ({
  ma: typeof form["ma"] === "string" ? form["ma"] : undefined,
  so: typeof form["so"] === "string" ? form["so"] : undefined,
});

function lookUpPage(
  c: AnyContext,
  typed: LookUpTyped,
  answer: LookUpAnswer,
  errors?: NonNullable<Parameters<AnyContext["portal"]>[0]["errors"]>,
) {
  const frame = { title: text(c.locale, "look_up.title"), ...(errors === undefined ? {} : { errors }) };
  return page(
    c.portal(
      frame,
      <LookUpPage locale={c.locale} csrf={c.csrfToken} typed={typed} answer={answer} byPhone={c.kiosk === undefined} />,
    ),
    answer.kind === "unknown" || answer.kind === "not_together" ? 404 : 200,
  );
}

const lookUp = route({
  method: "GET",
  path: "/tra-cuu",
  atKiosk: true,
  roles: "public",
  scope: "stage-only",
  auditName: "portal.look_up",
  rate: "look-up",
  schema: { params: nothing, query: z.object({ ma: optional(z.string().max(100)) }), body: nothing },
  handler: async (c) => {
    const typed = c.query.ma;
    if (typed === undefined) return lookUpPage(c, {}, { kind: "nothing" });
    const found = await findByCode(c, typed);
    if (found === undefined) return lookUpPage(c, { ma: typed }, { kind: "unknown" });
    return lookUpPage(c, { ma: found.code }, { kind: "found", code: found.code, stage: stageOf(found.state) });
  },
  onRefusal: (c, _refusal, errors, typed) => lookUpPage(c, typedOf(typed), { kind: "nothing" }, errors),
});

/** What people type may be anything, such as the number of their card: only a code that there is comes into an address. */
const lookUpTyped = route({
  method: "POST",
  path: "/tra-cuu",
  atKiosk: true,
  roles: "public",
  scope: "stage-only",
  auditName: "portal.look_up_typed",
  rate: "look-up",
  schema: { params: nothing, query: nothing, body: z.object({ ma: requiredText(100), so: optional(requiredText(40)) }) },
  handler: async (c) => {
    const { ma, so } = c.body;
    if (so !== undefined) {
      const secret = await findSecret(c, ma, so);
      return secret === undefined ? lookUpPage(c, { ma, so }, { kind: "not_together" }) : redirect(`/t/${secret}`);
    }
    const found = await findByCode(c, ma);
    if (found === undefined) return lookUpPage(c, { ma }, { kind: "unknown" });
    return redirect(`/tra-cuu?ma=${encodeURIComponent(found.code)}`);
  },
  onRefusal: (c, _refusal, errors, typed) => lookUpPage(c, typedOf(typed), { kind: "nothing" }, errors),
});

const tracking = route({
  method: "GET",
  path: "/t/:secret",
  atKiosk: true,
  roles: "public",
  scope: "secret",
  auditName: "portal.track",
  rate: "look-up",
  schema: { params: z.object({ secret: z.string() }), query: nothing, body: nothing },
  handler: (c) => showTracking(c, c.params.secret),
  onRefusal: (c, refusal) => showNoTracking(c, refusal),
});

const trackingCode = route({
  method: "GET",
  path: "/t/:secret/ma-qr.svg",
  atKiosk: true,
  roles: "public",
  scope: "secret",
  auditName: "portal.track_code",
  rate: "look-up",
  schema: { params: z.object({ secret: z.string() }), query: z.looseObject({}), body: nothing },
  handler: async (c) => {
    const found = await findBySecret(c, c.params.secret);
    const code = found === undefined ? undefined : (await loadMore(c, found.dossier)).code;
    if (code === undefined) throw portalRefusal("tracking_unknown");
    return file(code.svg, "image/svg+xml", "vietqr.svg", true);
  },
});

/** Whoever may read the page may hear that it changed; a wrong address counts as a miss like any other. */
const trackingFeed = route({
  method: "GET",
  path: "/t/:secret/truc-tiep",
  atKiosk: true,
  roles: "public",
  scope: "secret",
  auditName: "portal.track_live",
  rate: "look-up",
  schema: { params: z.object({ secret: z.string() }), query: nothing, body: nothing },
  handler: async (c) => {
    const { secret } = c.params;
    const found = await findBySecret(c, secret);
    if (found === undefined) throw portalRefusal("tracking_unknown");
    const { dossier } = found;
    const scope = { accountId: null, agencies: [dossier.agencyId] };
    const render = async (): Promise<string> => {
      const [tracked, owed] = await Promise.all([
        reading(c.pool, NO_ROWS, (tx) => findTracked(tx, secretHash(secret))),
        reading(c.pool, scope, (tx) => owedOn(tx, dossier.id)),
      ]);
      return `${trackingPicture(tracked ?? dossier)}.${owed}`;
    };
    return live({ topic: `dossier:${dossier.id}`, key: `tracking:${dossier.id}`, render });
  },
});

/** The signed file of a result, byte for byte, for whoever holds the receipt. */
const resultFile = route({
  method: "GET",
  path: "/t/:secret/ket-qua/:code",
  roles: "public",
  scope: "secret",
  auditName: "portal.result_file",
  rate: "look-up",
  schema: { params: z.object({ secret: z.string(), code: z.string().max(40) }), query: nothing, body: nothing },
  handler: async (c) => {
    const found = await findBySecret(c, c.params.secret);
    const result = found?.results.find(({ code }) => code === c.params.code);
    if (result === undefined) throw portalRefusal("tracking_unknown");
    return storedFile(c.files.pathOf(result.sha256), "application/pdf", `${result.code}.pdf`);
  },
});

export const webRoutes = [home, lookUp, lookUpTyped, tracking, trackingCode, trackingFeed, resultFile];
