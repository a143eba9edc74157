import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import type { FileFolder } from "#platform/files/file-folder.ts";
import type { Upload } from "#platform/files/file-kind.ts";

/** A PDF of one page with a few lines of plain letters: what a scanner would have made of a signed slip. */
function onePage(lines: readonly string[]): Buffer {
  const shown = lines.map((line, index) => `${index === 0 ? "72 760 Td" : "0 -24 Td"} (${line.replaceAll(/[()\\]/g, "")}) Tj`);
  const content = `BT /F1 16 Tf ${shown.join(" ")} ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let text = "%PDF-1.4\n";
  const at = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const entries = at.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(`${text}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}${trailer}`, "latin1");
}

/** A scanned proof as an upload that was judged; written by us, so nothing of it has to be found out. */
export async function makeProof(files: FileFolder, name: string, lines: readonly string[]): Promise<Upload> {
  const bytes = onePage(lines);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const path = await files.newIncoming();
  await writeFile(path, bytes, { mode: 0o600 });
  await files.keep(path, sha256);
  const facts = { field: "proof", name, kind: "pdf", bytes: bytes.length, sha256, sentSha256: sha256 } as const;
  return { ...facts, pages: 1, width: null, height: null, scan: "not_scanned", signatures: [] };
}
