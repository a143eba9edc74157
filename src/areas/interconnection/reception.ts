/**
 * Papers out to the deciding agency, the result back to the one that received: each sent by one side and confirmed by the
 * other. Of a dossier that ended early the papers come back instead, and are given to the applicant.
 */
export const LEGS = [
  "papers_sent",
  "papers_arrived",
  "result_sent",
  "result_arrived",
  "handed_back",
  "papers_returned",
  "papers_back",
  "given_back",
] as const;
export type Leg = (typeof LEGS)[number];

/** The legs that are only confirmed; the other one is the handing over of a result, with all that this asks for. */
export const CONFIRMED_LEGS = [
  "papers_sent",
  "papers_arrived",
  "result_sent",
  "result_arrived",
  "papers_returned",
  "papers_back",
  "given_back",
] as const satisfies readonly Leg[];

/** What the form of a leg is called where it is shown again. */
export const legForm = (leg: Leg): string => `interconnection.${leg}`;

export interface Reception {
  readonly dossierId: number;
  readonly provinceId: number;
  readonly receivingAgencyId: number;
  readonly receivingUnitId: number;
  readonly decidingAgencyId: number;
  readonly code: string;
  readonly ownerName: string;
  readonly procedureName: string;
  readonly receivedAt: Date;
  readonly handedBackAt: Date | null;
  /** There was no paper to send. */
  readonly electronic: boolean;
}

export interface ReceptionLeg {
  readonly leg: Leg;
  readonly at: Date;
  readonly actorName: string;
  readonly note: string | null;
}
