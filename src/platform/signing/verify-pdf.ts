import { verify, type X509Certificate } from "node:crypto";
import { readCms, type ReadCms } from "./cms.ts";
import { coveredDigest, findSignatures, type FoundSignature } from "./pdf-signature.ts";

/** What is wrong with a signature, the gravest first; each is a text of the platform's words for people. */
export const SIGNATURE_FAULTS = [
  "unreadable",
  "changed",
  "forged",
  "appended",
  "certificate_expired",
  "certificate_not_yet_valid",
  "certificate_not_named",
  "issuer_untrusted",
  "weak_digest",
  "time_claimed",
] as const;
export type SignatureFault = (typeof SIGNATURE_FAULTS)[number];

/** `valid`: intact and by an issuer that is trusted. `unproven`: intact, but who signed is not proven. `broken`: do not rely on it. */
export type Verdict = "valid" | "unproven" | "broken";

export interface SignatureReport {
  readonly verdict: Verdict;
  readonly faults: readonly SignatureFault[];
  readonly signer: string | undefined;
  readonly organisation: string | undefined;
  readonly issuer: string | undefined;
  readonly serial: string | undefined;
  readonly validFrom: Date | undefined;
  readonly validUntil: Date | undefined;
  /** As the signer's machine said; no time-stamping authority is asked. */
  readonly signedAt: Date | undefined;
  /** Everything in the file but the signature itself. */
  readonly coversAll: boolean;
}

const part = (name: unknown, key: string): string | undefined => {
  const value: unknown = (name as Record<string, unknown>)[key];
  return Array.isArray(value) ? String(value.at(-1)) : typeof value === "string" ? value : undefined;
};

const BROKEN: ReadonlySet<SignatureFault> = new Set(["unreadable", "changed", "forged", "appended", "certificate_not_named"]);
const UNPROVEN: ReadonlySet<SignatureFault> = new Set([
  "certificate_expired",
  "certificate_not_yet_valid",
  "issuer_untrusted",
  "weak_digest",
]);

const verdictOf = (faults: readonly SignatureFault[]): Verdict => {
  if (faults.some((fault) => BROKEN.has(fault))) return "broken";
  return faults.some((fault) => UNPROVEN.has(fault)) ? "unproven" : "valid";
};

/** Whether the certificate leads to one that is trusted, by certificates that may issue; at most five steps. */
function leadsToTrust(cms: ReadCms, trusted: readonly X509Certificate[], at: Date): boolean {
  let current = cms.certificate;
  for (let step = 0; step < 5; step += 1) {
    const held = current;
    if (trusted.some((root) => root.fingerprint256 === held.fingerprint256)) return true;
    const issuer = [...trusted, ...cms.others].find(
      (each) =>
        each.ca && held.checkIssued(each) && held.verify(each.publicKey) && each.validFromDate <= at && at <= each.validToDate,
    );
    if (issuer === undefined) return false;
    current = issuer;
  }
  return false;
}

function signatureHolds(cms: ReadCms): boolean {
  try {
    return verify(cms.digestName, cms.signedBytes, cms.certificate.publicKey, cms.signature);
  } catch {
    return false;
  }
}

function faultsOf(
  pdf: Buffer,
  found: FoundSignature,
  cms: ReadCms,
  facts: { readonly at: Date; readonly last: boolean; readonly coversAll: boolean; readonly trusted: readonly X509Certificate[] },
): SignatureFault[] {
  const { certificate } = cms;
  const tests: readonly (readonly [SignatureFault, boolean])[] = [
    ["changed", !coveredDigest(pdf, found, cms.digestName).equals(cms.messageDigest)],
    ["forged", !signatureHolds(cms)],
    ["appended", facts.last && !facts.coversAll],
    ["certificate_expired", certificate.validToDate < facts.at],
    ["certificate_not_yet_valid", certificate.validFromDate > facts.at],
    ["certificate_not_named", cms.namesCertificate === false],
    ["issuer_untrusted", !leadsToTrust(cms, facts.trusted, facts.at)],
    ["weak_digest", cms.digestName === "sha1"],
    ["time_claimed", true],
  ];
  return tests.flatMap(([fault, holds]) => (holds ? [fault] : []));
}

/**
 * Judges every signature of a PDF: is the document what was signed, who signed and when, was the certificate good then, and
 * does it lead to an issuer that is trusted here. Empty where the file carries no signature. Revocation is not asked.
 */
export async function verifyPdf(
  pdf: Buffer,
  trusted: readonly X509Certificate[],
  now: Date,
): Promise<readonly SignatureReport[]> {
  const signatures = findSignatures(pdf);
  const reports: SignatureReport[] = [];
  for (const [index, found] of signatures.entries()) {
    const cms = found.wellFormed ? await readCms(found.cms) : undefined;
    const coversAll = /^\s*$/.test(pdf.subarray(found.ranges[2] + found.ranges[3]).toString("latin1"));
    if (cms === undefined) {
      reports.push({ ...NOTHING, coversAll });
      continue;
    }
    const signedAt = cms.signingTime ?? found.claimedAt;
    // Nobody signs in the future: a clock that says so proves nothing about the certificate then.
    const at = signedAt === undefined || signedAt > now ? now : signedAt;
    const faults = faultsOf(pdf, found, cms, { at, last: index === signatures.length - 1, coversAll, trusted });
    const { certificate } = cms;
    const { subject, issuer } = certificate.toLegacyObject();
    reports.push({
      verdict: verdictOf(faults),
      faults,
      signer: part(subject, "CN"),
      organisation: part(subject, "O"),
      issuer: part(issuer, "CN") ?? part(issuer, "O"),
      serial: certificate.serialNumber,
      validFrom: certificate.validFromDate,
      validUntil: certificate.validToDate,
      signedAt,
      coversAll,
    });
  }
  return reports;
}

const NOTHING: Omit<SignatureReport, "coversAll"> = {
  verdict: "broken",
  faults: ["unreadable"],
  signer: undefined,
  organisation: undefined,
  issuer: undefined,
  serial: undefined,
  validFrom: undefined,
  validUntil: undefined,
  signedAt: undefined,
};
