// Reads docs/openapi.json as a stranger would: everything named, described, resolvable and unique.
// That the file is what the routes say is checked by test/openapi.test.ts.
import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const root = join(import.meta.dirname, "..");
const file = process.argv[2] ?? join(root, "docs/openapi.json");
if (!existsSync(file)) {
  console.error(`${relative(root, file)} is missing: run npx motcua openapi --write`);
  process.exit(1);
}
const document = JSON.parse(readFileSync(file, "utf8"));
const complaints = [...lintHead(), ...lintOperations(), ...lintReferences()];
for (const complaint of complaints) console.error(complaint);
process.exitCode = complaints.length === 0 ? 0 : 1;

function* lintHead() {
  if (!/^3\.1\.\d+$/.test(document.openapi ?? "")) yield "openapi: must be 3.1.x";
  for (const key of ["title", "version", "license", "description"]) {
    if (!document.info?.[key]) yield `info.${key}: missing`;
  }
  if (Object.keys(document.paths ?? {}).length === 0) yield "paths: none";
}

function* lintOperations() {
  const seen = new Map();
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    if (!path.startsWith("/api/v1/")) yield `${path}: outside /api/v1/`;
    for (const [method, operation] of Object.entries(item)) {
      const where = `${method.toUpperCase()} ${path}`;
      yield* lintOperation(where, path, method, operation);
      const other = seen.get(operation.operationId);
      if (other !== undefined) yield `${where}: operationId ${operation.operationId} is that of ${other} too`;
      seen.set(operation.operationId, where);
    }
  }
}

function* lintOperation(where, path, method, operation) {
  if (!/^[a-z][A-Za-z0-9]*$/.test(operation.operationId ?? "")) yield `${where}: operationId must be camelCase`;
  if (!/^[A-Z].*\.$/.test(operation.summary ?? "")) yield `${where}: summary must be one English sentence`;
  if (!(operation.tags?.length > 0)) yield `${where}: no tag`;
  if (!Array.isArray(operation.security)) yield `${where}: security not declared (public is an empty list)`;
  if (method === "get" && operation.requestBody !== undefined) yield `${where}: a GET with a body`;
  const parameters = operation.parameters ?? [];
  yield* lintParameters(where, path, parameters);
  const keyed = parameters.some((each) => each.in === "header" && each.name === "Idempotency-Key" && each.required);
  // Opening a session and computing dates leave nothing behind that a repetition could double.
  const writes = method !== "get" && path !== "/api/v1/sessions" && path !== "/api/v1/deadlines";
  if (writes && !keyed) yield `${where}: a write without a required Idempotency-Key`;
  yield* lintResponses(where, operation.responses ?? {});
}

function* lintParameters(where, path, parameters) {
  const inPath = [...path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1]);
  for (const name of inPath) {
    if (!parameters.some((each) => each.in === "path" && each.name === name && each.required))
      yield `${where}: path parameter ${name} not described`;
  }
  for (const each of parameters) {
    if (each.in === "path" && !inPath.includes(each.name)) yield `${where}: ${each.name} is not in the path`;
    if (each.schema === undefined) yield `${where}: parameter ${each.name} without a schema`;
  }
}

function* lintResponses(where, responses) {
  for (const [status, response] of Object.entries(responses)) {
    if (!response.description) yield `${where}: response ${status} without a description`;
    for (const [type, content] of Object.entries(response.content ?? {})) {
      if (Object.keys(content.schema ?? {}).length === 0) yield `${where}: response ${status} ${type} without a schema`;
    }
  }
  if (responses.default === undefined) yield `${where}: refusals (default response) not described`;
}

function* lintReferences(node = document, where = "#") {
  if (node === null || typeof node !== "object") return;
  for (const [key, value] of Object.entries(node)) {
    if (key === "$ref" && typeof value === "string" && resolve(value) === undefined) yield `${where}: ${value} leads nowhere`;
    else yield* lintReferences(value, `${where}/${key.replaceAll("/", "~1")}`);
  }
}

function resolve(reference) {
  if (!reference.startsWith("#/")) return undefined;
  const steps = reference
    .slice(2)
    .split("/")
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  return steps.reduce((node, step) => node?.[step], document);
}
