import { z } from "zod";
import { dossierPath, findDossier, showDossierPage } from "#dossiers";
import { MEDIA_TYPES, SCAN_RULE } from "#platform/files/file-kind.ts";
import { fileRefusal } from "#platform/files/files.errors.ts";
import { renderPage } from "#platform/files/pdf.ts";
import { hasRole } from "#platform/http/actor.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { page, redirect, type Reply, storedFile, storedPixels } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { integer } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { actingOn, PAPER_ROLES, READERS } from "./acting-in.ts";
import { CopyPage } from "./copy.page.tsx";
import { DigitiseInput, type DigitalCopy, ReviewInput } from "./digital-copy.ts";
import { findCopy } from "./digital-copy.store.ts";
import { digitiseComponent } from "./digitise-component.ts";
import { EndOriginalInput, TakeOriginalInput } from "./original.ts";
import { papersRefusal } from "./papers.errors.ts";
import { reviewCopy } from "./review-copy.ts";
import { runSettleOriginal, runTakeOriginal } from "./run-original.ts";
import { text } from "./texts.ts";

type Context = RequestContext<unknown, unknown, unknown>;
type Typed = Readonly<Record<string, string | string[] | undefined>>;

const id = integer(1, Number.MAX_SAFE_INTEGER);
const nothing = z.object({});
const DossierParams = z.object({ id });
const CopyParams = DossierParams.extend({ copy: id });
const actorOf = (c: Pick<Context, "actor">) => {
  if (c.actor === undefined) throw papersRefusal("dossier_not_found");
  return c.actor;
};

/** The dossier's page again, with the refused form open and what was typed in it. */
const again =
  (action: string) => (c: RequestContext<{ id: number }, unknown, unknown>, errors: readonly FieldRefusal[], typed: Typed) =>
    showDossierPage(c, c.params.id, { panel: "papers", action, typed, errors });

const digitise = route({
  method: "POST",
  path: "/ho-so/:id(^\\d+$)/so-hoa",
  roles: PAPER_ROLES,
  scope: "agency-rows",
  auditName: "papers.digitise",
  rate: "write",
  takesFiles: SCAN_RULE,
  schema: { params: DossierParams, query: nothing, body: DigitiseInput },
  handler: async (c) => {
    const { id: dossierId } = c.params;
    const by = await actingOn(c, dossierId);
    const uploads = c.uploads;
    const input = { dossierId, ...c.body, files: uploads.map(({ sha256 }) => sha256) };
    await c.execute("papers.digitise", input, (tx, unit) => digitiseComponent(tx, unit, by, dossierId, c.body, uploads, c.now));
    const hashes = uploads.map(({ sentSha256 }) => sentSha256.slice(0, 12)).join(", ");
    return redirect(
      dossierPath(dossierId, "papers"),
      uploads.length === 0
        ? text(c.locale, "digital.done")
        : text(c.locale, "digital.done_files", { count: uploads.length, hashes }),
    );
  },
  onRefusal: (c, refusal, errors, typed) => {
    if (refusal.code === "dossier_not_found") throw refusal;
    return again("digitise")(c, errors, typed);
  },
});

const takeOriginalPage = route({
  method: "POST",
  path: "/ho-so/:id(^\\d+$)/ban-chinh",
  roles: PAPER_ROLES,
  scope: "agency-rows",
  auditName: "papers.take_original",
  rate: "write",
  schema: { params: DossierParams, query: nothing, body: TakeOriginalInput },
  handler: async (c) => {
    const { id: dossierId } = c.params;
    await runTakeOriginal(c, dossierId, c.body);
    return redirect(dossierPath(dossierId, "papers"), text(c.locale, "originals.taken_done"));
  },
  onRefusal: (c, refusal, errors, typed) => {
    if (refusal.code === "dossier_not_found") throw refusal;
    return again("take_original")(c, errors, typed);
  },
});

const settleOriginalPage = route({
  method: "POST",
  path: "/ho-so/:id(^\\d+$)/ban-chinh/tra",
  roles: PAPER_ROLES,
  scope: "agency-rows",
  auditName: "papers.settle_original",
  rate: "write",
  schema: { params: DossierParams, query: nothing, body: EndOriginalInput },
  handler: async (c) => {
    const { id: dossierId } = c.params;
    // Whoever writes why a paper is kept means that, though the form proposes a receiver.
    const body = c.body.keptReason === undefined ? c.body : { ...c.body, givenTo: undefined };
    await runSettleOriginal(c, dossierId, body);
    return redirect(dossierPath(dossierId, "papers"), text(c.locale, "originals.settled_done"));
  },
  onRefusal: (c, refusal, errors, typed) => {
    if (refusal.code === "dossier_not_found") throw refusal;
    return again("settle_original")(c, errors, typed);
  },
});

/** Where the bytes lie; a disk that lost them is said so (the nightly walk says it too). */
async function keptPath({ files }: Pick<Context, "files">, sha256: string): Promise<string> {
  if (!(await files.has(sha256))) throw fileRefusal("file_missing");
  return files.pathOf(sha256);
}

async function getCopy(c: Context, dossierId: number, copyId: number): Promise<DigitalCopy> {
  const copy = await c.read((tx) => findCopy(tx, dossierId, copyId));
  if (copy === undefined) throw papersRefusal("dossier_not_found");
  return copy;
}

async function showCopy(
  c: Context,
  about: z.output<typeof CopyParams>,
  pageNo: number,
  refused?: { readonly errors: readonly FieldRefusal[]; readonly typed: Typed },
): Promise<Reply> {
  const actor = actorOf(c);
  const [dossier, copy] = await c.read((tx) => Promise.all([findDossier(tx, about.id), findCopy(tx, about.id, about.copy)]));
  if (dossier === undefined || copy === undefined) throw papersRefusal("dossier_not_found");
  const judges = copy.review === "waiting" && hasRole(actor, ...PAPER_ROLES);
  const reason = refused?.typed["reason"];
  return page(
    c.shell(
      {
        title: `${text(c.locale, "digital.copy")} – ${dossier.code}`,
        errors: refused?.errors ?? [],
        breadcrumbs: [{ label: dossier.code, href: `/ho-so/${dossier.id}` }, { label: text(c.locale, "digital.copy") }],
      },
      <CopyPage
        locale={c.locale}
        dossier={dossier}
        copy={copy}
        page={Math.min(pageNo, copy.pages ?? 1)}
        csrf={c.csrfToken}
        formKey={newFormKey()}
        judges={judges}
        typedReason={Array.isArray(reason) ? reason[0] : reason}
      />,
    ),
  );
}

const copyPage = route({
  method: "GET",
  path: "/ho-so/:id(^\\d+$)/so-hoa/:copy(^\\d+$)",
  roles: READERS,
  scope: "agency-rows",
  auditName: "papers.copy",
  rate: "page",
  recordsReads: true,
  schema: { params: CopyParams, query: z.object({ trang: integer(1, 2000).optional() }), body: nothing },
  handler: (c) => showCopy(c, c.params, c.query.trang ?? 1),
});

const reviewPage = route({
  method: "POST",
  path: "/ho-so/:id(^\\d+$)/so-hoa/:copy(^\\d+$)/duyet",
  roles: PAPER_ROLES,
  scope: "agency-rows",
  auditName: "papers.review",
  rate: "write",
  schema: { params: CopyParams, query: nothing, body: ReviewInput },
  handler: async (c) => {
    const about = { dossierId: c.params.id, copyId: c.params.copy };
    const by = await actingOn(c, about.dossierId);
    await c.execute("papers.review", { ...about, ...c.body }, (tx, unit) => reviewCopy(tx, unit, by, about, c.body, c.now));
    return redirect(dossierPath(c.params.id, "papers"), text(c.locale, `review.done_${c.body.decision}`));
  },
  onRefusal: (c, refusal, errors, typed) => {
    if (refusal.code === "dossier_not_found") throw refusal;
    return showCopy(c, c.params, 1, { errors, typed });
  },
});

const copyPixels = route({
  method: "GET",
  path: "/ho-so/:id(^\\d+$)/so-hoa/:copy(^\\d+$)/trang/:page(^\\d+$)",
  roles: READERS,
  scope: "agency-rows",
  auditName: "papers.copy_page",
  rate: "page",
  schema: { params: CopyParams.extend({ page: integer(1, 2000) }), query: nothing, body: nothing },
  handler: async (c) => {
    const { sha256, kind, pages } = await getCopy(c, c.params.id, c.params.copy);
    if (sha256 === null || c.params.page > (pages ?? 1)) throw papersRefusal("dossier_not_found");
    const path = await keptPath(c, sha256);
    if (kind === "pdf") return storedPixels(await renderPage(c.files, sha256, c.params.page), "image/jpeg", "trang.jpg");
    return storedPixels(path, kind === "png" ? "image/png" : "image/jpeg", `trang.${kind}`);
  },
});

const copyFile = route({
  method: "GET",
  path: "/ho-so/:id(^\\d+$)/so-hoa/:copy(^\\d+$)/tep",
  roles: READERS,
  scope: "agency-rows",
  auditName: "papers.copy_file",
  rate: "export",
  recordsReads: true,
  schema: { params: CopyParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { sha256, kind, fileName } = await getCopy(c, c.params.id, c.params.copy);
    if (sha256 === null || kind === null) throw papersRefusal("dossier_not_found");
    return storedFile(await keptPath(c, sha256), MEDIA_TYPES[kind], fileName ?? `${sha256}.${kind}`);
  },
});

export const papersPages = [digitise, takeOriginalPage, settleOriginalPage, copyPage, reviewPage, copyPixels, copyFile];
