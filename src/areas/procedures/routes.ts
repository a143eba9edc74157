import type { Route } from "#platform/http/route.ts";
import { catalogueApi } from "./catalogue.api.ts";
import { catalogueRoutes } from "./catalogue.web.ts";

export const routes: readonly Route[] = [...catalogueRoutes, ...catalogueApi];
