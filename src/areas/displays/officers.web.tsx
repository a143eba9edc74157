import { z } from "zod";
import type { FilesRule } from "#platform/files/file-kind.ts";
import { rememberFiles } from "#platform/files/file.store.ts";
import type { Tx } from "#platform/db/tx.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { page, redirect, type Reply, storedPixels } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { type AnyContext, findPoint, POINT_ID, queueRefusal, queueTopic } from "#queue";
import { displaysRefusal } from "./displays.errors.ts";
import { keepPhoto, listOfficers, removePhoto } from "./officer.store.ts";
import { OfficersPage } from "./officers.page.tsx";
import { text } from "./texts.ts";

const nothing = z.object({});
const HEAD = ["one_stop_head"] as const;
const UnitParams = z.object({ unitId: POINT_ID });
const PersonParams = UnitParams.extend({ personId: POINT_ID });
const PHOTO_RULE: FilesRule = { kinds: ["jpg", "png"], maxBytes: 15 * 1_048_576, most: 1, longestSide: 480 };

async function getPlace(tx: Tx, unitId: number, now: Date) {
  const point = await findPoint(tx, unitId);
  if (point === undefined) throw queueRefusal("point_unknown");
  return { point, officers: await listOfficers(tx, point.agencyId, localDay(now)) };
}

/** The officer of that number among those of the hall's agency, and nobody else. */
async function getOfficer(tx: Tx, unitId: number, personId: number, now: Date) {
  const { point, officers } = await getPlace(tx, unitId, now);
  const officer = officers.find((one) => one.personId === personId);
  if (officer === undefined) throw displaysRefusal("officer_unknown");
  return { point, officer };
}

async function officersPage(
  c: AnyContext,
  unitId: number,
  errors: readonly FieldRefusal[] = [],
  refused?: number,
): Promise<Reply> {
  const { point, officers } = await c.read((tx) => getPlace(tx, unitId, c.now));
  const crumbs = [{ label: point.name, href: `/hang-doi/${unitId}` }, { label: text(c.locale, "officers.title") }];
  return page(
    c.shell(
      { title: text(c.locale, "officers.title"), errors, breadcrumbs: crumbs },
      <OfficersPage
        locale={c.locale}
        point={point}
        officers={officers}
        refused={refused}
        csrf={c.csrfToken}
        newKey={newFormKey}
      />,
    ),
  );
}

const show = route({
  method: "GET",
  path: "/hang-doi/:unitId(^\\d+$)/can-bo",
  roles: HEAD,
  scope: "agency-rows",
  auditName: "displays.officers",
  rate: "page",
  schema: { params: UnitParams, query: nothing, body: nothing },
  handler: (c) => officersPage(c, c.params.unitId),
});

const keep = route({
  method: "POST",
  path: "/hang-doi/:unitId(^\\d+$)/can-bo/:personId(^\\d+$)",
  roles: HEAD,
  scope: "agency-rows",
  auditName: "displays.keep_photo",
  rate: "write",
  takesFiles: PHOTO_RULE,
  schema: { params: PersonParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { unitId, personId } = c.params;
    const [sent] = c.uploads;
    if (sent === undefined || (sent.kind !== "jpg" && sent.kind !== "png"))
      throw displaysRefusal("photo_missing", { field: "image" });
    const photo = { sha256: sent.sha256, kind: sent.kind };
    await c.execute("displays.keep_photo", { unitId, personId, sha256: sent.sha256 }, async (tx, unit) => {
      const { point } = await getOfficer(tx, unitId, personId, c.now);
      await rememberFiles(tx, [sent], c.now);
      await keepPhoto(tx, { agencyId: point.agencyId, personId }, photo, c.now);
      unit.subject(`person:${personId}`);
      unit.announce(queueTopic(unitId));
      return null;
    });
    return redirect(`/hang-doi/${unitId}/can-bo`, text(c.locale, "officers.saved"));
  },
  onRefusal: (c, _refusal, errors) => officersPage(c, c.params.unitId, errors, c.params.personId),
});

const remove = route({
  method: "POST",
  path: "/hang-doi/:unitId(^\\d+$)/can-bo/:personId(^\\d+$)/go",
  roles: HEAD,
  scope: "agency-rows",
  auditName: "displays.remove_photo",
  rate: "write",
  schema: { params: PersonParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { unitId, personId } = c.params;
    await c.execute("displays.remove_photo", c.params, async (tx, unit) => {
      const { point } = await getOfficer(tx, unitId, personId, c.now);
      await removePhoto(tx, point.agencyId, personId);
      unit.subject(`person:${personId}`);
      unit.announce(queueTopic(unitId));
      return null;
    });
    return redirect(`/hang-doi/${unitId}/can-bo`, text(c.locale, "officers.removed"));
  },
});

const photo = route({
  method: "GET",
  path: "/hang-doi/:unitId(^\\d+$)/can-bo/:personId(^\\d+$)/anh",
  roles: HEAD,
  scope: "agency-rows",
  auditName: "displays.photo",
  rate: "page",
  schema: { params: PersonParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { officer } = await c.read((tx) => getOfficer(tx, c.params.unitId, c.params.personId, c.now));
    if (officer.photo === null) throw displaysRefusal("officer_unknown");
    const { sha256, kind } = officer.photo;
    return storedPixels(c.files.pathOf(sha256), kind === "png" ? "image/png" : "image/jpeg", `can-bo.${kind}`);
  },
});

export const officerRoutes = [show, keep, remove, photo];
