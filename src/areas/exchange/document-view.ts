/** A document that was sent or received, without its envelope. */
export interface DocumentView {
  readonly id: number;
  readonly agencyId: number;
  readonly direction: "out" | "in";
  readonly documentId: string;
  readonly fromCode: string;
  readonly fromName: string;
  readonly toCode: string;
  readonly toName: string;
  readonly codeNumber: string;
  readonly codeNotation: string;
  readonly subject: string;
  readonly promulgatedOn: string;
  readonly attachments: number;
  readonly sha256: string;
  readonly state: "queued" | "sent" | "failed" | "received";
  readonly reason: string | null;
  readonly at: Date;
}
