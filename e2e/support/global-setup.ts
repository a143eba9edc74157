import type { TestProject } from "vitest/node";
import { launchBrowser } from "./chromium.ts";
import { startProduct } from "./product.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly productUrl: string;
    readonly browserUrl: string;
  }
}

/** One product and one browser for all journeys; both are stopped also after a failure. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const browser = await launchBrowser();
  const product = await startProduct().catch(async (error: unknown) => {
    await browser.close();
    throw error;
  });
  project.provide("productUrl", product.url);
  project.provide("browserUrl", browser.wsEndpoint());
  return async () => {
    await browser.close();
    await product.stop();
  };
}
