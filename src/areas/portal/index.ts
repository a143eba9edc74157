import type { Route } from "#platform/http/route.ts";
import type { NavEntry } from "#platform/http/shell.ts";
import { installRoutes } from "./install.web.tsx";
import type { TaskDefinition } from "#platform/jobs/task.ts";
import { pushRoutes } from "./push.web.tsx";
import { payRoutes } from "./pay.web.tsx";
import { sendCode } from "./phone-pass.ts";
import { phoneRoutes } from "./phone.web.tsx";
import { apiRoutes } from "./portal.api.ts";
import { webRoutes } from "./portal.web.tsx";

export { jobs } from "./portal.jobs.ts";
export { askForCode, CODE_MINUTES, proveNumber } from "./phone-pass.ts";

/** Pages and one API call for people who are not signed in: front page, look-up by code, tracking by the receipt's QR code. */
export const routes: readonly Route[] = [
  ...webRoutes,
  ...phoneRoutes,
  ...payRoutes,
  ...pushRoutes,
  ...installRoutes,
  ...apiRoutes,
];

export const tasks: readonly TaskDefinition[] = [sendCode];

/** Staff have no entry here: signed in, they look dossiers up among their own. */
export const navigation: readonly NavEntry[] = [];
