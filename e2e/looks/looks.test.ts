import { mkdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, inject, it } from "vitest";
import { asVisitor, type Visitor } from "../support/journey.ts";
import { ALL_WIDTHS, findFaults } from "../support/layout.ts";
import { signIn, STAFF_ROLES } from "../support/sign-in.ts";
import { compareLook, drawSheet, dropLook, keepLook, keptLooks } from "./baseline.ts";
import { STATES } from "./states.ts";
import { type Found, walk } from "./walk.ts";

const SHOTS = join(import.meta.dirname, "../.shots/looks");

/** What each role sees differently; any other page is looked at as the first role that is let in. */
const OF_EACH_ROLE = new Set(["/viec-cua-toi", "/ho-so/:id(^\\d+$)", "/to-chuc"]);
const PUBLIC_STARTS = [
  "/",
  "/thu-tuc?q=ch%E1%BB%A9ng+th%E1%BB%B1c",
  "/trang",
  "/niem-yet",
  "/tam-ngung",
  "/ngoai-tuyen",
  "/kiem-tra-van-ban",
];

const taken = new Set<string>();
const seenPatterns = new Set<string>();
const verdicts: string[] = [];
const faults: string[] = [];

const nameOf = (text: string): string =>
  text
    .replaceAll(/\(\^[^)]*\$\)/g, "")
    .replaceAll(/[^A-Za-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "") || "home";

/** Takes the page as it stands, at every width. */
async function takeLook({ page }: Visitor, name: string): Promise<void> {
  expect(taken.has(name), `${name} is taken once`).toBe(false);
  taken.add(name);
  const shots = new Map<number, Buffer>();
  for (const size of ALL_WIDTHS) {
    await page.setViewportSize(size);
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    faults.push(...(await findFaults(page)).map((fault) => `${name} at ${size.width}: ${fault}`));
    const shot = await page.screenshot({ type: "jpeg", quality: 82, fullPage: true });
    await writeFile(join(SHOTS, `${name}-${size.width}.jpg`), shot);
    shots.set(size.width, shot);
  }
  const sheet = await drawSheet(shots);
  const verdict = await compareLook(name, sheet);
  if (verdict !== "same") verdicts.push(`${name}: ${verdict}`);
  if (inject("keepsLooks") && verdict !== "same") keepLook(name, sheet);
}

/** Two browsers share the pages that nobody has looked at yet. */
async function lookAtAll(first: Visitor, who: string, found: readonly Found[], enter: (visitor: Visitor) => Promise<void>) {
  const open = found.filter(({ pattern }) => OF_EACH_ROLE.has(pattern) || !seenPatterns.has(pattern));
  for (const { pattern } of open) seenPatterns.add(pattern);
  const takeFrom = async (visitor: Visitor): Promise<void> => {
    for (let next = open.shift(); next !== undefined; next = open.shift()) {
      await visitor.page.setViewportSize({ width: 1280, height: 900 });
      await visitor.visit(next.path);
      await takeLook(visitor, `${who}.${nameOf(next.pattern)}`);
    }
  };
  const second = asVisitor({}, async (other) => {
    await enter(other);
    await takeFrom(other);
  });
  await Promise.all([takeFrom(first), second]);
}

async function enterAsCitizen({ page }: Visitor): Promise<void> {
  await page.context().addCookies([{ name: "session", value: inject("citizenToken"), url: inject("productUrl") }]);
}

const VIEWERS: readonly (readonly [string, readonly string[], (visitor: Visitor) => Promise<void>])[] = [
  ["public", PUBLIC_STARTS, async () => {}],
  ["citizen", ["/cua-toi", "/nop-ho-so"], enterAsCitizen],
  ...STAFF_ROLES.map((role) => [role, ["/viec-cua-toi", "/"], (visitor: Visitor) => signIn(visitor, role)] as const),
];

describe("every page at 360, 768, 1280 and 1920 pixels looks as it was kept", () => {
  mkdirSync(SHOTS, { recursive: true });

  it.each(VIEWERS)("as %s", async (who, starts, enter) => {
    await asVisitor({}, async (visitor) => {
      await enter(visitor);
      const found = await walk(visitor, inject("patterns"), starts);
      expect(found.length, `${who} has somewhere to go`).toBeGreaterThan(0);
      await lookAtAll(visitor, who, found, enter);
    });
  });

  // One after the other: what one of them writes is part of what the next one shows.
  it.each(STATES)("%s", async (name, state) => {
    await asVisitor({}, (visitor) => state(visitor, (part) => takeLook(visitor, part === "" ? name : `${name}.${part}`)));
  });

  it("nothing runs over its place, lies on something else or skips a level of headings", () => {
    expect(faults).toEqual([]);
  });

  it("nothing has changed, come or gone", () => {
    const gone = keptLooks().filter((name) => !taken.has(name));
    if (inject("keepsLooks")) for (const name of gone) dropLook(name);
    else expect([...verdicts, ...gone.map((name) => `${name}: gone`)]).toEqual([]);
  });

  afterAll(() => {
    const unseen = inject("patterns").filter((pattern) => !seenPatterns.has(pattern) && !pattern.startsWith("/api/"));
    process.stdout.write(`${taken.size} pages; no page was found of ${unseen.length} routes:\n${unseen.join("\n")}\n`);
  });
});
