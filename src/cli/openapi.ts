import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openApiDocument } from "#platform/http/openapi.ts";
import { packageFolder } from "#platform/package-folder.ts";
import { allRoutes } from "../areas.ts";
import { type CliCommand, EXIT } from "./command.ts";

export const command: CliCommand = {
  name: "openapi",
  summary: "Print the OpenAPI 3.1 description of the API",
  usage: `
Usage: motcua openapi [--write]

Prints the description that a running server gives at /api/v1/openapi.json, made from the routes themselves.

  --write   put it into docs/openapi.json of the project instead`,
  run: async (args, io) => {
    const { values } = parseArgs({ args, options: { write: { type: "boolean" } }, strict: true });
    const document = `${JSON.stringify(openApiDocument(allRoutes), null, 2)}\n`;
    if (values.write === true) writeFileSync(join(packageFolder, "docs", "openapi.json"), document);
    else io.stdout.write(document);
    return EXIT.done;
  },
};
