import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { resultNumber } from "#core/results/result-life.ts";
import { execute } from "#platform/db/command.ts";
import { rowScope } from "#platform/http/actor.ts";
import { redirect } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { integer } from "#platform/input/fields.ts";
import { Refusal } from "#platform/refusal.ts";
import { trustedRoots } from "#platform/signing/local-signer.ts";
import { NotSignable } from "#platform/signing/pdf-signature.ts";
import { type SignedPdf, signPdf } from "#platform/signing/sign-pdf.ts";
import { signingService } from "#platform/signing/use-signing-service.ts";
import type { SigningService } from "#platform/signing/signing-service.ts";
import { verifyPdf } from "#platform/signing/verify-pdf.ts";
import { type Official, officialOn } from "./acting-in.ts";
import { resultPath } from "./result-paths.ts";
import { SIGNERS } from "./result.ts";
import { resultRefusal } from "./results.errors.ts";
import { showResult } from "./results.web.tsx";
import {
  findNumbered,
  keepPdf,
  noteSigningRefused,
  numberResult,
  type Numbered,
  readKept,
  sealResult,
  type Signature,
  type SignedFile,
} from "./sign-result.ts";
import { text } from "./texts.ts";

type Context = RequestContext<{ id: number }, unknown, { version: number }>;

const POLL_MS = 1_000;

/** A ready document that carries signatures already is kept as it is, byte for byte; a broken one is not taken for a result. */
async function signedElsewhere(c: Context, source: Buffer): Promise<Signature | undefined> {
  const reports = await verifyPdf(source, await trustedRoots(c.files.root), c.now);
  const last = reports.at(-1);
  if (last === undefined) return undefined;
  if (reports.some(({ verdict }) => verdict === "broken")) throw resultRefusal("uploaded_signature_broken");
  return {
    signerName: last.signer ?? "?",
    signerTitle: last.organisation ?? "",
    certificateSerial: last.serial,
    certificateIssuer: last.issuer,
    standIn: false,
  };
}

async function drawDocument(
  c: Context,
  by: Official,
  { document, version, office }: Numbered,
  standIn: boolean,
): Promise<Buffer> {
  const { drawResultSheet } = await import("./result.slip.ts");
  const checkUrl = `${c.publicUrl}${resultPath.checkCode(document.code)}`;
  return drawResultSheet({ document, version, office, signer: by, signedAt: c.now, standIn, checkUrl, printedAt: c.now });
}

async function askService(
  c: Context,
  service: SigningService,
  by: Official,
  it: Numbered,
  source: Buffer,
): Promise<Extract<SignedPdf, { state: "signed" }>> {
  const { year, number, version } = it.version;
  const signer = { accountId: by.accountId, name: by.name, organisation: it.office.agency };
  const note = {
    name: by.name,
    reason: `${text("vi", "action.sign")} ${resultNumber(number, year)}`,
    place: it.office.place,
    at: c.now,
    requestId: `result-${it.document.id}-${version}`,
  };
  try {
    const signed = await signPdf(service, signer, source, note, () => wait(POLL_MS));
    if (signed.state === "signed") return signed;
    if (signed.state === "no_certificate") throw resultRefusal("no_certificate");
    throw resultRefusal(signed.state === "waiting" ? "signing_waits" : "signing_refused");
  } catch (error) {
    if (error instanceof NotSignable) throw resultRefusal("not_signable");
    throw error;
  }
}

async function signFile(c: Context, by: Official, it: Numbered): Promise<SignedFile> {
  const { sourceSha256 } = it.version;
  const service = signingService(c.files.root, c.now);
  const source = sourceSha256 === null ? await drawDocument(c, by, it, service.standIn) : await readKept(c.files, sourceSha256);
  const name = `${it.document.code}-${it.version.version}.pdf`;
  const already = sourceSha256 === null ? undefined : await signedElsewhere(c, source);
  if (already !== undefined) return { file: await keepPdf(c.files, source, name), signature: already, of: it.version };
  const { pdf, certificate } = await askService(c, service, by, it, source);
  const { serial, issuer } = certificate;
  const signature = {
    signerName: by.name,
    signerTitle: by.title,
    certificateSerial: serial,
    certificateIssuer: issuer,
    standIn: service.standIn,
  };
  return { file: await keepPdf(c.files, pdf, name), signature, of: it.version };
}

/** What a person will have to mend before anyone can sign: told at once, and found again by the watch of breaches. */
const REFUSED: ReadonlySet<string> = new Set(["signing_refused", "no_certificate"]);

async function noteRefusal(
  c: Context,
  by: Official,
  call: Parameters<typeof execute>[1],
  about: { readonly documentId: number; readonly version: number },
  error: unknown,
): Promise<void> {
  if (!(error instanceof Refusal) || !REFUSED.has(error.code)) return;
  const { code } = error;
  const noted = { ...call, name: "results.signing_refused", correlationId: c.correlationId };
  await execute(c.pool, noted, (tx, unit) => noteSigningRefused(tx, unit, by, about, code, c.now));
}

/**
 * Number, drawing, signature, seal: the number is committed first, since the paper carries it and a service may keep one waiting;
 * no transaction is open while it is asked.
 */
export const signPage = route({
  method: "POST",
  path: "/ket-qua/:id(^\\d+$)/ky",
  roles: SIGNERS,
  scope: "agency-rows",
  auditName: "results.sign",
  rate: "write",
  schema: {
    params: z.object({ id: integer(1, Number.MAX_SAFE_INTEGER) }),
    query: z.object({}),
    body: z.object({ version: integer(1, 1000) }),
  },
  handler: async (c) => {
    const by = await officialOn.result(c, SIGNERS, c.params.id);
    const about = { documentId: c.params.id, version: c.body.version };
    const call = {
      name: "results.number",
      scope: rowScope(c.actor),
      actorKey: `account:${by.accountId}`,
      input: about,
      agencyId: by.agencyId,
    };
    await execute(c.pool, { ...call, correlationId: c.correlationId }, (tx, unit) => numberResult(tx, unit, by, about, c.now));
    const it = await c.read((tx) => findNumbered(tx, by, about, c.now));
    const signed = await signFile(c, by, it).catch(async (error: unknown) => {
      await noteRefusal(c, by, call, about, error);
      throw error;
    });
    await c.execute("results.sign", about, (tx, unit) => sealResult(tx, unit, by, about, signed, c.now));
    return redirect(
      resultPath.one(c.params.id),
      text(c.locale, "done.sign", { number: resultNumber(it.version.number, it.version.year) }),
    );
  },
  onRefusal: (c, refusal, errors, typed) => {
    if (refusal.status === 404) throw refusal;
    return showResult(c, c.params.id, typed, errors);
  },
});
