import { AxeBuilder } from "@axe-core/playwright";
import { describe, expect, it } from "vitest";
import { asVisitor, keepShot, type Visitor } from "../support/journey.ts";
import { findFaults } from "../support/layout.ts";
import { signIn, type StaffRole } from "../support/sign-in.ts";

/** A window of 1280 by 1024 pixels at 400 %: what WCAG 1.4.10 asks to work without scrolling in two directions. */
const ZOOMED = { width: 320, height: 256 };
const DESK = { width: 1280, height: 900 };

const PAGES: readonly (readonly [StaffRole | undefined, readonly string[]])[] = [
  [undefined, ["/", "/thu-tuc?q=khai+sinh", "/thu-tuc/1.001193", "/tra-cuu", "/tinh-han", "/nop-ho-so", "/dang-nhap"]],
  ["receiving_officer", ["/viec-cua-toi", "/ho-so", "/ho-so/tiep-nhan?q=khai+sinh", "/chung-thuc", "/thu-phi", "/quay"]],
  ["one_stop_head", ["/bao-cao/ii06a", "/ket-qua-danh-gia/chi-so", "/hang-doi", "/quan-tri/quy-trinh"]],
];

/** What has no edge of its own where the system takes every background away. Runs in the page. */
const findEdgeless = (): string[] =>
  [...document.querySelectorAll("main .btn, main .input, main .tag, main .notice, main .card")]
    .filter((element) => element.checkVisibility())
    .filter((element) => {
      const style = getComputedStyle(element);
      return [style.borderTopStyle, style.borderInlineStartStyle].every((edge) => edge === "none");
    })
    .map((element) => `${element.className}: ${element.textContent?.trim().slice(0, 40)}`);

async function firstDossier({ page, visit }: Visitor): Promise<string> {
  await visit("/ho-so");
  return (await page.locator("a.code").first().getAttribute("href")) ?? "";
}

async function lookAt({ page, visit }: Visitor, path: string): Promise<void> {
  await page.setViewportSize(ZOOMED);
  await visit(path);
  expect(await findFaults(page), `${path} at 400 %`).toEqual([]);
  await keepShot(page, `zoomed${path.replaceAll(/[^a-z0-9]+/g, "-")}`);
  await page.setViewportSize(DESK);
  await page.emulateMedia({ forcedColors: "active" });
  expect(await page.evaluate(findEdgeless), `${path} in the colours of the system`).toEqual([]);
  const { violations } = await new AxeBuilder({ page }).withRules(["color-contrast"]).analyze();
  expect(
    violations.flatMap(({ nodes }) => nodes.map(({ html }) => html.slice(0, 160))),
    path,
  ).toEqual([]);
  await keepShot(page, `forced${path.replaceAll(/[^a-z0-9]+/g, "-")}`);
  await page.emulateMedia({ forcedColors: "none" });
}

describe("at 400 %, and in colours that the system sets", () => {
  it.each(PAGES)("as %s", async (role, paths) => {
    await asVisitor({}, async (visitor) => {
      if (role !== undefined) await signIn(visitor, role);
      const own = role === "receiving_officer" ? [await firstDossier(visitor)] : [];
      for (const path of [...paths, ...own]) await lookAt(visitor, path);
    });
  });
});
