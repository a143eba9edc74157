import { readFile } from "node:fs/promises";
import { trustedRoots } from "./local-signer.ts";
import { type SignatureFault, type Verdict, verifyPdf } from "./verify-pdf.ts";

/** What one signature of a file was worth when the file came. */
export interface SignatureNote {
  readonly verdict: Verdict;
  readonly faults: readonly SignatureFault[];
  readonly signer: string | null;
}

/** Every signature has it; a file without one needs no further look. */
const MARK = "/ByteRange";

/** Judges the signatures of a PDF that has come in, by the roots that the office trusts. */
export async function judgeFile(path: string, root: string, now: Date): Promise<readonly SignatureNote[]> {
  const pdf = await readFile(path);
  if (!pdf.includes(MARK)) return [];
  const reports = await verifyPdf(pdf, await trustedRoots(root), now);
  return reports.map(({ verdict, faults, signer }) => ({ verdict, faults, signer: signer ?? null }));
}
