import { listPostHolders } from "#organisation";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { readStandards } from "./read-standards.ts";
import type { EndInput, MeetingInput, NoticeInput, SecondInput, Shop } from "./secondment.ts";
import { secondmentRefusal } from "./secondments.errors.ts";
import {
  countConduct,
  findSecondment,
  insertMeeting,
  insertNotice,
  insertSecondment,
  listSenders,
  listShops,
  shortenSecondment,
} from "./secondments.store.ts";
import { lastDayOf, shortfallsOf, standardOn } from "./standard.rules.ts";

/** Who records it; nobody in a seed. */
export interface Keeper {
  readonly accountId: number | null;
}

export async function getShop(tx: Tx, unitId: number, on: string): Promise<Shop> {
  const shop = (await listShops(tx, on)).find((one) => one.unitId === unitId);
  if (shop === undefined) throw secondmentRefusal("shop_unknown");
  return shop;
}

/**
 * Records that a unit sends somebody to a shop, or holds them in reserve. Where the standard of the first day was read in the
 * act, who falls short of it is refused; where it was not, the roster only says so.
 */
export async function second(
  tx: Tx,
  unit: UnitOfWork,
  by: Keeper,
  unitId: number,
  it: SecondInput,
  now: Date,
): Promise<{ readonly secondmentId: number }> {
  const today = localDay(now);
  const shop = await getShop(tx, unitId, today);
  if (it.until < it.from) throw secondmentRefusal("period_reversed", { field: "until" });
  if (it.inServiceFrom > it.from) throw secondmentRefusal("service_after_start", { field: "inServiceFrom" });
  const [holders, senders] = await Promise.all([
    listPostHolders(tx, shop.agencyId, today),
    listSenders(tx, shop.agencyId, today),
  ]);
  if (!holders.some(({ personId }) => personId === it.personId)) throw secondmentRefusal("person_unknown", { field: "personId" });
  if (!senders.some((one) => one.unitId === it.senderUnitId))
    throw secondmentRefusal("sender_unknown", { field: "senderUnitId" });
  const standard = standardOn(readStandards(), it.from);
  const [shortfall] = standard?.verified === true ? shortfallsOf(standard, shop.level, it) : [];
  if (standard !== undefined && shortfall !== undefined) {
    const field = { rank: "rank", service: "inServiceFrom", too_short: "until", too_long: "until" }[shortfall];
    const { leastYears, leastMonths, mostMonths } = standard;
    throw secondmentRefusal("below_standard", { field, values: { leastYears, leastMonths, mostMonths } });
  }
  const secondmentId = await insertSecondment(tx, shop, it, { accountId: by.accountId, at: now });
  if (secondmentId === undefined) throw secondmentRefusal("overlapping", { field: "from" });
  unit.subject(`secondment:${secondmentId}`);
  unit.note({ kind: it.kind });
  return { secondmentId };
}

/** Ends a secondment before its last day, with the reason; what was over is not ended again. */
export async function endSecondment(tx: Tx, unit: UnitOfWork, unitId: number, it: EndInput): Promise<{ readonly id: number }> {
  const found = await findSecondment(tx, unitId, it.secondmentId);
  if (found === undefined) throw secondmentRefusal("secondment_unknown");
  if (it.on < found.from || it.on >= found.until || found.endedWhy !== null) {
    throw secondmentRefusal("end_outside", { field: "on" });
  }
  await shortenSecondment(tx, it.secondmentId, it.on, it.why);
  unit.subject(`secondment:${it.secondmentId}`);
  return { id: it.secondmentId };
}

/** Records the meeting of the head of a shop with the sending units. */
export async function recordMeeting(
  tx: Tx,
  unit: UnitOfWork,
  by: Keeper,
  unitId: number,
  it: MeetingInput,
  now: Date,
): Promise<{ readonly heldOn: string }> {
  const today = localDay(now);
  const shop = await getShop(tx, unitId, today);
  if (it.heldOn > today) throw secondmentRefusal("meeting_ahead", { field: "heldOn" });
  if (!(await insertMeeting(tx, shop, it, { accountId: by.accountId, at: now }))) {
    throw secondmentRefusal("meeting_recorded", { field: "heldOn" });
  }
  unit.subject(`unit:${unitId}`);
  return { heldOn: it.heldOn };
}

/** Keeps what a sending unit is told of its people's conduct in a month that is over, as counted at this moment. */
export async function sendNotice(
  tx: Tx,
  unit: UnitOfWork,
  by: Keeper,
  unitId: number,
  it: NoticeInput,
  now: Date,
): Promise<{ readonly sender: number }> {
  const today = localDay(now);
  const shop = await getShop(tx, unitId, today);
  const month = { from: `${it.month}-01`, to: lastDayOf(it.month) };
  if (month.to >= today) throw secondmentRefusal("month_not_over", { field: "month" });
  const annex = await countConduct(tx, unitId, it.sender, month);
  if (annex.length === 0) throw secondmentRefusal("nobody_sent");
  const notice = { senderUnitId: it.sender, month: it.month, annex, remark: it.remark ?? null, sentOn: today };
  if (!(await insertNotice(tx, shop, notice, { accountId: by.accountId, at: now }))) throw secondmentRefusal("notice_sent");
  unit.subject(`unit:${it.sender}`);
  unit.note({ month: it.month });
  return { sender: it.sender };
}
