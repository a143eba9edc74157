import { createHash, X509Certificate } from "node:crypto";

const OID = {
  data: "1.2.840.113549.1.7.1",
  signedData: "1.2.840.113549.1.7.2",
  contentType: "1.2.840.113549.1.9.3",
  messageDigest: "1.2.840.113549.1.9.4",
  signingTime: "1.2.840.113549.1.9.5",
  signingCertificateV2: "1.2.840.113549.1.9.16.2.47",
  rsa: "1.2.840.113549.1.1.1",
  sha256: "2.16.840.1.101.3.4.2.1",
} as const;

const DIGESTS: Readonly<Record<string, string>> = {
  [OID.sha256]: "sha256",
  "2.16.840.1.101.3.4.2.2": "sha384",
  "2.16.840.1.101.3.4.2.3": "sha512",
  "1.3.14.3.2.26": "sha1",
};

/** What is to be signed (`attributes`, its SHA-256 goes out), and how the signature that comes back becomes a CMS. */
export interface PreparedCms {
  readonly attributesDigest: Buffer;
  finish(signature: Buffer): Buffer;
}

const exact = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;
const load = async () => ({ asn1: await import("asn1js"), pki: await import("pkijs") });

/**
 * A CAdES signature (EN 319 122-1, baseline B): content type, digest of the document, and the certificate that signs. The
 * signature itself is made elsewhere, from `attributesDigest`, by RSA with SHA-256.
 */
export async function prepareCms(documentDigest: Buffer, certificates: readonly Buffer[]): Promise<PreparedCms> {
  const { asn1, pki } = await load();
  const [own] = certificates;
  if (own === undefined) throw new Error("a signature needs its certificate");
  const parsed = certificates.map((der) => pki.Certificate.fromBER(exact(der)));
  const certId = new asn1.Sequence({
    value: [
      new asn1.Sequence({
        value: [
          new asn1.Sequence({
            value: [new asn1.OctetString({ valueHex: exact(createHash("sha256").update(own).digest()) })],
          }),
        ],
      }),
    ],
  });
  const attributes = [
    new pki.Attribute({ type: OID.contentType, values: [new asn1.ObjectIdentifier({ value: OID.data })] }),
    new pki.Attribute({ type: OID.messageDigest, values: [new asn1.OctetString({ valueHex: exact(documentDigest) })] }),
    new pki.Attribute({ type: OID.signingCertificateV2, values: [certId] }),
  ].toSorted((a, b) => Buffer.compare(Buffer.from(a.toSchema().toBER()), Buffer.from(b.toSchema().toBER())));
  const set = new asn1.Set({ value: attributes.map((each) => each.toSchema()) });
  const finish = (signature: Buffer): Buffer => {
    const signer = new pki.SignerInfo({
      version: 1,
      sid: new pki.IssuerAndSerialNumber({ issuer: parsed[0]!.issuer, serialNumber: parsed[0]!.serialNumber }),
      digestAlgorithm: new pki.AlgorithmIdentifier({ algorithmId: OID.sha256 }),
      signedAttrs: new pki.SignedAndUnsignedAttributes({ type: 0, attributes }),
      signatureAlgorithm: new pki.AlgorithmIdentifier({ algorithmId: OID.rsa, algorithmParams: new asn1.Null() }),
      signature: new asn1.OctetString({ valueHex: exact(signature) }),
    });
    const signed = new pki.SignedData({
      version: 1,
      digestAlgorithms: [new pki.AlgorithmIdentifier({ algorithmId: OID.sha256 })],
      encapContentInfo: new pki.EncapsulatedContentInfo({ eContentType: OID.data }),
      certificates: parsed,
      signerInfos: [signer],
    });
    const info = new pki.ContentInfo({ contentType: OID.signedData, content: signed.toSchema(true) });
    return Buffer.from(info.toSchema().toBER());
  };
  return { attributesDigest: createHash("sha256").update(Buffer.from(set.toBER())).digest(), finish };
}

/** A CMS signature taken apart: nothing in it has been believed yet. */
export interface ReadCms {
  readonly certificate: X509Certificate;
  readonly others: readonly X509Certificate[];
  readonly digestName: string;
  /** The digest of the document that the signer signed. */
  readonly messageDigest: Buffer;
  /** What the signature is over. */
  readonly signedBytes: Buffer;
  readonly signature: Buffer;
  readonly signingTime: Date | undefined;
  /** The certificate that the signed attributes name is the one beside the signature; undefined where none is named. */
  readonly namesCertificate: boolean | undefined;
}

/** Reads a detached CMS signature; undefined where it is none, or uses what is not known here. */
export async function readCms(der: Buffer): Promise<ReadCms | undefined> {
  const { asn1, pki } = await load();
  try {
    const content = pki.ContentInfo.fromBER(exact(der));
    const signed = new pki.SignedData({ schema: content.content });
    const [signer] = signed.signerInfos;
    if (signer?.signedAttrs === undefined || !(signer.sid instanceof pki.IssuerAndSerialNumber)) return undefined;
    const certificates = (signed.certificates ?? []).flatMap((each) => (each instanceof pki.Certificate ? [each] : []));
    const sid = signer.sid;
    const own = certificates.find(
      ({ serialNumber, issuer }) => serialNumber.isEqual(sid.serialNumber) && issuer.isEqual(sid.issuer),
    );
    const digestName = DIGESTS[signer.digestAlgorithm.algorithmId];
    if (own === undefined || digestName === undefined) return undefined;
    const valueOf = (type: string) => signer.signedAttrs?.attributes.find((each) => each.type === type)?.values[0];
    const digest = valueOf(OID.messageDigest);
    if (!(digest instanceof asn1.OctetString)) return undefined;
    const encoded = Buffer.from(new asn1.Set({ value: signer.signedAttrs.attributes.map((each) => each.toSchema()) }).toBER());
    const time = valueOf(OID.signingTime);
    const toX509 = (certificate: InstanceType<typeof pki.Certificate>) =>
      new X509Certificate(Buffer.from(certificate.toSchema().toBER()));
    const certificate = toX509(own);
    const named = valueOf(OID.signingCertificateV2);
    const ownHash = createHash("sha256").update(certificate.raw).digest();
    return {
      certificate,
      others: certificates.filter((each) => each !== own).map(toX509),
      digestName,
      messageDigest: Buffer.from(digest.valueBlock.valueHexView),
      signedBytes: encoded,
      signature: Buffer.from(signer.signature.valueBlock.valueHexView),
      signingTime: time instanceof asn1.UTCTime || time instanceof asn1.GeneralizedTime ? time.toDate() : undefined,
      namesCertificate: named === undefined ? undefined : Buffer.from(named.toBER()).includes(ownHash),
    };
  } catch {
    return undefined;
  }
}
