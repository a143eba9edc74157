import { z } from "zod";
import { publicPage } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { GUIDES, LifeEventPage, LifeEventsPage } from "./life-events.page.tsx";
import { lifeEvents } from "./life-events.ts";
import { findProceduresByCodes } from "./procedure.store.ts";
import { procedureRefusal } from "./procedures.errors.ts";
import { text } from "./texts.ts";

const none = z.object({});

const guides = route({
  method: "GET",
  path: "/viec-trong-doi",
  roles: "public",
  scope: "reference",
  auditName: "procedures.guides",
  atKiosk: true,
  rate: "page",
  kept: true,
  schema: { params: none, query: none, body: none },
  handler: (c) =>
    publicPage(c.portal({ title: text(c.locale, "guides.title") }, <LifeEventsPage locale={c.locale} events={lifeEvents()} />)),
});

const guide = route({
  method: "GET",
  path: "/viec-trong-doi/:event",
  roles: "public",
  scope: "reference",
  auditName: "procedures.guide",
  atKiosk: true,
  rate: "page",
  kept: true,
  schema: { params: z.object({ event: z.string().max(60) }), query: none, body: none },
  handler: async (c) => {
    const event = lifeEvents().find(({ code }) => code === c.params.event);
    if (event === undefined) throw procedureRefusal("guide_not_found");
    const codes = event.steps.map(({ procedure }) => procedure);
    const found = await c.read((tx) => findProceduresByCodes(tx, codes, localDay(c.now)));
    const procedures = new Map<string, (typeof found)[number]>(found.map((procedure) => [procedure.code, procedure]));
    const breadcrumbs = [{ label: text(c.locale, "guides.title"), href: GUIDES }, { label: event.title[c.locale] }];
    const content = <LifeEventPage locale={c.locale} event={event} procedures={procedures} />;
    return publicPage(c.portal({ title: event.title[c.locale], breadcrumbs }, content));
  },
});

export const lifeEventRoutes = [guides, guide];
