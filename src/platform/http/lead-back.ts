import type { FastifyInstance } from "fastify";
import type { Route } from "./route.ts";

const isRead = (route: Route): boolean => route.method === "GET";

/** The nearest page above a path: the one that holds the form which is sent there. */
function pageAbove(path: string, pages: ReadonlySet<string>): string {
  const segments = path.split("/");
  while (segments.length > 2) {
    segments.pop();
    const above = segments.join("/");
    if (pages.has(above)) return above;
  }
  return "/";
}

/**
 * An address that only takes a form is opened when someone reloads after a refusal, changes the language there or signs
 * in again: it leads back to the page that holds the form instead of to "not found".
 */
export function leadBackFromForms(server: FastifyInstance, routes: readonly Route[]): void {
  const pages = new Set(routes.filter(isRead).map((route) => route.path));
  const formsOnly = routes.filter((route) => !isRead(route) && !pages.has(route.path) && !route.path.startsWith("/api/"));
  for (const path of new Set(formsOnly.map((route) => route.path))) {
    const above = pageAbove(path, pages);
    const depth = above === "/" ? 1 : above.split("/").length;
    server.get(path, async (request, reply) => {
      const own = new URL(request.url, "http://localhost").pathname;
      return reply.redirect(own.split("/").slice(0, depth).join("/") || "/", 303);
    });
  }
}
