import { z } from "zod";
import { CERTIFICATION_BOOKS } from "#core/results/certification.ts";
import { findOffice } from "#organisation";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { file, page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { choice, integer, optional, requiredText } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { agencyField, inAgency, keptAgency, loadChoice, officialFor } from "./acting-in.ts";
import { BookPage, BooksPage, oneBook } from "./books.page.tsx";
import { BOOK_CLOSERS, CLERKS } from "./certification.ts";
import { findEntryPlace, listBooks, listEntries } from "./certification.store.ts";
import { closeBook } from "./close-book.ts";
import { beginVolume } from "./next-volume.ts";
import { RESULT_READERS } from "./result.ts";
import { resultPath } from "./result-paths.ts";
import { resultRefusal } from "./results.errors.ts";
import { text } from "./texts.ts";
import { voidCertification } from "./void-entry.ts";

type Context = RequestContext<unknown, unknown, unknown>;

const nothing = z.object({});
const MOST_SHOWN = 1_000;
const MOST_PRINTED = 20_000;
const BookParams = z.object({ year: integer(2000, 2200), book: choice(CERTIFICATION_BOOKS) });
const Agency = z.object({ agency: agencyField });
const entryId = integer(1, Number.MAX_SAFE_INTEGER);

const booksPage = route({
  method: "GET",
  path: "/chung-thuc/so",
  roles: RESULT_READERS,
  scope: "agency-rows",
  auditName: "certification.books",
  rate: "page",
  schema: { params: nothing, query: Agency, body: nothing },
  handler: async (c) => {
    const { agencyId } = officialFor(c.actor, RESULT_READERS, c.query.agency);
    const [books, agencies] = await c.read((tx) =>
      Promise.all([listBooks(tx, agencyId), loadChoice(tx, c, RESULT_READERS, agencyId)]),
    );
    const content = <BooksPage locale={c.locale} books={books} agencies={agencies} />;
    return page(c.shell({ title: text(c.locale, "books"), wide: true }, content));
  },
});

const holds = (c: Context, roles: readonly string[], agencyId: number): boolean =>
  c.actor?.posts.some((post) => post.agencyId === agencyId && roles.includes(post.role)) === true;

async function showBook(
  c: Context,
  about: z.output<typeof BookParams> & { readonly agencyId: number | undefined },
  month: number | undefined,
  errors: readonly FieldRefusal[] = [],
): Promise<Reply> {
  const { agencyId } = officialFor(c.actor, RESULT_READERS, about.agencyId);
  const [books, entries, agencies] = await c.read((tx) =>
    Promise.all([
      listBooks(tx, agencyId),
      listEntries(tx, { ...about, agencyId, month, most: MOST_SHOWN }),
      loadChoice(tx, c, RESULT_READERS, agencyId),
    ]),
  );
  const found = books.find(({ book, year }) => book === about.book && year === about.year);
  if (found === undefined) throw resultRefusal("book_empty");
  return page(
    c.shell(
      {
        title: text(c.locale, `book.${about.book}`),
        errors,
        wide: true,
        breadcrumbs: [
          { label: text(c.locale, "books"), href: inAgency(resultPath.books, agencies.chosen) },
          { label: String(about.year) },
        ],
      },
      <BookPage
        locale={c.locale}
        about={found}
        agencies={agencies}
        month={month}
        entries={entries}
        truncated={entries.length >= MOST_SHOWN}
        errors={errors}
        clerk={holds(c, CLERKS, agencyId)}
        closer={holds(c, BOOK_CLOSERS, agencyId)}
        closable={localDay(c.now) >= `${about.year}-12-31`}
        csrf={c.csrfToken}
        newKey={newFormKey}
      />,
    ),
  );
}

const Month = Agency.extend({ thang: optional(integer(1, 12)) });

const bookPage = route({
  method: "GET",
  path: "/chung-thuc/so/:year(^\\d{4}$)/:book",
  roles: RESULT_READERS,
  scope: "agency-rows",
  auditName: "certification.book",
  rate: "page",
  recordsReads: true,
  schema: { params: BookParams, query: Month, body: nothing },
  handler: (c) => showBook(c, { ...c.params, agencyId: c.query.agency }, c.query.thang),
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
    const { agencyId, unitId } = officialFor(c.actor, RESULT_READERS, c.query.agency);
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
  schema: { params: BookParams, query: nothing, body: Agency },
  handler: async (c) => {
    const by = officialFor(c.actor, BOOK_CLOSERS, c.body.agency);
    await c.execute("certification.close", { ...c.params, agencyId: by.agencyId }, (tx, unit) =>
      closeBook(tx, unit, by, c.params, c.now),
    );
    return redirect(inAgency(oneBook(c.params.book, c.params.year), c.body.agency), text(c.locale, "book.closed_done"));
  },
});

const volumePage = route({
  method: "POST",
  path: "/chung-thuc/so/:year(^\\d{4}$)/:book/quyen-moi",
  roles: BOOK_CLOSERS,
  scope: "agency-rows",
  auditName: "certification.volume",
  rate: "write",
  schema: { params: BookParams, query: nothing, body: Agency },
  handler: async (c) => {
    const by = officialFor(c.actor, BOOK_CLOSERS, c.body.agency);
    const { volume } = await c.execute("certification.volume", { ...c.params, agencyId: by.agencyId }, (tx, unit) =>
      beginVolume(tx, unit, by, c.params),
    );
    return redirect(
      inAgency(oneBook(c.params.book, c.params.year), c.body.agency),
      text(c.locale, "book.volume_done", { volume }),
    );
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
    return redirect(
      inAgency(oneBook(book, year), keptAgency(c.actor, RESULT_READERS, agencyId)),
      text(c.locale, "book.void_done", { number }),
    );
  },
  onRefusal: async (c, refusal, errors) => {
    if (refusal.status === 404) throw refusal;
    return showBook(c, await getEntryPlace(c, c.params.id), undefined, errors);
  },
});

export const bookPages = [booksPage, bookPage, bookPdf, closePage, volumePage, voidPage];
