import { z } from "zod";
import { page, publicPage } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { choice, integer, optional } from "#platform/input/fields.ts";
import { CataloguePage, PAGE_SIZE } from "./catalogue.page.tsx";
import { shorten } from "./links.ts";
import { ProcedurePage, ProcedurePrint } from "./procedure.page.tsx";
import { AUDIENCES, LEVELS } from "./procedure.ts";
import { findPublicVersion, listFields, listVersions } from "./procedure.store.ts";
import { procedureRefusal } from "./procedures.errors.ts";
import { questionText } from "./search/question-text.ts";
import { findProcedures } from "./search/find-procedures.ts";
import { text } from "./texts.ts";

const none = z.object({});
const code = z.object({ code: z.string().max(40) });
const caseQuery = z.object({ "truong-hop": optional(z.string().max(80)) });

const catalogue = route({
  method: "GET",
  path: "/thu-tuc",
  roles: "public",
  scope: "reference",
  auditName: "procedures.catalogue",
  rate: "page",
  schema: {
    params: none,
    query: z.object({
      q: questionText,
      field: optional(z.string().max(400)),
      level: optional(choice(LEVELS)),
      commune: optional(choice(["1"])),
      audience: optional(choice(AUDIENCES)),
      agency: optional(z.string().max(200)),
      online: optional(choice(["1", "0"])),
      page: z.preprocess((value) => (value === undefined || value === "" ? 1 : value), integer(1, 10_000)),
    }),
    body: none,
  },
  handler: async (c) => {
    const { query } = c;
    const today = localDay(c.now);
    const { page: number, commune, online, ...rest } = query;
    const filter = { ...rest, commune: commune === "1", online: online === undefined ? undefined : online === "1" };
    const [found, fields] = await c.read((tx) =>
      Promise.all([
        findProcedures(tx, { ...filter, limit: PAGE_SIZE, offset: (number - 1) * PAGE_SIZE }, today),
        listFields(tx, today, commune === "1"),
      ]),
    );
    const content = CataloguePage({ locale: c.locale, query, found, fields });
    return publicPage(c.portal({ title: text(c.locale, "catalogue.title") }, content));
  },
});

async function readProcedure(c: RequestContext<{ code: string }, { "truong-hop"?: string | undefined }, unknown>) {
  const today = localDay(c.now);
  const [procedure, versions] = await c.read((tx) =>
    Promise.all([findPublicVersion(tx, c.params.code, today), listVersions(tx, c.params.code, false)]),
  );
  if (procedure === undefined) throw procedureRefusal("procedure_not_found");
  return { locale: c.locale, procedure, versions, caseCode: c.query["truong-hop"], today };
}

const procedurePage = route({
  method: "GET",
  path: "/thu-tuc/:code",
  roles: "public",
  scope: "reference",
  auditName: "procedures.page",
  rate: "page",
  schema: { params: code, query: caseQuery, body: none },
  handler: async (c) => {
    const read = await readProcedure(c);
    const breadcrumbs = [{ label: text(c.locale, "catalogue.title"), href: "/thu-tuc" }, { label: read.procedure.code }];
    return publicPage(c.portal({ title: shorten(read.procedure.name), breadcrumbs }, ProcedurePage(read)));
  },
});

const procedurePrint = route({
  method: "GET",
  path: "/thu-tuc/:code/in",
  roles: "public",
  scope: "reference",
  auditName: "procedures.print",
  rate: "page",
  schema: { params: code, query: caseQuery, body: none },
  handler: async (c) => page(ProcedurePrint(await readProcedure(c))),
});

export const catalogueRoutes = [catalogue, procedurePage, procedurePrint];
