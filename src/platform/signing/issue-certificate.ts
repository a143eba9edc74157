import { createPrivateKey, generateKeyPair, type KeyObject, randomBytes, webcrypto } from "node:crypto";
import { promisify } from "node:util";

export interface Issued {
  readonly certificate: Buffer;
  readonly key: KeyObject;
}

export interface CertificateWish {
  readonly commonName: string;
  readonly organisation: string;
  readonly from: Date;
  readonly until: Date;
  /** Absent: it signs itself and may issue others. */
  readonly issuer?: Issued;
}

const RSA = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" } as const;
const makePair = promisify(generateKeyPair);
const bytes = (of: Uint8Array): ArrayBuffer => Uint8Array.from(of).buffer;

const importKey = (key: KeyObject): Promise<webcrypto.CryptoKey> =>
  webcrypto.subtle.importKey("pkcs8", bytes(key.export({ format: "der", type: "pkcs8" }) as Buffer), RSA, true, ["sign"]);

/** Issues a certificate with a new RSA key: for the stand-in of a signing service and for tests, never for a real office. */
export async function issueCertificate(wish: CertificateWish): Promise<Issued> {
  const asn1 = await import("asn1js");
  const pki = await import("pkijs");
  const pair = await makePair("rsa", { modulusLength: 2048 });
  const key = createPrivateKey(pair.privateKey.export({ format: "pem", type: "pkcs8" }));
  const certificate = new pki.Certificate();
  certificate.version = 2;
  const serial = randomBytes(12);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  certificate.serialNumber = new asn1.Integer({ valueHex: bytes(serial) });
  const named = (type: string, value: string) => new pki.AttributeTypeAndValue({ type, value: new asn1.Utf8String({ value }) });
  certificate.subject.typesAndValues = [
    named("2.5.4.6", "VN"),
    named("2.5.4.10", wish.organisation),
    named("2.5.4.3", wish.commonName),
  ];
  const { issuer } = wish;
  certificate.issuer = issuer === undefined ? certificate.subject : pki.Certificate.fromBER(bytes(issuer.certificate)).subject;
  certificate.notBefore = new pki.Time({ type: 0, value: wish.from });
  certificate.notAfter = new pki.Time({ type: 0, value: wish.until });
  const isIssuer = issuer === undefined;
  certificate.extensions = [
    new pki.Extension({
      extnID: "2.5.29.19",
      critical: true,
      extnValue: new pki.BasicConstraints({ cA: isIssuer }).toSchema().toBER(),
    }),
    new pki.Extension({
      extnID: "2.5.29.15",
      critical: true,
      extnValue: new asn1.BitString({
        valueHex: bytes(Uint8Array.of(isIssuer ? 0x06 : 0xc0)),
        unusedBits: isIssuer ? 1 : 6,
      }).toBER(),
    }),
  ];
  const publicKey = await webcrypto.subtle.importKey(
    "spki",
    bytes(pair.publicKey.export({ format: "der", type: "spki" }) as Buffer),
    RSA,
    true,
    ["verify"],
  );
  await certificate.subjectPublicKeyInfo.importKey(publicKey as CryptoKey);
  await certificate.sign((await importKey(issuer?.key ?? key)) as CryptoKey, "SHA-256");
  return { certificate: Buffer.from(certificate.toSchema(true).toBER()), key };
}
