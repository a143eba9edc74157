import type pg from "pg";
import { localDateOf } from "#core/instant.ts";
import { findProcessFor, listProcessStaff } from "#processes";
import { reading, type Tx } from "#platform/db/tx.ts";
import { findExternalDestination, type OfficeWanted } from "../destination.ts";
import { exchangeRefusal } from "../exchange.errors.ts";
import { type ExternalMapping, caseColumns } from "../mapping.ts";
import { newFileHash } from "../read-csv.ts";
import { readRows, type RowSource } from "../read-rows.ts";
import type { TakeOverDestination } from "./build-taken-over.ts";
import { findOfficerPersons } from "./officer.store.ts";

export interface TakeOverWanted extends OfficeWanted {
  readonly mapping: ExternalMapping;
  readonly source: Omit<RowSource, "columns">;
  /** The username or number of whoever gets what the list gives nobody here. */
  readonly standIn: string | undefined;
  readonly now: Date;
}

/** The officers that a list names; the whole file is read once more. */
async function readOfficerNames({ mapping, source }: TakeOverWanted): Promise<readonly string[]> {
  const column = mapping.external.optional.holder;
  if (column === undefined) return [];
  const names = new Set<string>();
  for await (const line of readRows({ ...source, columns: caseColumns(mapping) }, newFileHash())) {
    const name = "values" in line ? (line.values.get(column) ?? "").normalize("NFC").trim().slice(0, 500) : "";
    if (name !== "") names.add(name);
  }
  return [...names];
}

async function findProcesses(tx: Tx, agencyId: number, versionIds: readonly number[], on: string) {
  const found = new Map<number, TakeOverDestination["processes"] extends ReadonlyMap<number, infer P> ? P : never>();
  for (const procedureVersionId of versionIds) {
    const process = await findProcessFor(tx, { agencyId, procedureVersionId, caseCode: "default", on });
    if (process !== undefined) found.set(procedureVersionId, { versionId: process.id, definition: process.definition });
  }
  return found;
}

/** The office, its people and its processes; refuses a stand-in who has no post there (`stand_in_unknown`). */
export async function findTakeOverDestination(pool: pg.Pool, wanted: TakeOverWanted): Promise<TakeOverDestination> {
  const { mapping, now, standIn } = wanted;
  const to = await findExternalDestination(pool, wanted);
  const names = await readOfficerNames(wanted);
  const on = localDateOf(now.getTime());
  const { agencyId } = to.desk;
  return reading(pool, { accountId: null, agencies: [agencyId] }, async (tx) => {
    const staff = (await listProcessStaff(tx, agencyId, on)).filter((post) => post.agencyId === agencyId);
    const officers = await findOfficerPersons(tx, mapping.external.system, [
      ...names,
      ...(standIn === undefined ? [] : [standIn]),
    ]);
    const person = standIn === undefined ? undefined : officers.get(standIn);
    if (standIn !== undefined && !staff.some(({ personId }) => personId === person))
      throw exchangeRefusal("stand_in_unknown", { field: "standIn", values: { name: standIn } });
    const versionIds = [...to.procedures.values()].map(({ versionId }) => versionId);
    return {
      ...to,
      processes: await findProcesses(tx, agencyId, versionIds, on),
      placing: {
        counterUnitId: staff.find(({ unitKind }) => unitKind === "one_stop_shop")?.unitId ?? to.desk.unitId,
        staff,
        officers,
        standIn: person,
        columns: { holder: mapping.external.optional.holder ?? "", step: mapping.external.optional.step ?? "" },
      },
    };
  });
}
