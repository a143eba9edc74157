import type { EpochMs } from "#core/instant.ts";
import { type Acting, findDossier } from "#dossiers";
import { digitiseComponent, endCarriage, givePapers, settleOriginal, takeOriginal, receivePapers } from "#papers";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { WrittenDossier } from "./demo-fees.ts";
import type { DemoCommune } from "./demo-units.ts";
import type { Random } from "./random.ts";

type Keeper = Acting & { readonly accountId: number; readonly agencyId: number };

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const MOST_PER_COMMUNE = 12;
const ON_A_SHEET = 4;

const endOf = ({ draft }: WrittenDossier): EpochMs => draft.events.at(-1)?.at ?? draft.receivedAt;

/** Without scans, which would need files: what is known of each component is in a database, or why it was not scanned. */
async function digitise(tx: Tx, unit: UnitOfWork, random: Random, by: Keeper, it: WrittenDossier, at: Date): Promise<void> {
  const dossier = await findDossier(tx, it.id);
  const none = { documentNo: undefined, issuedOn: undefined, issuer: undefined, resultCode: undefined };
  for (const { code } of (dossier?.components ?? []).slice(0, 3)) {
    const known = { way: "from_database", source: "Cơ sở dữ liệu quốc gia về dân cư", reason: undefined } as const;
    const excused = { way: "excused", source: undefined, reason: "Bản vẽ khổ lớn hơn A3" } as const;
    await digitiseComponent(
      tx,
      unit,
      by,
      it.id,
      { componentCode: code, ...none, ...(random.chance(0.6) ? known : excused) },
      [],
      at,
    );
  }
}

/** Who gives the papers of a commune, and who takes them in which division. */
function peopleOf({ counters, divisions, staff }: Pick<DemoCommune, "counters" | "divisions" | "staff">, agencyId: number) {
  const officer = counters.flatMap((counter) => counter.staff).find(({ role }) => role === "receiving_officer");
  const division = divisions[0];
  const isSpecialist = ({ role }: Acting): boolean => role === "specialist";
  const specialist = division?.staff.find(isSpecialist) ?? staff.find(isSpecialist);
  const [giver, taker] = [officer?.accountId ?? null, specialist?.accountId ?? null];
  if (officer === undefined || specialist === undefined || division === undefined || giver === null || taker === null)
    return undefined;
  const by: Keeper = { ...officer, accountId: giver, agencyId };
  return { by, receiver: { ...specialist, accountId: taker }, division };
}

/** A batch that the post carries: one dossier has reached the division, the others are under way. */
async function giveToPost(
  tx: Tx,
  unit: UnitOfWork,
  by: Keeper,
  it: { readonly codes: string[]; readonly first: number; readonly division: number },
  given: Date,
): Promise<void> {
  const carried = { carrier: "Bưu điện Sông Lam (mẫu)", carrierPerson: "Hoàng Văn Tuyến", note: "Chuyển theo tuyến chiều" };
  const { id } = await givePapers(tx, unit, by, { codes: it.codes, toUnitId: undefined, ...carried }, given);
  const reached = { dossiers: [it.first], toUnitId: it.division, remark: undefined };
  const ended = new Date(given.getTime() + 6 * MINUTE);
  await endCarriage(tx, unit, by, id, { ...reached, outcome: "office", receivedBy: "Văn thư phòng" }, ended);
}

/** The papers of some open dossiers: components without scans, originals held and given back, sheets signed and waiting. */
export async function seedPapers(
  tx: Tx,
  unit: UnitOfWork,
  input: {
    readonly random: Random;
    readonly now: EpochMs;
    readonly communes: readonly DemoCommune[];
    readonly written: readonly WrittenDossier[];
  },
): Promise<void> {
  const { random, now, communes, written } = input;
  for (const { agencyId, staff, counters, divisions } of communes) {
    const people = peopleOf({ counters, divisions, staff }, agencyId);
    if (people === undefined) continue;
    const { by, receiver, division } = people;
    const chosen = written
      .filter(({ draft }) => draft.agencyId === agencyId && draft.unitId === by.unitId)
      .filter(
        (it) => it.draft.events.at(-1)?.state === "PROCESSING" && endOf(it) > now - 10 * DAY && endOf(it) < now - MINUTE * 30,
      )
      .slice(-MOST_PER_COMMUNE);
    const at = new Date(now - 20 * MINUTE);
    for (const [nth, it] of chosen.entries()) {
      await digitise(tx, unit, random, by, it, at);
      if (nth % 3 !== 0) continue;
      const original = { name: "Giấy chứng nhận kết hôn", quantity: 1, note: undefined };
      const { id } = await takeOriginal(tx, unit, by, it.id, original, at);
      const back = { originalId: id, givenTo: it.draft.parties.owner.name, keptReason: undefined };
      if (nth % 6 === 0) await settleOriginal(tx, unit, by, it.id, back, new Date(at.getTime() + 5 * MINUTE));
    }
    for (let from = 0; from + ON_A_SHEET <= chosen.length; from += ON_A_SHEET) {
      const batch = chosen.slice(from, from + ON_A_SHEET);
      const codes = [];
      for (const { id } of batch) codes.push((await findDossier(tx, id))?.code ?? "");
      const given = new Date(at.getTime() + 8 * MINUTE);
      if (from > 0 && from + 2 * ON_A_SHEET > chosen.length) {
        await giveToPost(tx, unit, by, { codes, first: batch[0]?.id ?? 0, division: division.id }, given);
        continue;
      }
      const way = { codes, toUnitId: division.id, carrier: undefined, carrierPerson: undefined, note: undefined };
      const sheet = await givePapers(tx, unit, by, way, given);
      if (from > 0) continue;
      const arrived = { arrived: batch.map(({ id }) => id), remark: undefined };
      await receivePapers(
        tx,
        unit,
        { ...receiver, unitId: division.id },
        sheet.id,
        arrived,
        new Date(given.getTime() + 5 * MINUTE),
      );
    }
  }
}
