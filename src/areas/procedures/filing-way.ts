import type { Tx } from "#platform/db/tx.ts";
import type { Procedure } from "./procedure.ts";

/** Where a procedure is filed online, and why there. */
export interface FilingWay {
  readonly place: "here" | "national";
  readonly reason: string | null;
}

type Find = (tx: Tx, procedureCode: string) => Promise<FilingWay | undefined>;
const asked: Find[] = [];

/** Lets the area that takes filings say where a procedure is filed; wired where the areas are put together. */
export function askWhereFiled(find: Find): void {
  asked.splice(0, asked.length, find);
}

/** Where a procedure is filed online; what is filed by the catalogue and not here is filed on the national portal. */
export async function findFilingWay(tx: Tx, { code, definition }: Procedure): Promise<FilingWay | undefined> {
  const [find] = asked;
  const said = find === undefined ? undefined : await find(tx, code);
  if (said !== undefined) return said;
  const { online, channels } = definition;
  const isOnline =
    online === "full" || online === "part" || (online === "unknown" && channels.some(({ channel }) => channel === "online"));
  return isOnline ? { place: "national", reason: null } : undefined;
}
