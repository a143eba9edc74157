import { type EpochMs, localDateOf, vietnamDayOf, vietnamInstant } from "#core/instant.ts";
import { isStated } from "#core/money/fee-rules.ts";
import type { HistoryDraft } from "#dossiers";
import {
  addLine,
  addSeries,
  assessDossier,
  type BankAccount,
  type Cashier,
  closeDay,
  confirmPayment,
  dayFigures,
  decideProposal,
  findAccount,
  notesFor,
  payRefund,
  proposeRelief,
  requestPayment,
  setAccount,
  takePayment,
} from "#fees";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Procedure } from "#procedures";
import type { DemoCommune } from "./demo-units.ts";
import type { Random } from "./random.ts";

/** A dossier of the demonstration that was just written. */
export interface WrittenDossier {
  readonly code: string;
  readonly id: number;
  readonly draft: HistoryDraft;
}

interface World {
  readonly tx: Tx;
  readonly unit: UnitOfWork;
  readonly random: Random;
  readonly now: EpochMs;
}

const DAY_COUNT = 40;
const MOST_PER_COMMUNE = 60;
const MINUTE = 60_000;
const WITH_FEES: ReadonlySet<string> = new Set(["ACCEPTED", "PROCESSING", "DECIDED", "RETURNED", "WITHDRAWN"]);
const CERTIFIED_COPY = "2.000815";
const BANKS = [
  ["970415", "VietinBank (mẫu)"],
  ["970436", "Vietcombank (mẫu)"],
  ["970405", "Agribank (mẫu)"],
] as const;

/** Whoever of the staff had the dossier first: what was filed online begins with somebody who holds no cash. */
const cashierOf = ({ draft }: WrittenDossier): Cashier => {
  const { by } = draft.events.find((event) => event.by.role === "receiving_officer") ?? draft.events[0];
  return { ...by, agencyId: draft.agencyId };
};

/** When the money of a dossier moves: after the last that is known of it, so that its history stays in order. */
const momentOf = ({ draft }: WrittenDossier): EpochMs => (draft.events.at(-1)?.at ?? draft.receivedAt) + MINUTE;

/** Still at the counter: it waits for its fee, which is all that may keep it there beyond its day. */
const isAtCounter = ({ draft }: WrittenDossier): boolean => draft.events.at(-1)?.state === "ACCEPTED";

/** Cash for most, a code that the bank confirms for some, a transfer seen on the account for a few. */
async function collect({ tx, unit, random }: World, it: WrittenDossier, account: BankAccount, at: Date): Promise<void> {
  const by = cashierOf(it);
  const way = random.weighted([
    ["cash", 6],
    ["qr", 3],
    ["transfer", 1],
  ] as const);
  if (way !== "qr") {
    const reference = way === "transfer" ? `FT${it.id}` : undefined;
    await takePayment(tx, unit, by, it.id, { method: way, reference }, at);
    return;
  }
  const { reference, amountVnd } = await requestPayment(tx, unit, by, it.id, undefined, at);
  const { bankBin, accountNo } = account;
  const paid = { transactionId: `DEMO${it.id}`, bankBin, accountNo, amount: amountVnd, paidAt: at.toISOString() };
  await confirmPayment(tx, unit, account, { ...paid, content: `Nop phi ${reference}` }, at);
}

async function assess({ tx, unit, random }: World, it: WrittenDossier, at: Date): Promise<number> {
  const by = cashierOf(it);
  if (it.draft.procedureCode !== CERTIFIED_COPY) return (await assessDossier(tx, unit, by, it.id, at)).outstandingVnd;
  const line = {
    kind: "fee",
    name: "Phí chứng thực",
    amountVnd: 2_000,
    quantity: random.integer(1, 24),
    timing: "before",
  } as const;
  await addLine(tx, unit, by, it.id, { ...line, basis: undefined, budgetCode: undefined }, at);
  return 1;
}

/** An exemption or a refund, proposed at the counter and decided by the leader, or still waiting. */
async function relieve(
  world: World,
  commune: DemoCommune,
  it: WrittenDossier,
  kind: "exempt" | "refund" | "refused refund",
  at: Date,
): Promise<void> {
  const { tx, unit, random } = world;
  const by = cashierOf(it);
  const lineId = (await assessDossier(tx, unit, by, it.id, at)).lineIds[0];
  const isRefund = kind !== "exempt";
  const exempt = {
    kind: "exempt",
    lineId,
    reason: "Hộ nghèo có giấy chứng nhận",
    basis: "Luật Phí và lệ phí 2015, Điều 10",
  } as const;
  const refund = { kind: "refund", lineId: undefined, reason: "Người nộp rút hồ sơ", basis: undefined } as const;
  const { id } = await proposeRelief(tx, unit, by, it.id, { ...(isRefund ? refund : exempt), amountVnd: undefined }, at);
  const leader = commune.staff.find((member) => member.role === "leader");
  const refuses = kind === "refused refund";
  if (leader === undefined || (!refuses && random.chance(0.4))) return;
  const decision = refuses
    ? ({ decision: "refused", reason: "Hồ sơ đã được giải quyết xong, không thuộc trường hợp hoàn trả" } as const)
    : ({ decision: "approved", reason: undefined } as const);
  await decideProposal(tx, unit, { ...leader, agencyId: commune.agencyId }, id, decision, at);
  if (refuses) return;
  if (isRefund && random.chance(0.6)) await payRefund(tx, unit, by, id, { method: "transfer" }, at);
}

/** Every cashier closes every day that is over; now and then a note is missing. */
async function closeDays(
  { tx, unit, random, now }: World,
  commune: DemoCommune,
  worked: ReadonlyMap<string, Cashier>,
): Promise<void> {
  const today = localDateOf(now);
  for (const [key, by] of [...worked.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const [day = ""] = key.split(" ");
    const { personId } = by;
    if (day >= today || personId === null) continue;
    const { expectedVnd: expected } = await dayFigures(tx, commune.agencyId, personId, day);
    const short = expected >= 20_000 && random.chance(0.08);
    const closedAt = new Date(`${day}T10:40:00Z`);
    const count = {
      day,
      notes: notesFor(short ? expected - 10_000 : expected),
      explanation: short ? "Trả thừa cho khách 10.000 đồng" : undefined,
    };
    await closeDay(tx, unit, { ...by, personId, provinceId: commune.provinceId }, count, closedAt);
  }
}

/** The first commune issues receipts of a series of its own; the others those that ship. */
async function registerSeries({ tx, unit }: World, commune: DemoCommune, since: Date): Promise<void> {
  const staff = [...commune.staff, ...commune.counters.flatMap((counter) => counter.staff)];
  const head = staff.find(({ role }) => role === "one_stop_head");
  const accountId = head?.accountId ?? null;
  if (head === undefined || accountId === null) throw new Error("nobody of the demonstration keeps series of receipts");
  const from = localDateOf(since.getTime());
  const series = {
    form: "BLTU-E",
    serial: `SL-${from.slice(2, 4)}E`,
    firstNumber: 1,
    lastNumber: 5_000,
    warnBelow: 200,
    from,
    basis: "Thông báo phát hành biên lai số 03/TB-UBND (mẫu)",
  };
  await addSeries(tx, unit, { agencyId: commune.agencyId, accountId, name: head.name }, series, since);
}

/** Fees of the last weeks: assessed, collected in every way, waived, given back, days closed; the same for the same seed. */
export async function seedFees(
  tx: Tx,
  unit: UnitOfWork,
  input: {
    readonly random: Random;
    readonly now: EpochMs;
    readonly communes: readonly DemoCommune[];
    readonly procedures: readonly Procedure[];
    readonly written: readonly WrittenDossier[];
  },
): Promise<void> {
  const { random, now, communes, written } = input;
  const withFees: ReadonlySet<string> = new Set(
    input.procedures.flatMap(({ code, definition }): string[] =>
      code === CERTIFIED_COPY || definition.fees.some((fee) => isStated(fee) && (fee.amountVnd ?? 0) > 0) ? [code] : [],
    ),
  );
  const world: World = { tx, unit, random, now };
  const since = vietnamInstant(vietnamDayOf(now) - DAY_COUNT, 0);
  for (const [index, commune] of communes.entries()) {
    const [bankBin, bankName] = BANKS[index % BANKS.length] ?? BANKS[0];
    const { agencyId, provinceId } = commune;
    const details = {
      bankBin,
      bankName,
      accountNo: `11200000${String(index + 1).padStart(4, "0")}`,
      holder: commune.plan.fullName,
    };
    await setAccount(tx, unit, { agencyId, provinceId }, details, new Date(since));
    if (index === 0) await registerSeries(world, commune, new Date(since));
    const account = await findAccount(tx, agencyId);
    if (account === undefined) throw new Error("the account of the demonstration was not kept");
    const all = written
      .filter((it) => it.draft.agencyId === agencyId && WITH_FEES.has(it.draft.events.at(-1)?.state ?? ""))
      .filter((it) => withFees.has(it.draft.procedureCode) && momentOf(it) >= since && momentOf(it) <= now)
      .toSorted((a, b) => momentOf(a) - momentOf(b));
    const chosen = all.filter((it, place) => isAtCounter(it) || place >= all.length - MOST_PER_COMMUNE);
    const worked = new Map<string, Cashier>();
    for (const [nth, it] of chosen.entries()) {
      const at = new Date(momentOf(it));
      if ((await assess(world, it, at)) === 0) continue;
      if (isAtCounter(it)) continue;
      if (nth % 15 === 7) await relieve(world, commune, it, "exempt", at);
      else await collect(world, it, account, at);
      worked.set(`${localDateOf(at.getTime())} ${cashierOf(it).personId}`, cashierOf(it));
      if (nth % 20 === 11) await relieve(world, commune, it, nth === 11 ? "refused refund" : "refund", at);
    }
    const strayAt = new Date(now - 90 * MINUTE);
    const stray = {
      transactionId: `DEMO-LA-${index}`,
      bankBin,
      accountNo: details.accountNo,
      amount: 50_000,
      paidAt: strayAt.toISOString(),
    };
    await confirmPayment(tx, unit, account, { ...stray, content: "NGUYEN THI MAU chuyen tien le phi" }, strayAt);
    await closeDays(world, commune, worked);
  }
}
