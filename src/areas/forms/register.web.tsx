import { z } from "zod";
import { findOffice } from "#organisation";
import { type ActingPost, type Actor, findPost } from "#platform/http/actor.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { file, json, page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { integer, optional } from "#platform/input/fields.ts";
import { platformRefusal } from "#platform/refusals.ts";
import { closeRegister } from "./close-register.ts";
import { formsRefusal } from "./forms.errors.ts";
import { READERS } from "./readers.ts";
import { PRINTED_AT_ONCE, REGISTER_CLOSERS } from "./register.ts";
import { RegisterPage, RegistersPage } from "./register.page.tsx";
import { findClosedRegister, findRegisterContent, listRegisterEntries, listRegisterYears } from "./register.store.ts";
import { REGISTER_PATH, registerPath } from "./register-paths.ts";
import { getTemplate } from "./templates.ts";
import { text } from "./texts.ts";
import { verifyRegister } from "./verify-register.ts";

type Context = RequestContext<unknown, unknown, unknown>;

const PER_PAGE = 50;
const nothing = z.object({});
const OneYear = z.object({ year: integer(2000, 2200) });
/** A month, and the numbers above one. */
const Part = z.object({ thang: optional(integer(1, 12)), sau: optional(integer(0, 10_000_000)) });

/** The post whose agency's register is meant: the person's own. */
function postOf(c: Pick<Context, "actor">, roles: Parameters<typeof findPost>[1] = READERS): ActingPost & { readonly by: Actor } {
  const post = c.actor === undefined ? undefined : findPost(c.actor, roles);
  if (c.actor === undefined || post === undefined) throw platformRefusal("not_allowed");
  return { ...post, by: c.actor };
}

const listPage = route({
  method: "GET",
  path: REGISTER_PATH,
  roles: READERS,
  scope: "agency-rows",
  auditName: "forms.registers",
  rate: "page",
  schema: { params: nothing, query: nothing, body: nothing },
  handler: async (c) => {
    const { agencyId } = postOf(c);
    const years = await c.read((tx) => listRegisterYears(tx, agencyId));
    return page(c.shell({ title: text(c.locale, "register") }, <RegistersPage locale={c.locale} years={years} />));
  },
});

const Query = Part.extend({ "doi-chieu": optional(integer(1, 1)) });

async function showYear(c: Context, year: number, query: z.output<typeof Query>): Promise<Reply> {
  const { agencyId } = postOf(c);
  const month = query.thang;
  const [years, found] = await c.read((tx) =>
    Promise.all([
      listRegisterYears(tx, agencyId),
      listRegisterEntries(tx, { agencyId, year, asOf: c.now, month, after: query.sau ?? 0, most: PER_PAGE + 1 }),
    ]),
  );
  const about = years.find((it) => it.year === year);
  if (about === undefined) throw formsRefusal("register_empty", { values: { year: String(year) } });
  const asked = query["doi-chieu"] === 1 && about.closed !== undefined;
  const verdict = asked ? await c.read((tx) => verifyRegister(tx, agencyId, year)) : undefined;
  const entries = found.slice(0, PER_PAGE);
  const last = entries.at(-1)?.number;
  const next = new URLSearchParams({ ...(month === undefined ? {} : { thang: String(month) }), sau: String(last) });
  return page(
    c.shell(
      {
        title: text(c.locale, "register.one", { year: String(year) }),
        wide: true,
        breadcrumbs: [{ label: text(c.locale, "register"), href: REGISTER_PATH }, { label: String(year) }],
      },
      <RegisterPage
        locale={c.locale}
        about={about}
        month={month}
        entries={entries}
        nextHref={found.length > PER_PAGE ? `${registerPath(year)}?${next}` : undefined}
        verdict={verdict}
        closer={c.actor !== undefined && findPost(c.actor, REGISTER_CLOSERS, agencyId) !== undefined}
        over={localDay(c.now) > `${year}-12-31`}
        csrf={c.csrfToken}
        formKey={newFormKey()}
      />,
    ),
  );
}

const yearPage = route({
  method: "GET",
  path: `${REGISTER_PATH}/:year(^\\d{4}$)`,
  roles: READERS,
  scope: "agency-rows",
  auditName: "forms.register",
  rate: "page",
  recordsReads: true,
  schema: { params: OneYear, query: Query, body: nothing },
  handler: (c) => showYear(c, c.params.year, c.query),
});

const yearPdf = route({
  method: "GET",
  path: `${REGISTER_PATH}/:year(^\\d{4}$)/so.pdf`,
  roles: READERS,
  scope: "agency-rows",
  auditName: "forms.register_print",
  rate: "export",
  recordsReads: true,
  schema: { params: OneYear, query: Part, body: nothing },
  handler: async (c) => {
    const { agencyId } = postOf(c);
    const { year } = c.params;
    const { thang: month, sau: after = 0 } = c.query;
    const closed = await c.read((tx) => findClosedRegister(tx, agencyId, year));
    const [found, office] = await c.read((tx) =>
      Promise.all([
        listRegisterEntries(tx, { agencyId, year, asOf: closed?.closedAt ?? c.now, month, after, most: PRINTED_AT_ONCE + 1 }),
        findOffice(tx, { agencyId, unitId: agencyId }, localDay(c.now)),
      ]),
    );
    if (found.length === 0) throw formsRefusal("register_empty", { values: { year: String(year) } });
    if (found.length > PRINTED_AT_ONCE && month !== undefined)
      throw formsRefusal("register_too_long", { values: { most: PRINTED_AT_ONCE } });
    const entries = found.slice(0, PRINTED_AT_ONCE);
    const { drawRegister } = await import("./register.slip.ts");
    // A month that ended under the circular before is printed in its form.
    const lastDay = new Date(Date.UTC(year, month ?? 12, 0)).toISOString().slice(0, 10);
    const template = getTemplate("register", [lastDay, localDay(c.now)].toSorted()[0] ?? "");
    const pdf = await drawRegister({ template, office, year, month, entries, closed, printedAt: c.now });
    const name = `so-theo-doi-${year}${month === undefined ? "" : `-${String(month).padStart(2, "0")}`}.pdf`;
    return file(pdf, "application/pdf", name, true);
  },
});

/** The very bytes whose SHA-256 is printed under the register. */
const contentFile = route({
  method: "GET",
  path: `${REGISTER_PATH}/:year(^\\d{4}$)/noi-dung.jsonl`,
  roles: READERS,
  scope: "agency-rows",
  auditName: "forms.register_content",
  rate: "export",
  recordsReads: true,
  schema: { params: OneYear, query: nothing, body: nothing },
  handler: async (c) => {
    const { year } = c.params;
    const content = await c.read((tx) => findRegisterContent(tx, postOf(c).agencyId, year));
    if (content === undefined) throw formsRefusal("register_open", { values: { year: String(year) } });
    return file(content, "application/jsonl; charset=utf-8", `so-theo-doi-${year}.jsonl`);
  },
});

const closePage = route({
  method: "POST",
  path: `${REGISTER_PATH}/:year(^\\d{4}$)/khoa`,
  roles: REGISTER_CLOSERS,
  scope: "agency-rows",
  auditName: "forms.register_close",
  rate: "write",
  schema: { params: OneYear, query: nothing, body: nothing },
  handler: async (c) => {
    const { year } = c.params;
    const { agencyId, by } = postOf(c, REGISTER_CLOSERS);
    const closer = { agencyId, accountId: by.accountId, name: by.name };
    await c.execute("forms.close_register", { agencyId, year }, (tx, unit) => closeRegister(tx, unit, closer, year, c.now));
    return redirect(registerPath(year), text(c.locale, "register.close_done"));
  },
});

const verifyApi = route({
  method: "GET",
  path: "/api/v1/registers/:year",
  roles: READERS,
  scope: "agency-rows",
  auditName: "forms.register_verify",
  rate: "api",
  recordsReads: true,
  summary: "The closed register of dossiers of a year, and whether the dossiers still agree with it.",
  schema: {
    params: OneYear,
    query: nothing,
    body: nothing,
    response: z.object({
      year: z.int(),
      entries: z.int(),
      closedAt: z.string(),
      closedBy: z.string(),
      sha256: z.string(),
      agrees: z.boolean(),
      keptSha256: z.string(),
      todaySha256: z.string(),
      differences: z.array(z.object({ code: z.string(), what: z.enum(["changed", "missing", "added"]) })),
    }),
  },
  handler: async (c) => {
    const { register, ...verdict } = await c.read((tx) => verifyRegister(tx, postOf(c).agencyId, c.params.year));
    return json({ ...register, ...verdict });
  },
});

export const registerRoutes = [listPage, yearPage, yearPdf, contentFile, closePage, verifyApi];
