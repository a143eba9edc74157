import { constants, createPrivateKey, privateEncrypt, X509Certificate } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { type CertificateWish, type Issued, issueCertificate } from "./issue-certificate.ts";
import type { HashToSign, SigningAnswer, SigningCertificate, SigningService } from "./signing-service.ts";

/** DigestInfo of SHA-256 (RFC 8017, 9.2): what RSA signs is this and the hash. */
const SHA256_INFO = Buffer.from("3031300d060960864801650304020105000420", "hex");
const YEAR_MS = 365 * 86_400_000;
const ISSUER = "Motcua – chứng thư thử nghiệm tại chỗ";

/** Signs a hash that was made elsewhere. */
export const signHash = ({ key }: Issued, digest: Buffer): Buffer =>
  privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, Buffer.concat([SHA256_INFO, digest]));

async function readIssued(folder: string, name: string): Promise<Issued | undefined> {
  try {
    const { key, certificate } = JSON.parse(await readFile(join(folder, `${name}.json`), "utf8")) as Record<string, string>;
    return { key: createPrivateKey(key ?? ""), certificate: Buffer.from(certificate ?? "", "base64") };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

async function readOrIssue(folder: string, name: string, wish: CertificateWish, now: Date): Promise<Issued> {
  const known = await readIssued(folder, name);
  if (known !== undefined && new X509Certificate(known.certificate).validToDate > now) return known;
  const issued = await issueCertificate(wish);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const part = join(folder, `.${randomUUID()}`);
  const content = {
    key: issued.key.export({ format: "pem", type: "pkcs8" }),
    certificate: issued.certificate.toString("base64"),
  };
  await writeFile(part, JSON.stringify(content), { mode: 0o600 });
  await rename(part, join(folder, `${name}.json`));
  return issued;
}

/** Beside the files; its name begins with a dot, so that no backup carries a key away. */
export const signingFolder = (root: string): string => join(root, ".signing");

/**
 * A stand-in for a remote signing service: certificates of its own issuer, which nobody outside trusts, and an answer at
 * once, where a real service waits for the person's telephone. Keys lie in a folder that only the office's process reads.
 */
export function localSigner(root: string, now: Date): SigningService {
  const folder = signingFolder(root);
  const answers = new Map<string, Buffer>();
  const validity = { from: new Date(now.getTime() - 86_400_000), until: new Date(now.getTime() + 2 * YEAR_MS) };
  const signers = new Map<string, Issued>();
  return {
    standIn: true,
    name: ISSUER,
    certificatesOf: async ({ accountId, name, organisation }): Promise<readonly SigningCertificate[]> => {
      const issuerWish = {
        commonName: ISSUER,
        organisation: "Motcua",
        from: validity.from,
        until: new Date(now.getTime() + 10 * YEAR_MS),
      };
      const issuer = await readOrIssue(folder, "issuer", issuerWish, now);
      const id = `account-${accountId}`;
      const own = await readOrIssue(folder, id, { commonName: name, organisation, ...validity, issuer }, now);
      signers.set(id, own);
      const { serialNumber, validToDate } = new X509Certificate(own.certificate);
      return [
        {
          id,
          subject: name,
          issuer: ISSUER,
          serial: serialNumber,
          validUntil: validToDate,
          chain: [own.certificate, issuer.certificate],
        },
      ];
    },
    request: async ({ certificateId, digest, requestId }: HashToSign) => {
      const signer = signers.get(certificateId) ?? (await readIssued(folder, certificateId));
      if (signer === undefined) throw new Error("the stand-in has no such certificate");
      answers.set(requestId, signHash(signer, digest));
      return { transactionId: requestId };
    },
    answer: async (transactionId): Promise<SigningAnswer> => {
      const signature = answers.get(transactionId);
      return signature === undefined ? { state: "expired", reason: "unknown" } : { state: "signed", signature };
    },
  };
}

/** The roots that this office trusts: `*.pem` and `*.crt` files that its operator put into `.signing/trusted`. */
export async function trustedRoots(root: string): Promise<readonly X509Certificate[]> {
  const folder = join(signingFolder(root), "trusted");
  const names = await readdir(folder).catch(() => []);
  const read = names
    .filter((name) => /\.(pem|crt|cer)$/i.test(name))
    .map(async (name) => {
      try {
        return [new X509Certificate(await readFile(join(folder, name)))];
      } catch {
        return [];
      }
    });
  return (await Promise.all(read)).flat();
}
