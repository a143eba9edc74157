import type { PostHolder } from "#organisation";
import type { Locale } from "#platform/i18n/messages.ts";
import type { Roster } from "./get-roster.ts";
import type { Sender } from "./secondments.store.ts";

export const PATH = "/nhan-su-mot-cua";

export const noticePath = (unitId: number, sender: number, month: string): string =>
  `${PATH}/${unitId}/thong-bao?sender=${sender}&month=${month}`;

/** "10/2026" */
export const monthText = (month: string): string => `${month.slice(5, 7)}/${month.slice(0, 4)}`;

export interface RosterProps {
  readonly locale: Locale;
  readonly on: string;
  readonly roster: Roster;
  readonly holders: readonly PostHolder[];
  readonly senders: readonly Sender[];
  readonly canKeep: boolean;
  /** Whose drawer stays open, since its form was refused. */
  readonly refused: "second" | "meeting" | undefined;
  readonly csrf: string;
  readonly newKey: () => string;
}
