/** QCVN 102:2016/BTTTT as systems in use write it; the names are read from their messages, not from a published schema. */
export const EDXML_NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016";

/** Where we say what an attachment's bytes hash to; other systems pass over a namespace that they do not know. */
export const HASH_NAMESPACE = "urn:motcua:edxml:1";

/** Of an envelope with its attachments in base64, in characters. */
export const MOST_ENVELOPE = 10_000_000;

export interface Organ {
  readonly code: string;
  readonly name: string;
}

export interface EdxmlAttachment {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** A document on its way between two offices. */
export interface EdxmlDocument {
  readonly documentId: string;
  readonly from: Organ;
  readonly to: readonly Organ[];
  readonly codeNumber: string;
  readonly codeNotation: string;
  readonly place: string;
  /** yyyy-MM-dd */
  readonly promulgatedOn: string;
  readonly typeName: string;
  readonly subject: string;
  readonly signer: string;
  readonly attachments: readonly EdxmlAttachment[];
}
