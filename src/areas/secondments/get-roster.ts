import type { Tx } from "#platform/db/tx.ts";
import { readStandards } from "./read-standards.ts";
import type { ConductNotice, Meeting, Secondment, Shop } from "./secondment.ts";
import { listMeetings, listNotices, listSecondments } from "./secondments.store.ts";
import {
  lastDayOf,
  monthBefore,
  nextMeetingOn,
  type Shortfall,
  shortfallsOf,
  stageOn,
  type Standard,
  standardOn,
  withoutReserve,
} from "./standard.rules.ts";

export interface RosterRow extends Secondment {
  readonly stage: ReturnType<typeof stageOn>;
  /** In what it falls short of the standard of its first day. */
  readonly shortfalls: readonly Shortfall[];
}

export interface Roster {
  readonly shop: Shop;
  readonly standard: Standard | undefined;
  readonly rows: readonly RosterRow[];
  readonly meetings: readonly Meeting[];
  /** By when the head is to meet the sending units; undefined where nobody was ever sent. */
  readonly meetingDueOn: string | undefined;
  readonly notices: readonly ConductNotice[];
  /** The month of which sending units are to be told now (yyyy-MM), and those that were not. */
  readonly month: string;
  readonly untold: readonly { readonly unitId: number; readonly name: string }[];
  readonly lackReserve: readonly { readonly unitId: number; readonly name: string }[];
}

const unique = (rows: readonly Secondment[]) =>
  [...new Map(rows.map(({ senderUnitId, sender }) => [senderUnitId, sender]))].map(([unitId, name]) => ({ unitId, name }));

/** Who is at a shop on a day, who sent them, and what the law asks to be done about it now. */
export async function getRoster(tx: Tx, shop: Shop, on: string): Promise<Roster> {
  const [secondments, meetings, notices] = await Promise.all([
    listSecondments(tx, shop.unitId, on),
    listMeetings(tx, shop.unitId),
    listNotices(tx, shop.unitId),
  ]);
  const standards = readStandards();
  const standard = standardOn(standards, on);
  const rows = secondments.map((it): RosterRow => {
    const then = standardOn(standards, it.from);
    // An early end was decided later: it makes nobody fall short of what they were sent for.
    const found = then === undefined ? [] : shortfallsOf(then, shop.level, it);
    return {
      ...it,
      stage: stageOn(it, on),
      shortfalls: it.endedWhy === null ? found : found.filter((one) => one !== "too_short"),
    };
  });
  const present = rows.filter(({ stage }) => stage === "running" || stage === "ending");
  const month = monthBefore(on);
  const inMonth = secondments.filter(
    ({ from, until, kind }) => kind === "main" && from <= lastDayOf(month) && until >= `${month}-01`,
  );
  const told = new Set(notices.filter((one) => one.month === month).map(({ senderUnitId }) => senderUnitId));
  const lacking = standard === undefined ? [] : withoutReserve(standard, present);
  const firstFrom = secondments.at(-1)?.from;
  const since = meetings[0]?.heldOn ?? firstFrom;
  return {
    shop,
    standard,
    rows,
    meetings,
    meetingDueOn: standard === undefined || since === undefined ? undefined : nextMeetingOn(standard, since),
    notices,
    month,
    untold: unique(inMonth).filter(({ unitId }) => !told.has(unitId)),
    lackReserve: unique(present).filter(({ unitId }) => lacking.includes(unitId)),
  };
}
