import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createRequire } from "node:module";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { packageFolder } from "../package-folder.ts";

const ASSET_FOLDER = join(packageFolder, "src", "ui", "assets");
const FONT_FOLDER = join(dirname(createRequire(import.meta.url).resolve("@fontsource/be-vietnam-pro/package.json")), "files");

/** Changes whenever a style or script changes; asset addresses carry it, so that browsers may keep them for a year. */
export const assetVersion: string = (() => {
  const hash = createHash("sha256");
  for (const name of readdirSync(ASSET_FOLDER).sort()) hash.update(readFileSync(join(ASSET_FOLDER, name)));
  return hash.digest("base64url").slice(0, 10);
})();

/** Styles, scripts and fonts, all from this host. */
export async function serveAssets(server: FastifyInstance): Promise<void> {
  const kept = { cacheControl: true, maxAge: "365d", immutable: true, index: false, dotfiles: "deny" } as const;
  await server.register(fastifyStatic, { root: ASSET_FOLDER, prefix: "/assets/", ...kept });
  await server.register(fastifyStatic, { root: FONT_FOLDER, prefix: "/assets/fonts/", decorateReply: false, ...kept });
}
