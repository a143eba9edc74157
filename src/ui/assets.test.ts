import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const folder = join(import.meta.dirname, "assets");
const scripts = readdirSync(folder).filter((name) => name.endsWith(".js"));

describe.each(scripts)("%s", (name) => {
  const text = readFileSync(join(folder, name), "utf8");

  it("makes no markup or code from text, and asks no other host", () => {
    expect(text).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|createContextualFragment|srcdoc/,
    );
    expect(text).not.toMatch(/https?:\/\//);
    expect(text).not.toMatch(/\.style\b|setAttribute\("style"/);
  });

  it("is short and stands alone", () => {
    expect(text.split("\n").length).toBeLessThanOrEqual(121);
    expect(text).not.toMatch(/^import /m);
  });
});

/** What citizens load: browsers of Android 8 (Chrome 62) must be able to read it, or none of it runs. */
const FOR_CITIZENS =
  /^motcua-(submit-once|confirm|board|fill|renew|live|changed|install|worker|autosave|combobox|read-aloud|upload|unsent)\.js$/;
const TOO_NEW: readonly (readonly [string, RegExp])[] = [
  ["?. (Chrome 80)", /\?\.(?!\d)/],
  ["?? (Chrome 80)", /\?\?/],
  ["??=, ||=, &&= (Chrome 85)", /(\?\?|\|\||&&)=/],
  ["catch without a name (Chrome 66)", /catch\s*\{/],
  ["1_000 (Chrome 75)", /\d_\d/],
  ["#private and static fields (Chrome 72)", /[\s.]#[a-z]\w*\s*[(=;.]|^\s+static\s/m],
  ["import.meta (Chrome 64)", /import\.meta/],
  ["globalThis (Chrome 71)", /\bglobalThis\b/],
  ["for await, await at the top (Chrome 63, 89)", /for await|^await |^(const|let) [^=]+= await /m],
  ["newer methods", /\.(replaceAll|replaceChildren|at|flatMap|flat|matchAll|fromEntries|allSettled|finally|toSorted|findLast)\(/],
  ["newer names", /\b(structuredClone|randomUUID|queueMicrotask|AbortSignal\.timeout)\b/],
];

describe("scripts that citizens load", () => {
  it.each(scripts.filter((name) => FOR_CITIZENS.test(name)))("%s can be read by a browser of Android 8", (name) => {
    const code = readFileSync(join(folder, name), "utf8").replaceAll(/^\s*\/\/.*$/gm, "");
    expect(TOO_NEW.filter(([, pattern]) => pattern.test(code)).map(([what]) => what)).toEqual([]);
  });

  it("finds what is too new", () => {
    const samples = [
      "a?.b",
      "a ?? b",
      "a ||= b",
      "try {} catch {",
      "1_000",
      "import.meta.url",
      "globalThis.x",
      "this.#x = 1",
      "x.at(0)",
    ];
    for (const sample of samples)
      expect(
        TOO_NEW.some(([, pattern]) => pattern.test(sample)),
        sample,
      ).toBe(true);
  });
});

const scanner: string = join(folder, "motcua-scan.js");
const { readCard } = (await import(scanner)) as { readCard: (text: string) => Record<string, string> | undefined };

describe("the card's text", () => {
  it("gives number, name, dates in dd/MM/yyyy and address", () => {
    expect(readCard("001190000018|012345678|Trần Thị Ánh|05091990|Nữ|Tổ 9, phường Mới|01012022\r")).toEqual({
      idNumber: "001190000018",
      oldIdNumber: "012345678",
      fullName: "Trần Thị Ánh",
      bornOn: "05/09/1990",
      sex: "Nữ",
      address: "Tổ 9, phường Mới",
      issuedOn: "01/01/2022",
    });
  });

  it("takes a card without an old number, and composes decomposed letters", () => {
    const card = readCard(`001190000018||${"Ánh".normalize("NFD")}|05091990|Nữ|Hà Nội|01012022`);
    expect(card?.oldIdNumber).toBe("");
    expect(card?.fullName).toBe("Ánh");
  });

  it("is refused when it is not a card's", () => {
    expect(readCard("H55.242-261120-0001")).toBeUndefined();
    expect(readCard("12345|a|b|c|d|e|f")).toBeUndefined();
  });
});
