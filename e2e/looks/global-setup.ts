import type { TestProject } from "vitest/node";
import { launchBrowser } from "../support/chromium.ts";
import { startFixedDemo } from "./fixed-demo.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Every GET route of the product, for the walk that looks for an address of each. */
    readonly patterns: readonly string[];
    readonly citizenToken: string;
    /** Whether what is seen now becomes what later runs are compared with. */
    readonly keepsLooks: boolean;
  }
}

/** A demonstration whose clock stands still, and a browser. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const browser = await launchBrowser();
  const demo = await startFixedDemo().catch(async (error: unknown) => {
    await browser.close();
    throw error;
  });
  project.provide("productUrl", demo.url);
  project.provide("browserUrl", browser.wsEndpoint());
  project.provide("patterns", demo.patterns);
  project.provide("citizenToken", demo.citizenToken);
  return async () => {
    await browser.close();
    await demo.stop();
  };
}
