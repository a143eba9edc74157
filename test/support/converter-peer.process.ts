/**
 * Behaves as `soffice --headless --convert-to pdf` does towards whoever calls it: takes its options, wants a profile of the
 * caller's, says what it converts and writes <name>.pdf beside.
 */
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import PizZip from "pizzip";
import { plain } from "#platform/pdf/lines.ts";
import { closeSheet, openSheet, paragraph } from "#platform/pdf/sheet.ts";

const here = process.env["CONVERTER_PEER"] ?? ".";
const args = process.argv.slice(2);
const seen = Object.keys(process.env).toSorted();
appendFileSync(join(here, "calls.jsonl"), `${JSON.stringify({ args, seen })}\n`);

const known = ["--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard"];
const options = args.filter((arg) => arg.startsWith("-") && !arg.startsWith("-env:UserInstallation=file:///"));
const after = (name: string): string => args[args.indexOf(name) + 1] ?? "";
if (options.some((arg) => !known.includes(arg) && arg !== "--convert-to" && arg !== "--outdir")) {
  console.error(`Unknown option: ${options.join(" ")}`);
  process.exit(1);
}
const source = args.at(-1) ?? "";
const target = join(after("--outdir"), `${basename(source).replace(/\.[^.]+$/, "")}.${after("--convert-to")}`);
const xml = new PizZip(readFileSync(source)).file("word/document.xml")?.asText() ?? "";
const sheet = openSheet("A4", { title: "LibreOffice", author: "", subject: "", createdAt: new Date(0) });
for (const [it = ""] of xml.matchAll(/<w:p[ >].*?<\/w:p>/gs)) {
  const words = [...it.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text = ""]) => text).join("");
  if (words !== "") paragraph(sheet, [plain(words.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"))]);
}
writeFileSync(target, await closeSheet(sheet));
console.log(`convert ${source} -> ${target} using filter : writer_pdf_Export`);
