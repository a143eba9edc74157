import { z } from "zod";
import { json } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { requiredText } from "#platform/input/fields.ts";
import { importDossiers } from "../import-dossiers.ts";
import { importerOf, IMPORTERS, mappingName } from "./import-external.web.tsx";

const MOST_ROWS = 2_000;
const nothing = z.object({});
const line = z.object({
  line: z.int(),
  field: z.string(),
  reason: z.string(),
  value: z.string(),
});

/** A value of a row as a list has it: text or number. */
const cell = z.union([z.string().max(10_000), z.number(), z.boolean(), z.null()]);

const importRows = route({
  method: "POST",
  path: "/api/v1/external/imports",
  roles: IMPORTERS,
  scope: "agency-rows",
  auditName: "exchange.api_import",
  keyScope: "dossiers.write",
  rate: "api",
  maxBodyBytes: 8 * 1_048_576,
  summary:
    "Hands in rows of another system's list, by a mapping that ships: shown here read-only, or taken over as running dossiers. dryRun writes no dossier. The same rows again change nothing.",
  schema: {
    params: nothing,
    query: nothing,
    body: z.object({
      mapping: mappingName(),
      rows: z
        .array(z.record(z.string().max(200), cell))
        .min(1)
        .max(MOST_ROWS),
      dryRun: z.boolean().default(false),
      takeOver: z.object({ standIn: requiredText(100).optional() }).optional(),
    }),
    response: z.object({
      runId: z.int(),
      dryRun: z.boolean(),
      rows: z.int(),
      taken: z.int(),
      alreadyThere: z.int(),
      rejected: z.array(line),
      flagged: z.record(z.string(), z.array(z.object({ line: z.int(), sourceId: z.string() }))),
    }),
  },
  handler: async (c) => {
    const { agencyId, accountId } = importerOf(c);
    const { mapping, rows, dryRun, takeOver } = c.body;
    const about = { map: mapping, agencyId, takeOver, dryRun, now: c.now, by: { accountId } };
    const report = await importDossiers(c.pool, { path: "", name: "api", rows, ...about });
    const { runId, taken, alreadyThere, rejected, flagged } = report;
    return json({
      runId,
      dryRun,
      rows: report.rows,
      taken,
      alreadyThere,
      rejected: rejected.map(({ file: _, ...it }) => it),
      flagged,
    });
  },
});

export const importExternalApi = [importRows];
