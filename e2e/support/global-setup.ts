import type { TestProject } from "vitest/node";
import { launchBrowser } from "./chromium.ts";
import { type Product, startProduct } from "./product.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly productUrl: string;
    readonly browserUrl: string;
  }
}

/** A product that runs already, for whoever writes a journey: with it a run takes seconds. */
const running = (url: string): Product => ({ url, said: () => "", stop: async () => {} });

/** One product and one browser for all journeys; both are stopped also after a failure. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const browser = await launchBrowser();
  const url = process.env["MOTCUA_E2E_URL"];
  const product = await (url === undefined ? startProduct() : Promise.resolve(running(url))).catch(async (error: unknown) => {
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
