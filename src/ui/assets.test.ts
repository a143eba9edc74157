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
