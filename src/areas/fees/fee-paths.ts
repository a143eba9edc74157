import { dossierPath } from "#dossiers";

/** Where the pages of the fees are. */
export const feePath = {
  /** The dossier with its fees open. */
  dossier: (dossierId: number): string => dossierPath(dossierId, "fees"),
  line: (dossierId: number): string => `/thu-phi/ho-so/${dossierId}/khoan`,
  cancelLine: (dossierId: number): string => `/thu-phi/ho-so/${dossierId}/khoan/huy`,
  pay: (dossierId: number): string => `/thu-phi/ho-so/${dossierId}/thu`,
  request: (dossierId: number): string => `/thu-phi/ho-so/${dossierId}/ma-qr`,
  code: (dossierId: number): string => `/thu-phi/ho-so/${dossierId}/ma-qr`,
  codeImage: (dossierId: number): string => `/thu-phi/ho-so/${dossierId}/ma-qr.svg`,
  propose: (dossierId: number): string => `/thu-phi/ho-so/${dossierId}/de-nghi`,
  proposals: "/thu-phi/de-nghi",
  decide: (proposalId: number): string => `/thu-phi/de-nghi/${proposalId}/quyet-dinh`,
  payBack: (proposalId: number): string => `/thu-phi/de-nghi/${proposalId}/chi-tra`,
  receipt: (receiptId: number): string => `/thu-phi/bien-lai/${receiptId}`,
  receiptPdf: (receiptId: number): string => `/thu-phi/bien-lai/${receiptId}/in.pdf`,
  voidReceipt: (receiptId: number): string => `/thu-phi/bien-lai/${receiptId}/huy`,
  list: "/thu-phi",
  closing: "/thu-phi/chot-ca",
  closingPdf: (closingId: number): string => `/thu-phi/chot-ca/${closingId}.pdf`,
  unmatched: "/thu-phi/chua-khop",
  settle: (confirmationId: number): string => `/thu-phi/chua-khop/${confirmationId}`,
  reports: "/thu-phi/bao-cao",
  account: "/thu-phi/tai-khoan",
} as const;
