import { z } from "zod";
import type { FilesRule } from "#platform/files/file-kind.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { file, page, redirect, type Reply } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { type AnyContext, listCounters, listServices, POINT_ID } from "#queue";
import { dropLanguage, findClips, getPoint, keepClips, keepLanguage, readClips } from "./keep-language.ts";
import { LanguageInput, neededWords } from "./language.ts";
import { LanguagePage } from "./language.page.tsx";
import { listClips } from "./language.store.ts";
import { text } from "./texts.ts";
import { speakCall } from "./voice.ts";

const nothing = z.object({});
const HEAD = ["one_stop_head"] as const;
const UnitParams = z.object({ unitId: POINT_ID });
/** All digits, phrases and letters in one form, and some whole numbers. */
const CLIP_RULE: FilesRule = { kinds: ["wav"], maxBytes: 700_000, most: 60 };
const shared = { roles: HEAD, scope: "agency-rows" } as const;

async function languagePage(
  c: AnyContext,
  unitId: number,
  errors: readonly FieldRefusal[] = [],
  typed?: Readonly<Record<string, unknown>>,
): Promise<Reply> {
  const [point, services, clips] = await c.read((tx) =>
    Promise.all([getPoint(tx, unitId), listServices(tx, unitId), listClips(tx, unitId)]),
  );
  const crumbs = [{ label: point.name, href: `/hang-doi/${unitId}` }, { label: text(c.locale, "language.title") }];
  return page(
    c.shell(
      { title: text(c.locale, "language.title"), errors, breadcrumbs: crumbs },
      <LanguagePage
        locale={c.locale}
        point={point}
        needed={neededWords(services.map(({ prefix }) => prefix))}
        known={clips.map(({ word }) => word)}
        typed={typed}
        csrf={c.csrfToken}
        newKey={newFormKey}
      />,
    ),
  );
}

const show = route({
  ...shared,
  method: "GET",
  path: "/hang-doi/:unitId(^\\d+$)/ngon-ngu",
  auditName: "displays.language",
  rate: "page",
  schema: { params: UnitParams, query: nothing, body: nothing },
  handler: (c) => languagePage(c, c.params.unitId),
});

const keep = route({
  ...shared,
  method: "POST",
  path: "/hang-doi/:unitId(^\\d+$)/ngon-ngu",
  auditName: "displays.keep_language",
  rate: "write",
  schema: { params: UnitParams, query: nothing, body: LanguageInput },
  handler: async (c) => {
    const { unitId } = c.params;
    await c.execute("displays.keep_language", { unitId, ...JSON.parse(JSON.stringify(c.body)) }, (tx, unit) =>
      keepLanguage(tx, unit, unitId, c.body, c.now),
    );
    return redirect(`/hang-doi/${unitId}/ngon-ngu`, text(c.locale, "language.saved"));
  },
  onRefusal: (c, _refusal, errors, typed) => languagePage(c, c.params.unitId, errors, typed),
});

const drop = route({
  ...shared,
  method: "POST",
  path: "/hang-doi/:unitId(^\\d+$)/ngon-ngu/go",
  auditName: "displays.drop_language",
  rate: "write",
  schema: { params: UnitParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { unitId } = c.params;
    await c.execute("displays.drop_language", c.params, (tx, unit) => dropLanguage(tx, unit, unitId));
    return redirect(`/hang-doi/${unitId}/ngon-ngu`, text(c.locale, "language.dropped"));
  },
});

const upload = route({
  ...shared,
  method: "POST",
  path: "/hang-doi/:unitId(^\\d+$)/ngon-ngu/am-thanh",
  auditName: "displays.keep_clips",
  rate: "write",
  takesFiles: CLIP_RULE,
  schema: { params: UnitParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { unitId } = c.params;
    const { uploads } = c;
    const clips = await readClips(c.files, uploads);
    const input = { unitId, clips: clips.map(({ word, sha256 }) => `${word} ${sha256}`) };
    const { kept } = await c.execute("displays.keep_clips", input, (tx, unit) =>
      keepClips(tx, unit, unitId, { clips, uploads }, c.now),
    );
    return redirect(`/hang-doi/${unitId}/ngon-ngu`, text(c.locale, "language.uploaded", { n: kept }));
  },
  onRefusal: (c, _refusal, errors) => languagePage(c, c.params.unitId, errors),
});

const listen = route({
  ...shared,
  method: "GET",
  path: "/hang-doi/:unitId(^\\d+$)/ngon-ngu/nghe-thu.wav",
  auditName: "displays.listen",
  rate: "page",
  schema: { params: UnitParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { unitId } = c.params;
    const { point, services, counters, clips } = await c.read(async (tx) => {
      const found = await getPoint(tx, unitId);
      return {
        point: found,
        services: await listServices(tx, unitId),
        counters: await listCounters(tx, unitId),
        clips: await findClips(tx, c.files, found),
      };
    });
    const call = { prefix: services[0]?.prefix ?? "A", number: 21, counter: counters[0]?.number ?? 1 };
    return file(speakCall(point.voice, call, clips), "audio/wav", "nghe-thu.wav", true);
  },
});

export const languageRoutes = [show, keep, drop, upload, listen];
