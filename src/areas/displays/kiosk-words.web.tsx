import { z } from "zod";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { choice } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { type AnyContext, POINT_ID } from "#queue";
import { DeviceParams, kioskAddress, openDevice } from "./device-context.ts";
import { displaysRefusal } from "./displays.errors.ts";
import { findKioskWords, keepKioskWords } from "./keep-kiosk-words.ts";
import { getPoint } from "./keep-language.ts";
import { KioskWordsInput } from "./kiosk-words.ts";
import { KioskWordsPage } from "./kiosk-words.page.tsx";
import { text } from "./texts.ts";

const nothing = z.object({});
const UnitParams = z.object({ unitId: POINT_ID });
const shared = { roles: ["one_stop_head"], scope: "agency-rows", path: "/hang-doi/:unitId(^\\d+$)/ngon-ngu/kiosk" } as const;

async function wordsPage(c: AnyContext, unitId: number, errors: readonly FieldRefusal[] = []): Promise<Reply> {
  const [point, words] = await c.read((tx) => Promise.all([getPoint(tx, unitId), findKioskWords(tx, unitId)]));
  if (words === undefined) throw displaysRefusal("language_none");
  const title = text(c.locale, "words.title", { language: words.name });
  const breadcrumbs = [
    { label: point.name, href: `/hang-doi/${unitId}` },
    { label: text(c.locale, "language.title"), href: `/hang-doi/${unitId}/ngon-ngu` },
    { label: title },
  ];
  const shown = { locale: c.locale, unitId, hall: point.name, words, csrf: c.csrfToken, formKey: newFormKey() };
  return page(c.shell({ title, errors, breadcrumbs }, <KioskWordsPage {...shown} />));
}

const show = route({
  ...shared,
  method: "GET",
  auditName: "displays.kiosk_words",
  rate: "page",
  schema: { params: UnitParams, query: nothing, body: nothing },
  handler: (c) => wordsPage(c, c.params.unitId),
});

const keep = route({
  ...shared,
  method: "POST",
  auditName: "displays.keep_kiosk_words",
  rate: "write",
  schema: { params: UnitParams, query: nothing, body: KioskWordsInput },
  handler: async (c) => {
    const { unitId } = c.params;
    const { kept } = await c.execute("displays.keep_kiosk_words", { unitId, ...JSON.parse(JSON.stringify(c.body)) }, (tx, unit) =>
      keepKioskWords(tx, unit, unitId, c.body, c.now),
    );
    return redirect(`/hang-doi/${unitId}/ngon-ngu/kiosk`, text(c.locale, "words.saved", { n: kept }));
  },
  onRefusal: (c, _refusal, errors) => wordsPage(c, c.params.unitId, errors),
});

/** The language of a visit at a kiosk; it is forgotten when the visit ends. */
const choose = route({
  method: "GET",
  path: "/kiosk/:unitId(^\\d+$)/:token/ngon-ngu",
  roles: "public",
  scope: "device",
  auditName: "displays.kiosk_language",
  rate: "page",
  schema: { params: DeviceParams, query: z.object({ chon: choice(["vi", "en", "khac"]) }), body: nothing },
  handler: async (c) => {
    await openDevice(c, c.params, ["kiosk"]);
    const { chon } = c.query;
    c.setCookie("locale", chon === "en" ? "en" : "vi");
    c.setCookie("second", chon === "khac" ? "1" : null);
    return redirect(kioskAddress(c.params));
  },
});

export const kioskWordRoutes = [show, keep, choose];
