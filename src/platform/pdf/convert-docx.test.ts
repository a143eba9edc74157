import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import PizZip from "pizzip";
import { type ConverterPeer, installConverter } from "../../../test/support/converter-peer.ts";
import { readPdf } from "../../../test/support/pdf.ts";
import { ConversionError, convertDocx, findConverter } from "./convert-docx.ts";

const docx = (words: string): Buffer =>
  new PizZip()
    .file("word/document.xml", `<w:document><w:body><w:p><w:r><w:t>${words}</w:t></w:r></w:p></w:body></w:document>`)
    .generate({ type: "nodebuffer" });

const faultOf = (conversion: Promise<unknown>): Promise<string> =>
  conversion.then(
    () => "none",
    (error: unknown) => (error instanceof ConversionError ? error.fault : String(error)),
  );

/** Killed is gone, or waits for its parent to ask: it does nothing any more. */
async function hasEnded(pid: number): Promise<boolean> {
  for (let nth = 0; nth < 50; nth += 1) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await new Promise((later) => setTimeout(later, 100));
  }
  return false;
}

let peer: ConverterPeer;
let path: string | undefined;

beforeAll(() => {
  path = process.env["PATH"];
  peer = installConverter();
});
afterAll(() => {
  peer.remove();
});

describe("making a PDF of a Word document", () => {
  it("is done in a folder and with a profile of its own, which are gone afterwards, and shows the converter no secret", async () => {
    process.env["MOTCUA_DATABASE_URL"] = "postgresql://secret";
    const [one, two] = await Promise.all([convertDocx(docx("Đăng ký khai sinh")), convertDocx(docx("Khai tử"))]);
    delete process.env["MOTCUA_DATABASE_URL"];
    expect(readPdf(one).text).toContain("Đăng ký khai sinh");
    expect(readPdf(two).text).toContain("Khai tử");
    const profiles = peer.calls().map(({ args = [] }) => args[0] ?? "");
    expect(new Set(profiles).size).toBe(2);
    for (const profile of profiles) {
      expect(profile).toMatch(/^-env:UserInstallation=file:\/\/\/.*\/motcua-docx-.*\/profile$/);
      expect(existsSync(new URL(profile.replace("-env:UserInstallation=", "")))).toBe(false);
    }
    expect(peer.calls()[0]?.seen).not.toContain("MOTCUA_DATABASE_URL");
  });

  it("fails where the converter makes no file, though it says that all is well", async () => {
    peer.becomes("fails");
    expect(await faultOf(convertDocx(docx("x")))).toBe("failed");
    peer.becomes("works");
    expect(await faultOf(convertDocx(docx("x")))).toBe("none");
  });

  it("ends the converter and its children when its time is over, and lets the next one in", async () => {
    peer.becomes("hangs");
    expect(await faultOf(convertDocx(docx("x"), 1_000))).toBe("timeout");
    const { child } = peer.calls().at(-1) ?? {};
    expect(await hasEnded(child ?? 0)).toBe(true);
    peer.becomes("works");
    expect(await faultOf(convertDocx(docx("x")))).toBe("none");
  });

  it("takes no more than a few at once", async () => {
    peer.becomes("fails");
    const faults = await Promise.all(Array.from({ length: 9 }, () => faultOf(convertDocx(docx("x")))));
    expect(faults.filter((fault) => fault === "busy")).toHaveLength(1);
    expect(faults.filter((fault) => fault === "failed")).toHaveLength(8);
    peer.becomes("works");
  });

  it("is not there where no converter is installed", async () => {
    const withPeer = process.env["PATH"];
    process.env["PATH"] = (path ?? "")
      .split(":")
      .filter((folder) => !existsSync(`${folder}/soffice`))
      .join(":");
    expect(await findConverter()).toBeUndefined();
    expect(await faultOf(convertDocx(docx("x")))).toBe("absent");
    process.env["PATH"] = withPeer;
    expect(await findConverter()).toMatch(/\/soffice$/);
  });
});
