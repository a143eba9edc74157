// Lets Node run sources that reach pages: types it leaves out by itself, the markup in a .tsx it does not know.
// Usage: node --import ./scripts/load-tsx.mjs bench/receive.ts
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { transformSync } from "rolldown/utils";

registerHooks({
  load(url, context, next) {
    if (!url.endsWith(".tsx")) return next(url, context);
    const file = fileURLToPath(url);
    const { code } = transformSync(file, readFileSync(file, "utf8"), {
      jsx: { runtime: "automatic", importSource: "preact" },
    });
    return { format: "module", source: code, shortCircuit: true };
  },
});
