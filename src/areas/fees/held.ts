/** Money that came in for a dossier beyond what it owed: the office's debt to whoever paid it. */
export interface Held {
  /** The booking by which it came in. */
  readonly movementId: number;
  readonly agencyId: number;
  readonly dossierId: number;
  readonly code: string;
  readonly ownerName: string;
  readonly amountVnd: number;
  /** The carrier's slip. */
  readonly reference: string;
  readonly heldBy: string;
  readonly heldAt: Date;
  readonly returnedMovementId: number | null;
  readonly paidTo: string | null;
  readonly slipYear: number | null;
  readonly slipNumber: number | null;
}

/** Whether it still waits to be given back. */
export const isHeld = ({ returnedMovementId }: Pick<Held, "returnedMovementId">): boolean => returnedMovementId === null;
