import { z } from "zod";
import { CERTIFICATION_BOOKS, type CertificationBook } from "#core/results/certification.ts";
import { groupThousands } from "#core/money/vnd.ts";
import { findOffice, listPostHolders } from "#organisation";
import type { Actor } from "#platform/http/actor.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { file, json, page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { choice, integer, optional, requiredText } from "#platform/input/fields.ts";
import { nestFields } from "#platform/input/nest.ts";
import { validate } from "#platform/input/validate.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { officialFor, officialOn } from "./acting-in.ts";
import { BookPage, BooksPage, oneBook } from "./books.page.tsx";
import { BOOK_CLOSERS, CertifyInput, CLERKS } from "./certification.ts";
import { findEntryPlace, listBooks, listDocumentTypes, listEntries, listNewest } from "./certification.store.ts";
import { bookHref, CertifyPage } from "./certify.page.tsx";
import { certify } from "./certify.ts";
import { closeBook } from "./close-book.ts";
import { beginVolume } from "./next-volume.ts";
import { RESULT_READERS } from "./result.ts";
import { resultPath } from "./result-paths.ts";
import { resultRefusal } from "./results.errors.ts";
import { text } from "./texts.ts";
import { voidCertification } from "./void-entry.ts";

type Context = RequestContext<unknown, unknown, unknown>;
type Typed = Readonly<Record<string, string | string[] | undefined>>;

const nothing = z.object({});
const MOST_SHOWN = 1_000;
const MOST_PRINTED = 20_000;
const NEWEST = 8;
const BookParams = z.object({ year: integer(2000, 2200), book: choice(CERTIFICATION_BOOKS) });

const entryId = integer(1, Number.MAX_SAFE_INTEGER);
const readBook = (value: unknown): CertificationBook => CERTIFICATION_BOOKS.find((each) => each === value) ?? "BS";

async function showCertify(
  c: Context,
  book: CertificationBook,
  typed: Typed = {},
  errors: readonly FieldRefusal[] = [],
): Promise<Reply> {
  const { agencyId } = officialFor(c.actor, CLERKS);
  const [holders, documentTypes, newest] = await c.read((tx) =>
    Promise.all([
      listPostHolders(tx, agencyId, localDay(c.now)),
      listDocumentTypes(tx, agencyId),
      listNewest(tx, agencyId, book, NEWEST),
    ]),
  );
  return page(
    c.shell(
      { title: text(c.locale, `book.${book}`), errors, wide: true },
      <CertifyPage
        locale={c.locale}
        book={book}
        typed={typed}
        errors={errors}
        certifiers={holders.filter(({ role }) => role === "leader")}
        documentTypes={documentTypes}
        newest={newest}
        csrf={c.csrfToken}
        formKey={newFormKey()}
      />,
    ),
  );
}

const certifyForm = route({
  method: "GET",
  path: "/chung-thuc",
  roles: CLERKS,
  scope: "agency-rows",
  auditName: "certification.form",
  rate: "page",
  recordsReads: true,
  schema: { params: nothing, query: z.object({ so: z.string().max(10).optional() }), body: nothing },
  handler: (c) => showCertify(c, readBook(c.query.so)),
});

const runCertify = async (c: Context, input: CertifyInput) => {
  const by = await officialOn.code(c, CLERKS, input.dossierCode);
  return c.execute("certification.certify", JSON.parse(JSON.stringify(input)), (tx, unit) =>
    certify(tx, unit, c.actor as Actor, by, input, c.now),
  );
};

const certifyPage = route({
  method: "POST",
  path: "/chung-thuc",
  roles: CLERKS,
  scope: "agency-rows",
  auditName: "certification.certify",
  rate: "write",
  schema: { params: nothing, query: nothing, body: z.looseObject({}) },
  handler: async (c) => {
    const input = validate(CertifyInput, nestFields(c.body));
    const { number, requester, feeVnd } = await runCertify(c, input);
    return redirect(
      bookHref(resultPath.copies, input.book),
      text(c.locale, "certify.done", { number, requester, fee: groupThousands(feeVnd) }),
    );
  },
  onRefusal: (c, _refusal, errors, typed) => showCertify(c, readBook(typed["book"]), typed, errors),
});

const certifyApi = route({
  method: "POST",
  path: "/api/v1/certifications",
  roles: CLERKS,
  scope: "agency-rows",
  auditName: "certification.certify_api",
  keyScope: "dossiers.write",
  rate: "api",
  summary: "Receives, charges, enters in its book and returns a certification in one go.",
  schema: {
    params: nothing,
    query: nothing,
    body: CertifyInput,
    response: z.looseObject({ dossierId: z.int(), number: z.string(), feeVnd: z.int(), requester: z.string() }),
  },
  handler: async (c) => json(await runCertify(c, c.body), 201),
});

const agencyOf = (c: Context, agencyId?: number): number => officialFor(c.actor, RESULT_READERS, agencyId).agencyId;

const booksPage = route({
  method: "GET",
  path: "/chung-thuc/so",
  roles: RESULT_READERS,
  scope: "agency-rows",
  auditName: "certification.books",
  rate: "page",
  schema: { params: nothing, query: nothing, body: nothing },
  handler: async (c) => {
    const books = await c.read((tx) => listBooks(tx, agencyOf(c)));
    return page(c.shell({ title: text(c.locale, "books"), wide: true }, <BooksPage locale={c.locale} books={books} />));
  },
});

const holds = (c: Context, roles: readonly string[]): boolean => c.actor?.posts.some(({ role }) => roles.includes(role)) === true;

async function showBook(
  c: Context,
  about: z.output<typeof BookParams> & { readonly agencyId?: number },
  month: number | undefined,
  errors: readonly FieldRefusal[] = [],
): Promise<Reply> {
  const agencyId = agencyOf(c, about.agencyId);
  const [books, entries] = await c.read((tx) =>
    Promise.all([listBooks(tx, agencyId), listEntries(tx, { ...about, agencyId, month, most: MOST_SHOWN })]),
  );
  const found = books.find(({ book, year }) => book === about.book && year === about.year);
  if (found === undefined) throw resultRefusal("book_empty");
  return page(
    c.shell(
      {
        title: text(c.locale, `book.${about.book}`),
        errors,
        wide: true,
        breadcrumbs: [{ label: text(c.locale, "books"), href: resultPath.books }, { label: String(about.year) }],
      },
      <BookPage
        locale={c.locale}
        about={found}
        month={month}
        entries={entries}
        truncated={entries.length >= MOST_SHOWN}
        errors={errors}
        clerk={holds(c, CLERKS)}
        closer={holds(c, BOOK_CLOSERS)}
        closable={localDay(c.now) >= `${about.year}-12-31`}
        csrf={c.csrfToken}
        newKey={newFormKey}
      />,
    ),
  );
}

const Month = z.object({ thang: optional(integer(1, 12)) });

const bookPage = route({
  method: "GET",
  path: "/chung-thuc/so/:year(^\\d{4}$)/:book",
  roles: RESULT_READERS,
  scope: "agency-rows",
  auditName: "certification.book",
  rate: "page",
  recordsReads: true,
  schema: { params: BookParams, query: Month, body: nothing },
  handler: (c) => showBook(c, c.params, c.query.thang),
});

const bookPdf = route({
  method: "GET",
  path: "/chung-thuc/so/:year(^\\d{4}$)/:book/so.pdf",
  roles: RESULT_READERS,
  scope: "agency-rows",
  auditName: "certification.book_print",
  rate: "export",
  recordsReads: true,
  schema: { params: BookParams, query: Month, body: nothing },
  handler: async (c) => {
    const { agencyId, unitId } = officialFor(c.actor, RESULT_READERS);
    const month = c.query.thang;
    const [books, entries, office] = await c.read((tx) =>
      Promise.all([
        listBooks(tx, agencyId),
        listEntries(tx, { agencyId, ...c.params, month, most: MOST_PRINTED }),
        findOffice(tx, { agencyId, unitId }, localDay(c.now)),
      ]),
    );
    const found = books.find(({ book, year }) => book === c.params.book && year === c.params.year);
    if (found === undefined) throw resultRefusal("book_empty");
    const { closedAt, closedBy, closedHash, volume } = found;
    const closed = closedAt === null ? undefined : { at: closedAt, by: closedBy ?? "", hash: closedHash ?? "" };
    const { drawBookSheet } = await import("./book.slip.ts");
    const pdf = await drawBookSheet({ ...c.params, month, volume, entries, office, closed, printedAt: c.now });
    return file(pdf, "application/pdf", `so-chung-thuc-${c.params.year}${month === undefined ? "" : `-${month}`}.pdf`, true);
  },
});

const closePage = route({
  method: "POST",
  path: "/chung-thuc/so/:year(^\\d{4}$)/:book/khoa",
  roles: BOOK_CLOSERS,
  scope: "agency-rows",
  auditName: "certification.close",
  rate: "write",
  schema: { params: BookParams, query: nothing, body: nothing },
  handler: async (c) => {
    const by = officialFor(c.actor, BOOK_CLOSERS);
    await c.execute("certification.close", c.params, (tx, unit) => closeBook(tx, unit, by, c.params, c.now));
    return redirect(oneBook(c.params.book, c.params.year), text(c.locale, "book.closed_done"));
  },
});

const volumePage = route({
  method: "POST",
  path: "/chung-thuc/so/:year(^\\d{4}$)/:book/quyen-moi",
  roles: BOOK_CLOSERS,
  scope: "agency-rows",
  auditName: "certification.volume",
  rate: "write",
  schema: { params: BookParams, query: nothing, body: nothing },
  handler: async (c) => {
    const by = officialFor(c.actor, BOOK_CLOSERS);
    const { volume } = await c.execute("certification.volume", c.params, (tx, unit) => beginVolume(tx, unit, by, c.params));
    return redirect(oneBook(c.params.book, c.params.year), text(c.locale, "book.volume_done", { volume }));
  },
});

async function getEntryPlace(c: Context, id: number) {
  const place = await c.read((tx) => findEntryPlace(tx, id));
  if (place === undefined) throw resultRefusal("entry_not_found");
  return place;
}

const voidPage = route({
  method: "POST",
  path: "/chung-thuc/so/muc/:id(^\\d+$)/gach",
  roles: CLERKS,
  scope: "agency-rows",
  auditName: "certification.void",
  rate: "write",
  schema: { params: z.object({ id: entryId }), query: nothing, body: z.object({ reason: requiredText(500) }) },
  handler: async (c) => {
    const { id } = c.params;
    const { agencyId, book, year } = await getEntryPlace(c, id);
    const by = officialFor(c.actor, CLERKS, agencyId);
    const { number } = await c.execute("certification.void", { id, ...c.body }, (tx, unit) =>
      voidCertification(tx, unit, by, id, c.body.reason, c.now),
    );
    return redirect(oneBook(book, year), text(c.locale, "book.void_done", { number }));
  },
  onRefusal: async (c, refusal, errors) => {
    if (refusal.status === 404) throw refusal;
    return showBook(c, await getEntryPlace(c, c.params.id), undefined, errors);
  },
});

export const certificationPages = [
  certifyForm,
  certifyPage,
  certifyApi,
  booksPage,
  bookPage,
  bookPdf,
  closePage,
  volumePage,
  voidPage,
];
