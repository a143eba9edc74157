import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { openApiDocument } from "#platform/http/openapi.ts";
import { allRoutes } from "../src/areas.ts";

it("docs/openapi.json is what the routes say; after a change run: npx motcua openapi --write", () => {
  const committed: unknown = JSON.parse(readFileSync(new URL("../docs/openapi.json", import.meta.url), "utf8"));
  expect(committed).toEqual(JSON.parse(JSON.stringify(openApiDocument(allRoutes))));
});
