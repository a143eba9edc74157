import { z } from "zod";
import { CERTIFICATION_BOOKS, type CertificationBook } from "#core/results/certification.ts";
import { groupThousands } from "#core/money/vnd.ts";
import { listPostHolders } from "#organisation";
import type { Actor } from "#platform/http/actor.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { json, page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { nestFields } from "#platform/input/nest.ts";
import { validate } from "#platform/input/validate.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { agencyField, inAgency, keptAgency, loadChoice, officialFor, officialOn } from "./acting-in.ts";
import { CertifyInput, CLERKS } from "./certification.ts";
import { listDocumentTypes, listNewest } from "./certification.store.ts";
import { bookHref, CertifyPage } from "./certify.page.tsx";
import { certify } from "./certify.ts";
import { resultPath } from "./result-paths.ts";
import { text } from "./texts.ts";

type Context = RequestContext<unknown, unknown, unknown>;
type Typed = Readonly<Record<string, string | string[] | undefined>>;

const nothing = z.object({});
const NEWEST = 8;

const readBook = (value: unknown): CertificationBook => CERTIFICATION_BOOKS.find((each) => each === value) ?? "BS";

async function showCertify(
  c: Context,
  book: CertificationBook,
  agency: number | undefined,
  typed: Typed = {},
  errors: readonly FieldRefusal[] = [],
): Promise<Reply> {
  const { agencyId } = officialFor(c.actor, CLERKS, agency);
  const [holders, documentTypes, newest, agencies] = await c.read((tx) =>
    Promise.all([
      listPostHolders(tx, agencyId, localDay(c.now)),
      listDocumentTypes(tx, agencyId),
      listNewest(tx, agencyId, book, NEWEST),
      loadChoice(tx, c, CLERKS, agencyId),
    ]),
  );
  return page(
    c.shell(
      { title: text(c.locale, `book.${book}`), errors, wide: true },
      <CertifyPage
        locale={c.locale}
        book={book}
        agencies={agencies}
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
  schema: { params: nothing, query: z.object({ so: z.string().max(10).optional(), agency: agencyField }), body: nothing },
  handler: (c) => showCertify(c, readBook(c.query.so), c.query.agency),
});

const runCertify = async (c: Context, input: CertifyInput) => {
  const by = await officialOn.code(c, CLERKS, input.dossierCode, input.agency);
  const done = await c.execute("certification.certify", JSON.parse(JSON.stringify(input)), (tx, unit) =>
    certify(tx, unit, c.actor as Actor, by, input, c.now),
  );
  return { done, agencyId: by.agencyId };
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
    const { done, agencyId } = await runCertify(c, input);
    const { number, requester, feeVnd } = done;
    return redirect(
      inAgency(bookHref(resultPath.copies, input.book), keptAgency(c.actor, CLERKS, agencyId)),
      text(c.locale, "certify.done", { number, requester, fee: groupThousands(feeVnd) }),
    );
  },
  onRefusal: (c, _refusal, errors, typed) =>
    showCertify(c, readBook(typed["book"]), agencyField.safeParse(typed["agency"]).data, typed, errors),
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
  handler: async (c) => json((await runCertify(c, c.body)).done, 201),
});

export const certifyPages = [certifyForm, certifyPage, certifyApi];
