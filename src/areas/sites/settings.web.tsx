import { z } from "zod";
import { findUnitOn } from "#organisation";
import { IMAGE_RULE } from "#platform/files/file-kind.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { chosenId, requiredText } from "#platform/input/fields.ts";
import { searchKey } from "#platform/input/text.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { type AnyContext, EDITORS, editorOf, PUBLISHERS } from "./access.ts";
import { proposeSlug } from "./article.rules.ts";
import { closeSite, reopenSite } from "./close-site.ts";
import { listOfficers } from "./get-site.ts";
import { addImage, addReceptions, callOffReception, changeSite, keepContact, openSite } from "./keep-site.ts";
import { ImagesPage } from "./images.page.tsx";
import { ReceptionsPage } from "./receptions.page.tsx";
import { SettingsPage } from "./settings.page.tsx";
import { findSite, listFormerAddresses, listImages, listReceptions } from "./site.store.ts";
import { CloseInput, ContactInput, ReceptionInput, SiteInput } from "./site.ts";
import { siteRefusal } from "./sites.errors.ts";
import { text } from "./texts.ts";

const nothing = z.object({});
const read = { roles: EDITORS, scope: "agency-rows", rate: "page", method: "GET" } as const;
const write = { roles: PUBLISHERS, scope: "agency-rows", rate: "write", method: "POST" } as const;
const noInput = { params: nothing, query: nothing, body: nothing };
const SHOWN_AHEAD = 60;

const common = (c: AnyContext) => ({
  locale: c.locale,
  publishes: editorOf(c).publishes,
  csrf: c.csrfToken,
  newKey: newFormKey,
});
const frame = (c: AnyContext, key: "tab.images" | "tab.receptions" | "tab.settings", errors: readonly FieldRefusal[]) => ({
  title: text(c.locale, key),
  errors,
  breadcrumbs: [{ label: text(c.locale, "editor.title"), href: "/trang-tin" }, { label: text(c.locale, key) }],
});

async function imagesPage(c: AnyContext, errors: readonly FieldRefusal[] = []): Promise<Reply> {
  const { agencyId } = editorOf(c);
  const [site, images] = await c.read((tx) => Promise.all([findSite(tx, agencyId), listImages(tx, agencyId)]));
  if (site === undefined) throw siteRefusal("site_none");
  return page(c.shell(frame(c, "tab.images", errors), <ImagesPage {...common(c)} site={site} images={images} />));
}

const images = route({
  ...read,
  path: "/trang-tin/anh",
  auditName: "sites.images",
  schema: noInput,
  handler: (c) => imagesPage(c),
});

const upload = route({
  ...write,
  roles: EDITORS,
  path: "/trang-tin/anh",
  auditName: "sites.image_add",
  takesFiles: IMAGE_RULE,
  schema: { params: nothing, query: nothing, body: z.object({ alt: requiredText(300) }) },
  handler: async (c) => {
    const by = editorOf(c);
    const [sent] = c.uploads;
    if (sent === undefined) throw siteRefusal("image_missing", { field: "image" });
    const { alt } = c.body;
    await c.execute("sites.image_add", { alt, sha256: sent.sha256 }, (tx, unit) =>
      addImage(tx, unit, by, { alt, upload: sent }, c.now),
    );
    return redirect("/trang-tin/anh", text(c.locale, "did.image"));
  },
  onRefusal: (c, _refusal, errors) => imagesPage(c, errors),
});

async function receptionsPage(c: AnyContext, errors: readonly FieldRefusal[] = []): Promise<Reply> {
  const { agencyId } = editorOf(c);
  const today = localDay(c.now);
  const receptions = await c.read((tx) => listReceptions(tx, agencyId, today, SHOWN_AHEAD));
  const shown = { ...common(c), today, receptions };
  return page(c.shell(frame(c, "tab.receptions", errors), <ReceptionsPage {...shown} />));
}

const receptions = route({
  ...read,
  path: "/trang-tin/lich-tiep-dan",
  auditName: "sites.receptions",
  schema: noInput,
  handler: (c) => receptionsPage(c),
});

const enterReceptions = route({
  ...write,
  path: "/trang-tin/lich-tiep-dan",
  auditName: "sites.reception_add",
  schema: { params: nothing, query: nothing, body: ReceptionInput },
  handler: async (c) => {
    const { agencyId } = editorOf(c);
    const { added } = await c.execute("sites.reception_add", { ...c.body }, (tx, unit) =>
      addReceptions(tx, unit, agencyId, c.body, c.now),
    );
    return redirect("/trang-tin/lich-tiep-dan", text(c.locale, "did.receptions", { count: added }));
  },
  onRefusal: (c, _refusal, errors) => receptionsPage(c, errors),
});

const callOff = route({
  ...write,
  path: "/trang-tin/lich-tiep-dan/hoan",
  auditName: "sites.reception_off",
  schema: { params: nothing, query: nothing, body: z.object({ id: chosenId(), why: requiredText(300) }) },
  handler: async (c) => {
    const { agencyId } = editorOf(c);
    await c.execute("sites.reception_off", { ...c.body }, (tx, unit) => callOffReception(tx, unit, agencyId, c.body, c.now));
    return redirect("/trang-tin/lich-tiep-dan", text(c.locale, "did.reception_off"));
  },
  onRefusal: (c, _refusal, errors) => receptionsPage(c, errors),
});

async function settingsPage(c: AnyContext, errors: readonly FieldRefusal[] = []): Promise<Reply> {
  const { agencyId } = editorOf(c);
  const today = localDay(c.now);
  const { agency, ...found } = await c.read(async (tx) => ({
    site: await findSite(tx, agencyId),
    formerAddresses: await listFormerAddresses(tx, agencyId),
    officers: await listOfficers(tx, agencyId, today),
    agency: await findUnitOn(tx, agencyId, today),
  }));
  const proposedSlug = proposeSlug(searchKey(agency?.fullName ?? ""));
  const shown = { ...common(c), ...found, proposedSlug };
  return page(c.shell(frame(c, "tab.settings", errors), <SettingsPage {...shown} />));
}

const settings = route({
  ...read,
  path: "/trang-tin/thiet-lap",
  auditName: "sites.settings",
  schema: noInput,
  handler: (c) => settingsPage(c),
});

const keep = route({
  ...write,
  path: "/trang-tin/thiet-lap",
  auditName: "sites.settings_save",
  schema: { params: nothing, query: nothing, body: SiteInput },
  handler: async (c) => {
    const { agencyId } = editorOf(c);
    const isOpen = (await c.read((tx) => findSite(tx, agencyId))) !== undefined;
    await c.execute("sites.settings_save", JSON.parse(JSON.stringify(c.body)), (tx, unit) =>
      isOpen ? changeSite(tx, unit, agencyId, c.body, c.now) : openSite(tx, unit, agencyId, c.body, c.now),
    );
    return redirect("/trang-tin/thiet-lap", text(c.locale, isOpen ? "did.settings" : "did.opened"));
  },
  onRefusal: (c, _refusal, errors) => settingsPage(c, errors),
});

const contact = route({
  ...write,
  path: "/trang-tin/lien-he",
  auditName: "sites.contact_save",
  schema: { params: nothing, query: nothing, body: ContactInput },
  handler: async (c) => {
    const { agencyId } = editorOf(c);
    await c.execute("sites.contact_save", JSON.parse(JSON.stringify(c.body)), (tx, unit) =>
      keepContact(tx, unit, agencyId, c.body),
    );
    return redirect("/trang-tin/thiet-lap", text(c.locale, "did.contact"));
  },
  onRefusal: (c, _refusal, errors) => settingsPage(c, errors),
});

const close = route({
  ...write,
  path: "/trang-tin/dong",
  auditName: "sites.close",
  schema: { params: nothing, query: nothing, body: CloseInput },
  handler: async (c) => {
    const { agencyId } = editorOf(c);
    await c.execute("sites.close", JSON.parse(JSON.stringify(c.body)), (tx, unit) =>
      closeSite(tx, unit, agencyId, c.body, c.now),
    );
    return redirect("/trang-tin/thiet-lap", text(c.locale, "did.closed"));
  },
  onRefusal: (c, _refusal, errors) => settingsPage(c, errors),
});

const reopen = route({
  ...write,
  path: "/trang-tin/mo-lai",
  auditName: "sites.reopen",
  schema: noInput,
  handler: async (c) => {
    const { agencyId } = editorOf(c);
    await c.execute("sites.reopen", {}, (tx, unit) => reopenSite(tx, unit, agencyId));
    return redirect("/trang-tin/thiet-lap", text(c.locale, "did.reopened"));
  },
  onRefusal: (c, _refusal, errors) => settingsPage(c, errors),
});

export const settingsRoutes = [images, upload, receptions, enterReceptions, callOff, settings, keep, contact, close, reopen];
