import { findDossier } from "#dossiers";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { platformRefusal } from "#platform/refusals.ts";
import { formsRefusal } from "./forms.errors.ts";
import { applicantKey } from "./joint-receipt.rules.ts";
import { type PrintRequest, printSlip } from "./print-slip.ts";
import type { ReceiptData } from "./slip.ts";

/**
 * What a joint receipt says of several dossiers: the receipt of each, recorded as printed. Refuses `joint_too_few`,
 * `not_one_applicant` and whatever the receipt of one of them is refused for.
 */
export async function printJoint(
  tx: Tx,
  unit: UnitOfWork,
  dossierIds: readonly number[],
  about: Pick<PrintRequest, "accountId" | "publicUrl" | "now">,
): Promise<readonly ReceiptData[]> {
  const ids = [...new Set(dossierIds)];
  if (ids.length < 2) throw formsRefusal("joint_too_few");
  const dossiers = await Promise.all(ids.map((id) => findDossier(tx, id)));
  const applicants = new Set(
    dossiers.map((it) => {
      if (it === undefined) throw platformRefusal("not_found");
      return `${it.agencyId} ${applicantKey(it.parties)}`;
    }),
  );
  if (applicants.size > 1) throw formsRefusal("not_one_applicant");
  const receipts: ReceiptData[] = [];
  for (const dossierId of ids) receipts.push(await printSlip(tx, unit, { ...about, dossierId, kind: "receipt" }));
  unit.subject(`dossiers:${ids.join(",")}`);
  const reprintNumber = Math.max(...receipts.map((it) => it.reprintNumber));
  return receipts.map((it) => ({ ...it, reprintNumber }));
}
