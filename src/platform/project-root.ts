import { resolve } from "node:path";

/** The folder of package.json; sources (`src/platform`) and build (`dist/platform`) lie equally deep below it. */
export const PROJECT_ROOT = resolve(import.meta.dirname, "../..");
