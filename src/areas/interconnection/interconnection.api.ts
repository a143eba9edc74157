import { z } from "zod";
import { json } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { integer, requiredText } from "#platform/input/fields.ts";
import { BundleInput } from "./bundle.ts";
import { findBundle, listMembers } from "./bundle.store.ts";
import { COUNTER, READERS, runFiling } from "./bundle.web.tsx";
import { linkRefusal } from "./interconnection.errors.ts";
import { ElsewhereBody, runElsewhere } from "./reception.web.tsx";

const nothing = z.object({});
const instant = z.iso.datetime({ offset: true });

const show = route({
  method: "GET",
  path: "/api/v1/bundles/:id",
  roles: READERS,
  scope: "agency-rows",
  auditName: "interconnection.api_show",
  keyScope: "dossiers.read",
  rate: "api",
  recordsReads: true,
  summary: "One filing of interconnected procedures with its dossiers: lead, duty, agency, due date and state of each.",
  schema: {
    params: z.object({ id: integer(1, 2_147_483_647) }),
    query: nothing,
    body: nothing,
    response: z.object({
      code: z.string(),
      group: z.string(),
      filedAt: instant,
      dueAt: instant,
      endedAt: instant.nullable(),
      members: z.array(
        z.object({
          position: z.int(),
          procedureCode: z.string(),
          duty: z.string(),
          lead: z.boolean(),
          dependsOn: z.array(z.int()),
          code: z.string().nullable(),
          state: z.string().nullable(),
          dueAt: instant.nullable(),
        }),
      ),
    }),
  },
  handler: async (c) => {
    const { bundle, members } = await c.read(async (tx) => ({
      bundle: await findBundle(tx, c.params.id),
      members: await listMembers(tx, c.params.id),
    }));
    if (bundle === undefined) throw linkRefusal("bundle_not_found");
    const { code, groupCode: group, filedAt, dueAt, endedAt } = bundle;
    return json({
      code,
      group,
      filedAt,
      dueAt,
      endedAt,
      members: members.map((member) => ({
        position: member.position,
        procedureCode: member.procedureCode,
        duty: member.duty,
        lead: member.isLead,
        dependsOn: member.dependsOn,
        code: member.code,
        state: member.state,
        dueAt: member.dueAt,
      })),
    });
  },
});

const Filed = z.object({ id: z.int(), code: z.string(), opened: z.int() });

const file = route({
  method: "POST",
  path: "/api/v1/bundles/:group",
  roles: COUNTER,
  scope: "agency-rows",
  auditName: "interconnection.api_file",
  keyScope: "dossiers.write",
  rate: "api",
  summary: "Files a group of interconnected procedures once; its dossiers are opened by way and order.",
  schema: { params: z.object({ group: requiredText(60) }), query: nothing, body: BundleInput, response: Filed },
  handler: async (c) => json(await runFiling(c, c.params.group, c.body), 201),
});

const elsewhere = route({
  method: "POST",
  path: "/api/v1/receptions/:versionId",
  roles: COUNTER,
  scope: "agency-rows",
  auditName: "interconnection.api_receive_elsewhere",
  keyScope: "dossiers.write",
  rate: "api",
  summary: "Receives a dossier that another agency of the province decides.",
  schema: {
    params: z.object({ versionId: integer(1, 2_147_483_647) }),
    query: nothing,
    body: ElsewhereBody,
    response: z.object({ id: z.int(), code: z.string() }),
  },
  handler: async (c) => json(await runElsewhere(c, c.params.versionId, c.body), 201),
});

export const linkApi = [show, file, elsewhere];
