import { ROLES } from "#core/roles.ts";
import { isApi, isWrite, type RateClass, type Route, type ScopeRule } from "./route.ts";

const SCOPES: readonly ScopeRule[] = [
  "agency-rows",
  "own-account",
  "reference",
  "secret",
  "stage-only",
  "device",
  "installation",
];
const RATES: readonly RateClass[] = ["page", "write", "sign-in", "look-up", "export", "api"];

/** Why a route may not be opened to keys, if it may not. */
function keyScopeFaults(route: Partial<Route>): string[] {
  const { keyScope, path, method, roles, scope } = route;
  if (keyScope === undefined) return [];
  if (path === undefined || !isApi({ path })) return ["keyScope (pages know no keys)"];
  if (roles === "public" || scope === "own-account") return ["keyScope (neither public nor a person's own)"];
  const writes = method !== undefined && isWrite({ method });
  return keyScope.endsWith(".write") === writes ? [] : ["keyScope (.read for GET, .write for what changes something)"];
}

/** Why a page may not be handed to more people than asked for it, if it may not. */
function keptFaults({ kept, method, path, roles, recordsReads }: Partial<Route>): string[] {
  if (kept === undefined) return [];
  const isCommon = method === "GET" && roles === "public" && recordsReads !== true && path !== undefined && !isApi({ path });
  return isCommon ? [] : ["kept (only public pages of which no reader is recorded)"];
}

/** What the description of the API needs of a route. */
function apiFaults({ path, summary, takesFiles }: Partial<Route>): string[] {
  if (path === undefined || !isApi({ path })) return [];
  return [
    ...(summary ? [] : ["summary"]),
    ...(takesFiles !== undefined && takesFiles.field === undefined ? ["takesFiles.field"] : []),
  ];
}

function missingOf(route: Partial<Route>): string[] {
  const missing: string[] = [];
  const { schema, roles } = route;
  for (const part of ["params", "query", "body"] as const) {
    if (typeof schema?.[part]?.safeParse !== "function") missing.push(`schema.${part}`);
  }
  const rolesGiven =
    roles === "public" ||
    roles === "signed-in" ||
    (Array.isArray(roles) && roles.length > 0 && roles.every((r) => ROLES.includes(r)));
  if (!rolesGiven) missing.push("roles");
  if (!SCOPES.includes(route.scope as ScopeRule)) missing.push("scope");
  if (!/^[a-z]+(?:[._-][a-z0-9]+)*$/.test(route.auditName ?? "")) missing.push("auditName");
  if (!RATES.includes(route.rate as RateClass)) missing.push("rate");
  missing.push(...apiFaults(route), ...keyScopeFaults(route), ...keptFaults(route));
  if (roles === "public" && (route.scope === "agency-rows" || route.scope === "own-account"))
    missing.push("scope (public routes reach no agency rows)");
  return missing;
}

/** Default deny: a route that does not say who may call it, on which rows, under which name and how often stops the start. */
export function assertRoutesDeclared(routes: readonly Partial<Route>[]): void {
  const seen = new Set<string>();
  const faults: string[] = [];
  for (const route of routes) {
    const id = `${route.method} ${route.path}`;
    if (seen.has(id)) faults.push(`${id}: declared twice`);
    seen.add(id);
    const missing = missingOf(route);
    if (missing.length > 0) faults.push(`${id}: lacks ${missing.join(", ")}`);
  }
  if (faults.length > 0) throw new Error(`the server does not start: ${faults.join("; ")}`);
}
