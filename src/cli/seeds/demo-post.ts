import type { EpochMs } from "#core/instant.ts";
import { type Acting, chooseDelivery, findDossier } from "#dossiers";
import { addLine } from "#fees";
import { endShipment, shipResult } from "#papers";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { FileFolder } from "#platform/files/file-folder.ts";
import type { WrittenDossier } from "./demo-fees.ts";
import { makeProof } from "./demo-proof.ts";
import type { DemoCommune } from "./demo-units.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const CARRIER = "Bưu điện tỉnh (mẫu)";

const endOf = ({ draft }: WrittenDossier): EpochMs => draft.events.at(-1)?.at ?? draft.receivedAt;

/** By post, in the order of their ends: late on its way, on its way with a fee, came back, delivered with the fee. */
const FATES = ["late", "cod", "came_back", "delivered"] as const;
const COD_VND = 8_000;

const isByPost = ({ attributes }: WrittenDossier["draft"]): boolean => attributes?.delivery === "post";

interface Posting {
  readonly tx: Tx;
  readonly unit: UnitOfWork;
  readonly by: Acting & { readonly accountId: number; readonly agencyId: number };
  readonly now: EpochMs;
  readonly files: FileFolder | undefined;
}

/** When the post got it: the late one long ago, the delivered one in the days before, the others a moment ago. */
function handedAt(fate: (typeof FATES)[number], it: WrittenDossier, now: EpochMs): Date {
  const ago = fate === "late" ? 9 * DAY : fate === "delivered" ? 2 * DAY : 8 * MINUTE;
  return new Date(Math.min(now - 5 * MINUTE, Math.max(endOf(it) + MINUTE, now - ago)));
}

async function post({ tx, unit, by, now, files }: Posting, it: WrittenDossier, slipNo: string, fate: (typeof FATES)[number]) {
  const address = (await findDossier(tx, it.id))?.parties.owner.address ?? "Địa chỉ mẫu";
  const at = handedAt(fate, it, now);
  if (!isByPost(it.draft)) await chooseDelivery(tx, unit, by, it.id, "post", at);
  const collects = fate === "cod" || fate === "delivered";
  if (collects) {
    const line = { kind: "fee", name: "Phí cấp bản sao", amountVnd: COD_VND, quantity: 1, timing: "after" } as const;
    await addLine(tx, unit, by, it.id, { ...line, basis: undefined, budgetCode: undefined }, at);
  }
  const paid = { codVnd: collects ? COD_VND : undefined, postageVnd: 22_000, expectedOn: undefined };
  const { id } = await shipResult(tx, unit, by, it.id, { slipNo, carrier: CARRIER, address, ...paid }, at);
  const target = { dossierId: it.id, shipmentId: id };
  if (fate === "came_back") {
    const end = { outcome: fate, receivedBy: undefined, remark: "Hai lần phát không có người nhận", collectedVnd: undefined };
    await endShipment(tx, unit, by, target, end, [], new Date(at.getTime() + 2 * MINUTE));
  }
  if (fate === "delivered" && files !== undefined) {
    const end = { outcome: fate, receivedBy: it.draft.parties.owner.name, remark: undefined, collectedVnd: undefined };
    const proof = await makeProof(files, "phieu-phat.pdf", ["PHIEU PHAT (MAU)", slipNo, `Thu ho: ${COD_VND} dong`, "Da ky nhan"]);
    await endShipment(tx, unit, by, target, end, [proof], new Date(now - 4 * MINUTE));
  }
}

/**
 * Results of the demonstration by post: on their way, one with a fee to collect at the door, one that is late, one that came
 * back, and one that was delivered with its fee, which the post has still to hand over.
 */
export async function seedPost(
  tx: Tx,
  unit: UnitOfWork,
  input: {
    readonly now: EpochMs;
    readonly communes: readonly DemoCommune[];
    readonly written: readonly WrittenDossier[];
    /** Where the proof of a delivery lies; without it nothing is delivered. */
    readonly files: FileFolder | undefined;
  },
): Promise<void> {
  const { now, communes, written, files } = input;
  for (const [index, { agencyId, counters, staff }] of communes.entries()) {
    const isOfficer = ({ role }: Acting): boolean => role === "receiving_officer";
    const officer = counters.flatMap((counter) => counter.staff).find(isOfficer) ?? staff.find(isOfficer);
    if (officer === undefined || officer.accountId === null) continue;
    const by = { ...officer, accountId: officer.accountId, agencyId };
    const waiting = written
      .filter(({ draft }) => draft.agencyId === agencyId && draft.events.at(-1)?.state === "DECIDED")
      .filter((it) => endOf(it) < now - 10 * MINUTE)
      .toSorted((a, b) => endOf(a) - endOf(b));
    const others = waiting.filter(({ draft }) => !isByPost(draft) && (draft.facts.delivery ?? "none") === "none");
    const chosen = [...waiting.filter(({ draft }) => isByPost(draft)), ...others];
    for (const [nth, fate] of FATES.entries()) {
      const it = chosen[nth];
      if (it === undefined) break;
      await post({ tx, unit, by, now, files }, it, `E${index}${String(nth + 1).padStart(3, "0")}DEMOVN`, fate);
    }
  }
}
