import { z } from "zod";
import { readCode } from "#core/results/result-life.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import type { Tx } from "#platform/db/tx.ts";
import { findGuessed } from "#platform/guesses/find-guessed.ts";
import type { FilesRule } from "#platform/files/file-kind.ts";
import { json, page, redirect, type Reply, secretPage } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { trustedRoots } from "#platform/signing/local-signer.ts";
import { verifyPdf } from "#platform/signing/verify-pdf.ts";
import { CheckPage, type ComparedFile, VerifyPage } from "./check.page.tsx";
import { checkResult } from "./register.store.ts";
import { RESULT_READERS } from "./result.ts";
import { resultPath } from "./result-paths.ts";
import { resultRefusal } from "./results.errors.ts";
import { readKept } from "./sign-result.ts";
import { text } from "./texts.ts";

type Context = RequestContext<unknown, unknown, unknown>;
const nothing = z.object({});
const PDF_RULE: FilesRule = { kinds: ["pdf"], maxBytes: 20 * 1_048_576, most: 1 };
const CodeParams = z.object({ code: z.string().max(40) });

/** The versions behind a code; nothing where there is none, which counts as a miss of whoever typed it. */
async function findVersions(c: Context, code: ReturnType<typeof readCode>) {
  const find = async (tx: Tx) => {
    const versions = code === undefined ? [] : await checkResult(tx, code);
    return versions.length === 0 ? undefined : versions;
  };
  return (await findGuessed(c, find)) ?? [];
}

async function showCheck(
  c: Context,
  typed: string,
  compare?: (versions: ComparedFile["version"][]) => Promise<ComparedFile>,
  errors: readonly FieldRefusal[] = [],
): Promise<Reply> {
  const code = readCode(typed);
  const versions = typed === "" ? [] : await findVersions(c, code);
  return secretPage(
    c.portal(
      { title: text(c.locale, "check"), errors },
      <CheckPage
        locale={c.locale}
        typed={typed}
        code={code}
        versions={versions}
        compared={await compare?.([...versions])}
        today={localDay(c.now)}
        errors={errors}
        csrf={c.csrfToken}
        formKey={newFormKey()}
      />,
    ),
  );
}

const askPage = route({
  method: "GET",
  path: "/kiem-tra-van-ban",
  roles: "public",
  scope: "secret",
  auditName: "results.check",
  rate: "look-up",
  schema: { params: nothing, query: z.object({ ma: z.string().max(40).default("") }), body: nothing },
  handler: (c) => {
    const code = readCode(c.query.ma);
    return code === undefined ? showCheck(c, c.query.ma) : redirect(resultPath.checkCode(code));
  },
});

const codePage = route({
  method: "GET",
  path: "/kiem-tra-van-ban/:code",
  roles: "public",
  scope: "secret",
  auditName: "results.check_code",
  rate: "look-up",
  schema: { params: CodeParams, query: nothing, body: nothing },
  handler: (c) => showCheck(c, c.params.code),
});

/** What is sent to be compared is judged and forgotten: no row names it. */
const comparePage = route({
  method: "POST",
  path: "/kiem-tra-van-ban/:code",
  roles: "public",
  scope: "secret",
  auditName: "results.compare",
  rate: "look-up",
  takesFiles: PDF_RULE,
  schema: { params: CodeParams, query: nothing, body: z.looseObject({}) },
  handler: async (c) => {
    const [upload] = c.uploads;
    if (upload === undefined) throw resultRefusal("file_missing", { field: "file" });
    const pdf = await readKept(c.files, upload.sha256);
    const reports = await verifyPdf(pdf, await trustedRoots(c.files.root), c.now);
    return showCheck(c, c.params.code, async (versions) => ({
      name: upload.name,
      sha256: upload.sha256,
      version: versions.find((version) => version?.sha256 === upload.sha256),
      reports,
    }));
  },
  onRefusal: (c, _refusal, errors) => showCheck(c, c.params.code, undefined, errors),
});

const checkApi = route({
  method: "GET",
  path: "/api/v1/public/results/:code",
  roles: "public",
  scope: "secret",
  auditName: "results.check_api",
  rate: "look-up",
  summary: "Validity, versions and hashes of an issued result by the code on the paper.",
  schema: {
    params: CodeParams,
    query: nothing,
    body: nothing,
    response: z.object({ code: z.string(), versions: z.array(z.looseObject({ version: z.int(), state: z.string() })) }),
  },
  handler: async (c) => {
    const code = readCode(c.params.code);
    const versions = await findVersions(c, code);
    if (versions.length === 0) throw resultRefusal("result_not_found");
    return json({ code, versions });
  },
});

async function showVerify(
  c: Context,
  file: Parameters<typeof VerifyPage>[0]["file"],
  errors: readonly FieldRefusal[] = [],
): Promise<Reply> {
  const trusted = (await trustedRoots(c.files.root)).length;
  return page(
    c.shell(
      { title: text(c.locale, "verify"), errors },
      <VerifyPage locale={c.locale} file={file} trusted={trusted} errors={errors} csrf={c.csrfToken} formKey={newFormKey()} />,
    ),
  );
}

const verifyForm = route({
  method: "GET",
  path: "/ket-qua/kiem-tra-chu-ky",
  roles: RESULT_READERS,
  scope: "reference",
  auditName: "results.verify_form",
  rate: "page",
  schema: { params: nothing, query: nothing, body: nothing },
  handler: (c) => showVerify(c, undefined),
});

const verifyFile = route({
  method: "POST",
  path: "/ket-qua/kiem-tra-chu-ky",
  roles: RESULT_READERS,
  scope: "reference",
  auditName: "results.verify",
  rate: "write",
  takesFiles: PDF_RULE,
  schema: { params: nothing, query: nothing, body: z.looseObject({}) },
  handler: async (c) => {
    const [upload] = c.uploads;
    if (upload === undefined) throw resultRefusal("file_missing", { field: "file" });
    const reports = await verifyPdf(await readKept(c.files, upload.sha256), await trustedRoots(c.files.root), c.now);
    return showVerify(c, { name: upload.name, sha256: upload.sha256, reports });
  },
  onRefusal: (c, _refusal, errors) => showVerify(c, undefined, errors),
});

export const checkPages = [askPage, codePage, comparePage, checkApi, verifyForm, verifyFile];
