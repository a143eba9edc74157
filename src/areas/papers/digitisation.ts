import { type Dossier, isPresent } from "#dossiers";
import type { Tx } from "#platform/db/tx.ts";
import { findVersion } from "#procedures";
import type { ComponentFacts } from "./digitisation.rules.ts";

/** The dossier's components with what its version of the procedure says of digitising each. */
export async function componentFacts(
  tx: Tx,
  dossier: Pick<Dossier, "components" | "procedureVersionId">,
): Promise<readonly ComponentFacts[]> {
  const version = await findVersion(tx, dossier.procedureVersionId);
  const known = new Map(version?.definition.components.map((component) => [component.code, component]));
  return dossier.components.map((component) => ({
    code: component.code,
    name: component.name,
    given: isPresent(component),
    required: component.required,
    digitise: known.get(component.code)?.digitise ?? false,
    replaceableByData: known.get(component.code)?.replaceableByData,
  }));
}
