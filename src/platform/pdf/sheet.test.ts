import { describe, expect, it } from "vitest";
import { readPdf } from "../../../test/support/pdf.ts";
import { plain } from "./lines.ts";
import { closeSheet, openSheet } from "./sheet.ts";
import { beginTable } from "./table.ts";

const ABOUT = { title: "Sổ", author: "UBND phường", subject: "2026", createdAt: new Date("2026-11-20T02:00:00Z") };
const COLUMNS = ["Số", "Họ và tên"].map((header) => ({ header, share: 1, align: "left" as const }));
const ROWS = 120;

describe("a long book", () => {
  it("hands over each page's content in one piece, every row in its order and every page with its foot", async () => {
    const feet: number[] = [];
    const sheet = openSheet("A4_LANDSCAPE", { ...ABOUT, drawFoot: (_sheet, page) => feet.push(page) });
    const pieces: number[] = [];
    const count = () => {
      const { page } = sheet.doc;
      const write = page.write.bind(page);
      const at = pieces.push(0) - 1;
      page.write = (chunk) => {
        pieces[at] = (pieces[at] ?? 0) + 1;
        write(chunk);
      };
    };
    count();
    sheet.doc.on("pageAdded", count);
    const table = beginTable(sheet, COLUMNS);
    for (let row = 1; row <= ROWS; row += 1) table.add([[plain(`r${row}`)], [plain("Nguyễn Thị Hạnh")]]);
    const { pages } = readPdf(await closeSheet(sheet));
    const numbers = pages.flatMap((page) => page.texts.map(({ text }) => text).filter((text) => /^r\d+$/.test(text)));
    expect(numbers).toEqual(Array.from({ length: ROWS }, (_, row) => `r${row + 1}`));
    expect(pages.length).toBeGreaterThan(2);
    expect(feet).toHaveLength(pages.length);
    expect(pieces).toEqual(pages.map(() => 1));
  });
});
