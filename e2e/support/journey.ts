import { randomInt } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { expect, inject } from "vitest";

const SHOTS = join(import.meta.dirname, "../.shots");
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** The two widths at which every page must work. */
export const WIDTHS = { phone: { width: 360, height: 800 }, desktop: { width: 1280, height: 900 } } as const;
type Width = keyof typeof WIDTHS;

export const productUrl = (): string => inject("productUrl");

const shared: { browser?: Promise<Browser> } = {};
const browser = (): Promise<Browser> => (shared.browser ??= chromium.connect(inject("browserUrl")));

export interface Visitor {
  readonly page: Page;
  /** Goes to a path of the product and expects an answer with this status. */
  visit(path: string, status?: number): Promise<void>;
  /** What the browser complained about or asked of other hosts so far; empty when all is well. */
  readonly complaints: readonly string[];
  leave(): Promise<void>;
}

export interface VisitorOptions {
  readonly width?: Width;
  readonly scripts?: boolean;
}

/**
 * A person with a browser of their own. Leaving fails when a console error, a violation of the Content-Security-Policy,
 * a failed or foreign request, or an uncaught error was seen on the way.
 */
export async function newVisitor({ width = "desktop", scripts = true }: VisitorOptions = {}): Promise<Visitor> {
  const context = await (
    await browser()
  ).newContext({
    baseURL: productUrl(),
    viewport: WIDTHS[width],
    javaScriptEnabled: scripts,
    locale: "vi-VN",
    timezoneId: "Asia/Ho_Chi_Minh",
    reducedMotion: "reduce",
    acceptDownloads: true,
    extraHTTPHeaders: { "x-forwarded-for": someAddress() },
  });
  context.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  await watch(context, complaints);
  const page = await context.newPage();
  return {
    page,
    complaints,
    visit: async (path, status = 200) => {
      const answer = await page.goto(path);
      expect(answer?.status(), `${path} answers`).toBe(status);
    },
    leave: async () => {
      await context.close();
      expect(complaints).toEqual([]);
    },
  };
}

/** Of this machine: the accounts of a demonstration sign in from nowhere else. */
const someAddress = (): string => ["127", ...Array.from({ length: 3 }, () => String(randomInt(1, 255)))].join(".");

/** Runs a journey as one visitor; their browser closes also after a failure, and their complaints fail it. */
export async function asVisitor(options: VisitorOptions, journey: (visitor: Visitor) => Promise<void>): Promise<void> {
  const visitor = await newVisitor(options);
  try {
    await journey(visitor);
  } catch (error) {
    await keepShot(visitor.page, `failed-${Date.now()}`).catch(() => {});
    await visitor.page.context().close();
    throw error;
  }
  await visitor.leave();
}

/** The stand-in for the electronic identity listens one port above the product; people only go there, nothing is loaded from it. */
function standIn(): string {
  const url = new URL(productUrl());
  url.port = String(Number(url.port) + 1);
  return url.origin;
}

async function watch(context: BrowserContext, complaints: string[]): Promise<void> {
  const home = new URL(productUrl()).origin;
  const identity = standIn();
  context.on("weberror", (error) => complaints.push(`uncaught: ${error.error().message}`));
  context.on("console", (message) => {
    // The browser reports every refused form (409, 422 …) and a line that a journey cut as errors of loading; the journeys check those themselves.
    if (message.type() === "error" && !/status of 4\d\d|ERR_INTERNET_DISCONNECTED/.test(message.text()))
      complaints.push(`console: ${message.text()}`);
  });
  context.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    const allowed = origin === home || (origin === identity && request.isNavigationRequest());
    if (protocol !== "data:" && protocol !== "blob:" && !allowed) complaints.push(`foreign: ${request.url()}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()}: ${response.url()}`);
  });
}

/** No violation of WCAG 2.2 AA on the page as it stands; no sideways scrolling either. */
export async function expectAccessible(page: Page): Promise<void> {
  // No page of ours has frames: the mode for them opens a page of its own each time and takes twice as long.
  const axe = new AxeBuilder({ page })
    .options({ resultTypes: ["violations"] })
    .withTags(WCAG)
    .setLegacyMode();
  const { violations } = await axe.analyze();
  const found = violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.html.slice(0, 160)}`));
  expect(found, `accessibility of ${page.url()}`).toEqual([]);
  const { scrollWidth, clientWidth } = await page.evaluate(() => ({
    scrollWidth: document.documentElement.scrollWidth,
    clientWidth: document.documentElement.clientWidth,
  }));
  expect(scrollWidth, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(clientWidth);
}

/** Where nobody looks at pictures, only those of failures are taken: long pages cost a second each. */
const unseen = process.env["CI"] !== undefined;

/** Keeps a picture of the whole page in e2e/.shots, named by what it shows and the width. */
export async function keepShot(page: Page, name: string): Promise<void> {
  if (unseen && !name.startsWith("failed")) return;
  mkdirSync(SHOTS, { recursive: true });
  const width = page.viewportSize()?.width ?? 0;
  await page.screenshot({ path: join(SHOTS, `${name}-${width}.png`), fullPage: true });
}
