import type { Office } from "#organisation";
import type { SlipKind } from "#dossiers";

/** The agencies in the head of a slip, and where to call. */
export interface SlipOffice extends Office {
  readonly hotline?: string;
}

export interface SlipPerson {
  readonly name: string;
  readonly address?: string;
  readonly phone?: string;
  readonly email?: string;
  /** CCCD or passport number. */
  readonly idNumber?: string;
}

/** One paper of the dossier with the number of copies of each kind. */
export interface SlipComponent {
  readonly name: string;
  readonly originals: number;
  readonly certified: number;
  readonly photocopies: number;
  readonly electronic: number;
}

export interface SlipTerm {
  readonly unit: "working_day" | "working_hour" | "day" | "month" | "same_day" | "none" | "unknown";
  /** Absent with same_day, none and unknown. */
  readonly value?: number;
}

export interface SlipFee {
  readonly name: string;
  /** How it is charged, in words, where that is not one amount (2.000 đồng a page). */
  readonly rule?: string;
  /** In đồng; null where the procedure says only that there is a fee. */
  readonly amount: number | null;
  /** Absent where the office does not record payments here. */
  readonly paid?: boolean;
}

interface SlipCommon {
  readonly office: SlipOffice;
  readonly code: string;
  readonly procedureName: string;
  readonly procedureCode?: string;
  /** What exactly is asked for, where the procedure's name does not say it. */
  readonly subject?: string;
  /** When the event happened that the slip is about: chooses the form in force and is the date on the slip. */
  readonly eventAt: Date;
  readonly printedAt: Date;
  readonly timeZone: string;
  /** Address behind the QR code; absent for dossiers without a secret. */
  readonly trackingUrl?: string;
  /** The digits that open the same without a scan. */
  readonly trackingNumber?: string;
  readonly lookUpUrl: string;
  readonly ratingUrl?: string;
  readonly submitter: SlipPerson;
  readonly owner: SlipPerson;
  /** Who acts for the owner, and by which paper. */
  readonly authorised?: { readonly name: string; readonly paper: string };
  readonly officerName: string;
  /** 0 for the first print. */
  readonly reprintNumber: number;
}

export interface ReceiptData extends SlipCommon {
  readonly channel: "counter" | "online" | "post";
  readonly components: readonly SlipComponent[];
  readonly setCount: number;
  readonly term: SlipTerm;
  readonly receivedAt: Date;
  /** Null where the law gives no term. */
  readonly dueAt: Date | null;
  /** What was promised by the receipt that this one replaces, and why it moved; absent on a first receipt. */
  readonly promised?: {
    readonly dueAt: Date | null;
    readonly since: Date;
    readonly why: "supplement_received" | "finance_settled";
  };
  readonly delivery: { readonly way: "counter" | "online" | "post"; readonly address?: string };
  /** Null where it is not known whether there are fees. */
  readonly fees: readonly SlipFee[] | null;
  readonly book?: { readonly volume: string; readonly number: string };
}

export interface SupplementRequestData extends SlipCommon {
  /** What to bring, in words. */
  readonly items: readonly string[];
  readonly reason: string;
  /** Until when the supplement should come, yyyy-MM-dd. */
  readonly dueOn?: string;
}

export interface RefusalData extends SlipCommon {
  readonly reason: string;
  readonly basis?: string;
}

/** A letter, not a slip: signed by a leader, sent through the one-stop shop. */
export interface ApologyData extends SlipCommon {
  readonly letterNo?: string;
  readonly receivedAt: Date;
  readonly dueAt: Date | null;
  /** Absent where the letter is about an error and moves nothing. */
  readonly newDueAt?: Date;
  readonly responsible: string;
  readonly reason: string;
  readonly signerName: string;
}

export interface StopData extends SlipCommon {
  readonly receivedAt: Date;
  /** Whoever led the agency on that day; the one who stopped it where that was a leader. */
  readonly signerName: string;
  readonly reason: string;
  readonly basis?: string;
  readonly papers?: string;
  readonly refundVnd?: number;
}

export interface HandOver {
  readonly giverUnit: string;
  readonly giverName: string;
  readonly receiverUnit: string;
  readonly receiverName: string;
  readonly at: Date;
  readonly outcome?: "early" | "on_time" | "late";
  readonly note?: string;
}

export interface ControlData extends SlipCommon {
  readonly receivedAt: Date;
  readonly dueAt: Date | null;
  readonly partners: readonly string[];
  readonly handOvers: readonly HandOver[];
  readonly book?: { readonly volume: string; readonly number: string };
}

export interface SlipDataOf {
  readonly receipt: ReceiptData;
  readonly supplement_request: SupplementRequestData;
  readonly refusal: RefusalData;
  readonly apology: ApologyData;
  readonly stop: StopData;
  readonly control: ControlData;
}

export type AnySlipData = SlipDataOf[SlipKind];
