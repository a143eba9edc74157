import type { EpochMs } from "#core/instant.ts";
import { type Acting, findDossier } from "#dossiers";
import { addLine } from "#fees";
import { endShipment, shipResult } from "#papers";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { WrittenDossier } from "./demo-fees.ts";
import type { DemoCommune } from "./demo-units.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const MOST_PER_COMMUNE = 4;
const CARRIER = "Bưu điện tỉnh (mẫu)";

const endOf = ({ draft }: WrittenDossier): EpochMs => draft.events.at(-1)?.at ?? draft.receivedAt;

/** Results of the demonstration by post: on their way, one with a fee to collect at the door, one that is late, one that came back. */
export async function seedPost(
  tx: Tx,
  unit: UnitOfWork,
  input: { readonly now: EpochMs; readonly communes: readonly DemoCommune[]; readonly written: readonly WrittenDossier[] },
): Promise<void> {
  const { now, communes, written } = input;
  for (const [index, { agencyId, counters, staff }] of communes.entries()) {
    const isOfficer = ({ role }: Acting): boolean => role === "receiving_officer";
    const officer = counters.flatMap((counter) => counter.staff).find(isOfficer) ?? staff.find(isOfficer);
    if (officer === undefined || officer.accountId === null) continue;
    const by = { ...officer, accountId: officer.accountId, agencyId };
    const chosen = written
      .filter(({ draft }) => draft.agencyId === agencyId && draft.attributes?.delivery === "post")
      .filter((it) => it.draft.events.at(-1)?.state === "DECIDED" && endOf(it) < now - 10 * MINUTE)
      .toSorted((a, b) => endOf(a) - endOf(b))
      .slice(0, MOST_PER_COMMUNE);
    for (const [nth, it] of chosen.entries()) {
      const dossier = await findDossier(tx, it.id);
      const address = dossier?.parties.owner.address ?? "Địa chỉ mẫu";
      const slip = { slipNo: `E${index}${String(nth + 1).padStart(3, "0")}DEMOVN`, carrier: CARRIER, address };
      const at = new Date(Math.min(now - 5 * MINUTE, nth === 0 ? Math.max(endOf(it) + MINUTE, now - 9 * DAY) : now - 8 * MINUTE));
      const paid = { codVnd: undefined, postageVnd: 22_000, expectedOn: undefined };
      if (nth === 1) {
        const line = { kind: "fee", name: "Phí cấp bản sao", amountVnd: 8_000, quantity: 1, timing: "after" } as const;
        await addLine(tx, unit, by, it.id, { ...line, basis: undefined, budgetCode: undefined }, at);
      }
      const { id } = await shipResult(tx, unit, by, it.id, { ...slip, ...paid, ...(nth === 1 ? { codVnd: 8_000 } : {}) }, at);
      if (nth !== 2) continue;
      const back = { outcome: "came_back", receivedBy: undefined, remark: "Hai lần phát không có người nhận" } as const;
      const end = { ...back, collectedVnd: undefined };
      await endShipment(tx, unit, by, { dossierId: it.id, shipmentId: id }, end, [], new Date(at.getTime() + 2 * MINUTE));
    }
  }
}
