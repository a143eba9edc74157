/** What stands in a hall: boards of the queue, the gate and the assembly hall, spoken calls, kiosks; each opened by its own address. */
import type { Route } from "#platform/http/route.ts";
import { boardRoutes } from "./board.web.tsx";
import { deviceRoutes } from "./devices.web.tsx";
import { kioskRoutes } from "./kiosk.web.tsx";
import { kioskTaskRoutes } from "./kiosk-tasks.web.tsx";
import { kioskWordRoutes } from "./kiosk-words.web.tsx";
import { languageRoutes } from "./language.web.tsx";
import { officerRoutes } from "./officers.web.tsx";
import { tabletRoutes } from "./tablet.web.tsx";

export { changeDisplays } from "./change-displays.ts";
export { kioskFrame } from "./kiosk-frame.tsx";
export { countBoards } from "./displays.store.ts";

export const routes: readonly Route[] = [
  ...boardRoutes,
  ...kioskRoutes,
  ...kioskTaskRoutes,
  ...deviceRoutes,
  ...tabletRoutes,
  ...officerRoutes,
  ...languageRoutes,
  ...kioskWordRoutes,
];
