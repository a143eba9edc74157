/** Papers out to the deciding agency, the result back to the one that received: each sent by one side and confirmed by the other. */
export const LEGS = ["papers_sent", "papers_arrived", "result_sent", "result_arrived", "handed_back"] as const;
export type Leg = (typeof LEGS)[number];

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
}

export interface ReceptionLeg {
  readonly leg: Leg;
  readonly at: Date;
  readonly actorName: string;
  readonly note: string | null;
}
