/** A certificate that a signing service holds for a person. */
export interface SigningCertificate {
  readonly id: string;
  readonly subject: string;
  readonly issuer: string;
  readonly serial: string;
  readonly validUntil: Date;
  /** DER, the signer's first, then those that lead to the root. */
  readonly chain: readonly Buffer[];
}

export interface HashToSign {
  readonly certificateId: string;
  /** SHA-256 of what is signed; the document itself never leaves the office. */
  readonly digest: Buffer;
  /** What the signer is shown on their own device. */
  readonly description: string;
  /** The same request again is answered by the same transaction. */
  readonly requestId: string;
}

export type SigningAnswer =
  | { readonly state: "waiting" }
  | { readonly state: "signed"; readonly signature: Buffer }
  | { readonly state: "refused" | "expired"; readonly reason: string };

/**
 * A remote signing service as such services are: certificates of a person, a hash goes out, the person confirms on a device
 * of their own, and the signature is fetched (poll) or brought (webhook, answered by the same `answer`).
 */
export interface SigningService {
  /** A service that stands in for a real one says so in every page and document. */
  readonly standIn: boolean;
  readonly name: string;
  certificatesOf(signer: {
    readonly accountId: number;
    readonly name: string;
    readonly organisation: string;
  }): Promise<readonly SigningCertificate[]>;
  request(hash: HashToSign): Promise<{ readonly transactionId: string }>;
  answer(transactionId: string): Promise<SigningAnswer>;
}
