import { prepareCms } from "./cms.ts";
import { embedSignature, preparePdf, type SignatureNote } from "./pdf-signature.ts";
import type { SigningCertificate, SigningService } from "./signing-service.ts";

export type SignedPdf =
  | { readonly state: "signed"; readonly pdf: Buffer; readonly certificate: SigningCertificate }
  | { readonly state: "waiting" | "refused" | "expired" | "no_certificate" };

/**
 * Signs a document (PAdES baseline B, EN 319 142-1): the hash goes to the service, the signature comes back into the document.
 * Asks a few times; a service that waits for the person's device longer than that is answered "waiting" and nothing is kept.
 */
export async function signPdf(
  service: SigningService,
  signer: { readonly accountId: number; readonly name: string; readonly organisation: string },
  document: Buffer,
  note: SignatureNote & { readonly requestId: string },
  pause: () => Promise<void> = async () => {},
): Promise<SignedPdf> {
  const certificate = (await service.certificatesOf(signer)).find(({ validUntil }) => validUntil > note.at);
  if (certificate === undefined) return { state: "no_certificate" };
  const prepared = await preparePdf(document, note);
  const cms = await prepareCms(prepared.digest, certificate.chain);
  const { transactionId } = await service.request({
    certificateId: certificate.id,
    digest: cms.attributesDigest,
    description: note.reason,
    // Another hash is another request: a service that remembers would answer with the signature, or the refusal, of before.
    requestId: `${note.requestId}-${cms.attributesDigest.toString("hex").slice(0, 16)}`,
  });
  for (let asked = 0; asked < 20; asked += 1) {
    const answer = await service.answer(transactionId);
    if (answer.state === "signed")
      return { state: "signed", pdf: embedSignature(prepared.pdf, cms.finish(answer.signature)), certificate };
    if (answer.state !== "waiting") return { state: answer.state };
    await pause();
  }
  return { state: "waiting" };
}
