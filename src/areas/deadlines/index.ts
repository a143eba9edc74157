/** The legal clock for everyone: a page to try a term or a procedure, and the JSON interface for other systems. */
import type { Route } from "#platform/http/route.ts";
import { apiRoutes } from "./deadlines.api.ts";
import { webRoutes } from "./deadlines.web.tsx";

export const routes: readonly Route[] = [...webRoutes, ...apiRoutes];
