import { inflateSync } from "node:zlib";

/** A stretch of text as it stands on the page; x and baseline y in points from the upper left corner. */
export interface PdfText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
}

export interface PdfRectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PdfPage {
  readonly width: number;
  readonly height: number;
  readonly texts: readonly PdfText[];
  /** Paths of rectangles, one list a path: filled (QR codes) or stroked (cells). */
  readonly filled: readonly (readonly PdfRectangle[])[];
  /** Lines of text from top to bottom. */
  readonly lines: readonly string[];
}

export interface Pdf {
  readonly pages: readonly PdfPage[];
  readonly text: string;
  readonly title: string;
  readonly language: string;
  readonly links: readonly string[];
}

interface Font {
  readonly letters: ReadonlyMap<number, string>;
  readonly widths: readonly number[];
}

const hexText = (hex: string): string => Buffer.from(hex, "hex").swap16().toString("utf16le");

function lettersOf(map: string): Map<number, string> {
  const letters = new Map<number, string>();
  for (const [, from = "", list = ""] of map.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/g)) {
    let glyph = Number.parseInt(from, 16);
    for (const [, hex = ""] of list.matchAll(/<([0-9a-f ]*)>/g)) {
      letters.set(glyph, hexText(hex.replaceAll(" ", "")));
      glyph += 1;
    }
  }
  return letters;
}

const textString = (raw: string): string => {
  const bytes = Buffer.from(
    raw.replace(/\\([()\\nrtbf])/g, (_, c: string) => ({ n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" })[c] ?? c),
    "latin1",
  );
  return bytes[0] === 0xfe && bytes[1] === 0xff
    ? Buffer.from(bytes.subarray(2)).swap16().toString("utf16le")
    : bytes.toString("latin1");
};

/** Reads back what this product's own PDF files say: enough of the format for files written by pdfkit, no more. */
export function readPdf(file: Buffer): Pdf {
  const raw = file.toString("latin1");
  const objects = new Map<number, { readonly head: string; readonly body: string }>();
  for (const [, number = "", content = ""] of raw.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [head = "", stream] = content.split(/\nstream\n/);
    const data = stream === undefined ? "" : stream.slice(0, stream.lastIndexOf("\nendstream"));
    const packed = head.includes("/FlateDecode");
    objects.set(Number(number), { head, body: packed ? inflateSync(Buffer.from(data, "latin1")).toString("latin1") : data });
  }
  const at = (reference: string | undefined) => objects.get(Number(reference)) ?? { head: "", body: "" };
  const fonts = new Map<string, Font>();
  const fontAt = (reference: string): Font => {
    const known = fonts.get(reference);
    if (known !== undefined) return known;
    const { head } = at(reference);
    const widths = /\/W \[0 \[([^\]]*)\]/.exec(at(/\/DescendantFonts \[(\d+)/.exec(head)?.[1]).head)?.[1] ?? "";
    const font = {
      letters: lettersOf(at(/\/ToUnicode (\d+)/.exec(head)?.[1]).body),
      widths: widths.trim().split(/\s+/).map(Number),
    };
    fonts.set(reference, font);
    return font;
  };
  const kids = [...objects.values()].find(({ head }) => head.includes("/Type /Pages"))?.head ?? "";
  const pages = [...(/\/Kids \[([^\]]*)\]/.exec(kids)?.[1] ?? "").matchAll(/(\d+) 0 R/g)].map(([, reference]) => {
    const { head } = at(reference);
    const [, width = "0", height = "0"] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(head) ?? [];
    const resources = at(/\/Resources (\d+)/.exec(head)?.[1]).head;
    const named = new Map(
      [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = "", font = ""]) => [name, fontAt(font)] as const),
    );
    return readPage(at(/\/Contents (\d+)/.exec(head)?.[1]).body, Number(width), Number(height), named);
  });
  const all = [...objects.values()].map(({ head }) => head).join("\n");
  const titleAt = /\/Title (\d+) 0 R/.exec(all)?.[1];
  return {
    pages,
    text: pages.flatMap((page) => page.lines).join("\n"),
    title: textString(/\(([\s\S]*)\)/.exec(at(titleAt).head)?.[1] ?? ""),
    language: /\/Lang \(([^)]*)\)/.exec(all)?.[1] ?? "",
    links: [...all.matchAll(/\/URI \(([^)]*)\)/g)].map(([, uri = ""]) => uri),
  };
}

function textsOf(content: string, height: number, fonts: ReadonlyMap<string, Font>): PdfText[] {
  const texts: PdfText[] = [];
  for (const [, x, y, name = "", size, array = ""] of content.matchAll(
    /1 0 0 1 ([-\d.]+) ([-\d.]+) Tm\n\/(F\d+) ([\d.]+) Tf\n\[([^\]]*)\] TJ/g,
  )) {
    const font = fonts.get(name);
    let text = "";
    let units = 0;
    for (const [, hex, shift] of array.matchAll(/<([0-9a-f]*)>|(-?[\d.]+)/g)) {
      if (shift !== undefined) units -= Number(shift);
      for (const [glyph] of (hex ?? "").matchAll(/.{4}/g)) {
        const number = Number.parseInt(glyph, 16);
        text += font?.letters.get(number) ?? "\uFFFD";
        units += font?.widths[number] ?? 0;
      }
    }
    texts.push({ text, x: Number(x), y: height - Number(y), width: (units * Number(size)) / 1000, size: Number(size) });
  }
  return texts;
}

function filledPathsOf(content: string): PdfRectangle[][] {
  const filled: PdfRectangle[][] = [];
  let path: PdfRectangle[] = [];
  for (const line of content.split("\n")) {
    const rectangle = /^([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) re$/.exec(line);
    if (rectangle !== null) {
      const [x = 0, y = 0, w = 0, h = 0] = rectangle.slice(1).map(Number);
      path.push({ x, y, width: w, height: h });
    } else if (/^(f|S)$/.test(line)) {
      if (line === "f" && path.length > 0) filled.push(path);
      path = [];
    }
  }
  return filled;
}

function readPage(content: string, width: number, height: number, fonts: ReadonlyMap<string, Font>): PdfPage {
  const texts = textsOf(content, height, fonts);
  const rows = Map.groupBy(texts, (item) => Math.round(item.y * 2));
  const lines = [...rows]
    .sort(([a], [b]) => a - b)
    .map(([, items]) =>
      items
        .toSorted((a, b) => a.x - b.x)
        .map((item) => item.text)
        .join(""),
    );
  return { width, height, texts, filled: filledPathsOf(content), lines };
}
