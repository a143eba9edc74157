import QRCode from "qrcode";
import { z } from "zod";
import { getTypedUnit, getUnitCalendar, OFFICE_CALENDAR } from "#organisation";
import type { Tx } from "#platform/db/tx.ts";
import { file, page, publicPage, redirect } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { choice, integer, optional } from "#platform/input/fields.ts";
import { Refusal } from "#platform/refusal.ts";
import { CataloguePage, PAGE_SIZE } from "./catalogue.page.tsx";
import { listComponentFiles } from "./component-file.store.ts";
import { findFilingWay } from "./filing-way.ts";
import { isOpenOn } from "./get-open-procedure.ts";
import { governmentService } from "./government-service.ts";
import { linkTo, shorten } from "./links.ts";
import { ProcedurePage, ProcedurePrint } from "./procedure.page.tsx";
import { AUDIENCES, LEVELS } from "./procedure.ts";
import { findPublicVersion, listFields, listVersions } from "./procedure.store.ts";
import { procedureRefusal } from "./procedures.errors.ts";
import { dueIfFiledAt } from "./publication.clock.ts";
import { questionText } from "./search/question-text.ts";
import { findProcedures } from "./search/find-procedures.ts";
import { text } from "./texts.ts";

const none = z.object({});
const code = z.object({ code: z.string().max(40) });
const pageQuery = z.object({
  "truong-hop": optional(z.string().max(80)),
  "don-vi": optional(z.string().max(100)),
  chu: optional(choice(["lon"])),
});
type PageContext = RequestContext<{ code: string }, z.output<typeof pageQuery>, unknown>;

const catalogue = route({
  method: "GET",
  path: "/thu-tuc",
  atKiosk: true,
  roles: "public",
  scope: "reference",
  auditName: "procedures.catalogue",
  rate: "page",
  kept: true,
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
    // There are fewer pages than when the address was made; whoever comes by it sees the first, not an empty catalogue.
    if (number > 1 && found.matches.length === 0) return redirect(linkTo("/thu-tuc", { ...query, page: undefined }));
    const content = CataloguePage({ locale: c.locale, query, found, fields });
    return publicPage(c.portal({ title: text(c.locale, "catalogue.title") }, content));
  },
});

/** The office that was typed and its working time; the usual hours where none was typed or none is meant for sure. */
async function findWorkingTime(tx: Tx, typed: string | undefined, today: string) {
  const usual = { unitName: undefined, isKnown: typed === undefined, calendar: OFFICE_CALENDAR };
  if (typed === undefined) return usual;
  try {
    const unit = await getTypedUnit(tx, { unit: typed }, today);
    return { unitName: unit.fullName, isKnown: true, calendar: await getUnitCalendar(tx, unit.id, today) };
  } catch (error) {
    if (error instanceof Refusal) return usual;
    throw error;
  }
}

async function readProcedure(c: PageContext) {
  const today = localDay(c.now);
  const typed = c.query["don-vi"];
  const [procedure, versions, { calendar, ...office }, sheets] = await c.read((tx) =>
    Promise.all([
      findPublicVersion(tx, c.params.code, today),
      listVersions(tx, c.params.code, false),
      findWorkingTime(tx, typed, today),
      listComponentFiles(tx, c.params.code),
    ]),
  );
  if (procedure === undefined) throw procedureRefusal("procedure_not_found");
  const filing = isOpenOn(procedure, today) ? await c.read((tx) => findFilingWay(tx, procedure)) : undefined;
  const caseCode = c.query["truong-hop"];
  const term = procedure.definition.cases.find((one) => one.code === caseCode)?.term ?? procedure.term;
  const ifFiled = { ...office, typed, dueAt: dueIfFiledAt(term, calendar, c.now), on: today };
  const service = governmentService(c.locale, procedure, c.publicUrl);
  const large = c.query.chu === "lon";
  return { locale: c.locale, procedure, versions, caseCode, today, ifFiled, filing, sheets, service, large };
}

const procedurePage = route({
  method: "GET",
  path: "/thu-tuc/:code",
  atKiosk: true,
  roles: "public",
  scope: "reference",
  auditName: "procedures.page",
  rate: "page",
  kept: true,
  schema: { params: code, query: pageQuery, body: none },
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
  schema: { params: code, query: pageQuery, body: none },
  handler: async (c) => page(ProcedurePrint(await readProcedure(c))),
});

const procedureQr = route({
  method: "GET",
  path: "/thu-tuc/:code/qr.svg",
  atKiosk: true,
  roles: "public",
  scope: "reference",
  auditName: "procedures.qr",
  rate: "page",
  schema: { params: code, query: none, body: none },
  handler: async (c) => {
    const address = `${c.publicUrl}/thu-tuc/${encodeURIComponent(c.params.code)}`;
    return file(await QRCode.toString(address, { type: "svg", margin: 2 }), "image/svg+xml", "qr.svg", true);
  },
});

export const catalogueRoutes = [catalogue, procedurePage, procedurePrint, procedureQr];
