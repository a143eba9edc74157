import { z } from "zod";
import { KEY_SCOPES } from "./api-key.ts";
import { isApi, isWrite, type Route } from "./route.ts";

const PROBLEM = {
  type: "object",
  required: ["type", "title", "status"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string" },
    basis: { type: "string" },
    correlationId: { type: "string" },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["field", "message"],
        properties: { field: { type: "string" }, message: { type: "string" } },
      },
    },
  },
} as const;

type Schema = { properties?: Record<string, unknown>; required?: readonly string[]; [key: string]: unknown };

const schemaOf = (schema: z.ZodType, io: "input" | "output"): Schema => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any", target: "draft-2020-12" }) as Schema;
  return rest;
};

function parametersOf(schema: z.ZodType, where: "path" | "query") {
  const { properties = {}, required = [] } = schemaOf(schema, "input");
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === "path" || required.includes(name),
    schema: property,
  }));
}

const openPath = (path: string): string => path.replace(/:([A-Za-z]+)(\([^)]*\))?/g, "{$1}");

function contentOf(route: Route) {
  if (route.responseType !== undefined)
    return { [route.responseType]: { schema: { type: "string", contentMediaType: route.responseType } } };
  return { "application/json": { schema: route.schema.response === undefined ? {} : schemaOf(route.schema.response, "output") } };
}

const securityOf = ({ roles, keyScope }: Route) =>
  roles === "public" ? [] : [{ session: [] }, ...(keyScope === undefined ? [] : [{ apiKey: [keyScope] }])];

/** What a call sends: JSON, or where files come with it a form whose fields are the same. */
function sentContent({ takesFiles }: Route, body: Schema) {
  const content = { "application/json": { schema: body } };
  if (takesFiles?.field === undefined) return content;
  const files = {
    type: "array",
    maxItems: takesFiles.most,
    items: { type: "string", contentMediaType: "application/octet-stream" },
  };
  return {
    ...content,
    "multipart/form-data": { schema: { ...body, properties: { ...body.properties, [takesFiles.field]: files } } },
  };
}

function operationOf(route: Route) {
  const body = schemaOf(route.schema.body, "input");
  const hasBody = Object.keys(body.properties ?? {}).length > 0 || body["type"] !== "object";
  const key = { name: "Idempotency-Key", in: "header", required: true, schema: { type: "string", minLength: 8, maxLength: 100 } };
  return {
    operationId: route.auditName.replaceAll(/[._-]([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    summary: route.summary,
    tags: [route.auditName.split(".")[0]],
    security: securityOf(route),
    ...(Array.isArray(route.roles) ? { "x-roles": route.roles } : {}),
    parameters: [
      ...parametersOf(route.schema.params, "path"),
      ...parametersOf(route.schema.query, "query"),
      ...(isWrite(route) && route.rate === "api" ? [key] : []),
    ],
    ...(isWrite(route) && hasBody ? { requestBody: { required: true, content: sentContent(route, body) } } : {}),
    responses: {
      "200": {
        description: "OK",
        content: contentOf(route),
      },
      default: {
        description: "Refusal (RFC 9457)",
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}

/** The OpenAPI 3.1 description of every /api route, made from the same schemas that validate its input. */
export function openApiDocument(routes: readonly Route[]) {
  const paths: Record<string, Record<string, unknown>> = {};
  const described = routes
    .filter(isApi)
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.method < b.method ? -1 : 1));
  for (const route of described) {
    const path = openPath(route.path);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Motcua",
      version: "1",
      license: { name: "EUPL-1.2", identifier: "EUPL-1.2" },
      description: "Dossiers, procedures, deadlines and reports of the one-stop shop.",
    },
    servers: [{ url: "/" }],
    paths,
    components: {
      schemas: { Problem: PROBLEM },
      securitySchemes: {
        session: { type: "http", scheme: "bearer", description: "Session token from POST /api/v1/sessions" },
        apiKey: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "mck_<8>_<43>",
          description: `Key of a program, issued by an administrator for one agency. An operation names the scope it needs: ${KEY_SCOPES.join(", ")}`,
        },
      },
    },
  };
}
