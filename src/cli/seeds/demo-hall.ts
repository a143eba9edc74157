import { isWorkingDay, type Calendar } from "#core/calendar/index.ts";
import { type EpochMs, localDateOf, vietnamDayOf, vietnamInstant } from "#core/instant.ts";
import { addDays } from "#core/plain-date.ts";
import type { Acting } from "#dossiers";
import { changeDisplays } from "#displays";
import { changeItem, listItems } from "#facilities";
import { findTicketSubject, rateService } from "#feedback";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import {
  actOnTicket,
  type AtCounter,
  callNext,
  type Counter,
  listCounters,
  setUpPoint,
  takeTicket,
  type TicketSource,
  workShift,
} from "#queue";
import type { DemoCommune } from "./demo-units.ts";
import { addModernShop } from "./modern-shop.ts";
import type { Random } from "./random.ts";

interface World {
  readonly tx: Tx;
  readonly unit: UnitOfWork;
  readonly random: Random;
  readonly calendar: Calendar;
  readonly now: EpochMs;
}

const MINUTE = 60_000;
const PAST_DAYS = 3;
const TICKETS = 6;
const SCREENS = [
  ["queue", "Màn hình gọi số ở sảnh"],
  ["gate", "Bảng điện tử ở cổng"],
  ["hall", "Bảng điện tử hội trường"],
  ["kiosk", "Kiosk cạnh cửa ra vào"],
] as const;
const NOTICES = [
  ["gate", "Tiếp công dân định kỳ", "Thứ Năm hằng tuần, từ 8 giờ, tại phòng tiếp công dân. Mời mang theo giấy tờ tùy thân."],
  ["gate", "Không thu phí ngoài quy định", "Mức phí, lệ phí niêm yết tại quầy. Nhận biên lai cho mọi khoản đã nộp."],
  ["hall", "Giao ban đầu giờ", "Phân công trực quầy trong ngày.", "07:30"],
  ["hall", "Sinh hoạt chuyên môn", "Rút kinh nghiệm hồ sơ trễ hạn trong tháng.", "14:00"],
  ["hall", "Diễn tập phòng cháy, chữa cháy", "Toàn cơ quan tham gia; lối thoát phía cầu thang Đông."],
] as const satisfies readonly (readonly ["gate" | "hall", string, string, string?])[];

/** Whoever may sit at a counter: an account is needed for every call. */
const seatOf = ({ accountId, personId }: Acting): AtCounter | undefined =>
  accountId === null || personId === null ? undefined : { accountId, personId };

async function serve(
  { tx, unit, random }: World,
  at: { readonly unitId: number; readonly counterId: number },
  by: AtCounter,
  serviceId: number,
  from: EpochMs,
): Promise<void> {
  let clock = from;
  const sources: readonly TicketSource[] = ["kiosk", "kiosk", "desk", "phone"];
  for (let nth = 0; nth < TICKETS; nth += 1) {
    const taken = new Date(from + nth * 4 * MINUTE);
    const seat = { unitId: at.unitId, source: random.pick(sources), accountId: null };
    const priority = random.chance(0.12) ? random.pick(["elderly", "pregnant", "small_child"]) : undefined;
    const { label, secret } = await takeTicket(tx, unit, seat, { serviceId, priority, identity: undefined }, taken);
    clock = Math.max(clock, taken.getTime()) + random.integer(20, 90) * 1000;
    const { ticketId } = await callNext(tx, unit, by, at, new Date(clock));
    const act = (action: "serve" | "finish"): Promise<unknown> =>
      actOnTicket(tx, unit, by, at, { ticketId, action }, new Date(clock));
    clock += random.integer(15, 50) * 1000;
    await act("serve");
    clock += random.integer(4, 11) * MINUTE;
    await act("finish");
    if (random.chance(0.6)) await rate({ tx, unit, random }, at.unitId, { label, secret }, clock + MINUTE);
  }
}

const REMARKS = {
  2: ["Hướng dẫn rõ ràng, nhanh", "Cán bộ nhẹ nhàng, giải thích dễ hiểu", null],
  1: ["Được, nhưng chờ hơi lâu", null, null],
  0: ["Phải quay lại vì thiếu một bản sao mà không được báo trước", null],
} as const;

/** What somebody said after their number was served, each from a telephone of their own. */
async function rate(
  { tx, unit, random }: Pick<World, "tx" | "unit" | "random">,
  unitId: number,
  { label, secret }: { readonly label: string; readonly secret: string },
  at: EpochMs,
): Promise<void> {
  const subject = await findTicketSubject(tx, unitId, secret);
  if (subject === undefined) return;
  const level = random.weighted([
    [2, 6],
    [1, 3],
    [0, 1],
  ] as const);
  const rater = { channel: "link", device: `demo ${unitId} ${label} ${at}` } as const;
  await rateService(tx, unit, subject, rater, { level, comment: random.pick(REMARKS[level]) ?? undefined }, new Date(at));
}

/** Days that are over, through the same commands: two officers go from counter to counter. */
async function pastDays(world: World, unitId: number, counters: readonly Counter[], seats: readonly AtCounter[]): Promise<void> {
  const { tx, unit, now, calendar } = world;
  const today = vietnamDayOf(now);
  const days = Array.from({ length: 14 }, (_, index) => today - 1 - index).filter((day) => isWorkingDay(calendar, day));
  for (const day of days.slice(0, PAST_DAYS).toReversed()) {
    for (const [index, counter] of counters.entries()) {
      const by = seats[index % seats.length];
      const service = counter.services[0];
      if (by === undefined || service === undefined) continue;
      const start = vietnamInstant(day, 7 * 60 + 35 + (index >> 1) * 75);
      const at = { unitId, counterId: counter.id };
      await workShift(tx, unit, by, at, { step: "open", cash: null }, new Date(start - 4 * MINUTE));
      await serve(world, at, by, service, start);
      await workShift(tx, unit, by, at, { step: "close", cash: null }, new Date(start + 74 * MINUTE));
    }
  }
}

/** The last half-hour, so that boards and counters have something to show at whatever hour the demonstration starts. */
async function lastHalfHour(world: World, unitId: number, counters: readonly Counter[], seats: readonly AtCounter[]) {
  const { tx, unit, now } = world;
  if (localDateOf(now) !== localDateOf(now - 31 * MINUTE)) return;
  const seat = { unitId, source: "desk", accountId: null } as const;
  const give = (serviceId: number, minutesAgo: number, priority?: string): Promise<unknown> =>
    takeTicket(tx, unit, seat, { serviceId, priority, identity: undefined }, new Date(now - minutesAgo * MINUTE));
  const plan = [30, 26, 21, 17, 12, 8, 3];
  for (const [nth, minutes] of plan.entries()) {
    const counter = counters[nth % counters.length];
    await give(counter?.services[0] ?? 0, minutes, nth === 4 ? "elderly" : undefined);
  }
  await give(counters[1]?.services[0] ?? 0, 2);
  for (const [index, by] of seats.slice(0, 2).entries()) {
    const counter = counters[index];
    if (counter === undefined) continue;
    const at = { unitId, counterId: counter.id };
    await workShift(tx, unit, by, at, { step: "open", cash: 500_000 }, new Date(now - 29 * MINUTE));
    const { ticketId } = await callNext(tx, unit, by, at, new Date(now - (12 - index * 4) * MINUTE));
    await actOnTicket(tx, unit, by, at, { ticketId, action: "serve" }, new Date(now - (11 - index * 4) * MINUTE));
  }
}

async function reportFault({ tx, unit, now }: World, unitId: number): Promise<void> {
  const scanner = (await listItems(tx, [unitId], localDateOf(now))).find(({ kind }) => kind === "scanner");
  if (scanner === undefined) return;
  const fault = { itemId: scanner.id, step: "fault", why: "Kẹt giấy, không nhận khay nạp" } as const;
  await changeItem(tx, unit, { accountId: null }, unitId, fault, new Date(now - 26 * 60 * MINUTE));
}

/** Halls of the demonstration: services, five counters by field, opening hours, screens, and numbers where somebody can sign in. */
export async function seedHalls(world: World, communes: readonly DemoCommune[]): Promise<void> {
  const unit: UnitOfWork = { ...world.unit, announce: () => {} };
  const today = localDateOf(world.now);
  for (const [index, commune] of communes.entries()) {
    const [shop] = commune.counters;
    if (shop === undefined) continue;
    const at = new Date(world.now);
    await setUpPoint(world.tx, unit, shop.id);
    for (const [kind, name] of SCREENS)
      await changeDisplays(world.tx, unit, shop.id, { kind: "add_device", input: { kind, name } }, at);
    for (const [board, title, body, starts] of NOTICES) {
      const input = { board, title, body, starts, from: today, to: addDays(today, 60) };
      await changeDisplays(world.tx, unit, shop.id, { kind: "add_notice", input }, at);
    }
    await addModernShop(world.tx, unit, shop.id, "2025-09-01", new Set(index === 2 ? ["kiosk", "camera"] : []));
    if (index === 0) await reportFault({ ...world, unit }, shop.id);
    const seats = shop.staff.flatMap((member) => seatOf(member) ?? []);
    if (seats.length === 0) continue;
    const counters = await listCounters(world.tx, shop.id);
    await pastDays({ ...world, unit }, shop.id, counters, seats);
    await lastHalfHour({ ...world, unit }, shop.id, counters, seats);
  }
}
