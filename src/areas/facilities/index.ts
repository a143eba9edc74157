/** What stands in a one-stop shop, checked against a dated standard (R-29; Decree 118/2025 article 13). */
import type { Route } from "#platform/http/route.ts";
import type { NavEntry } from "#platform/http/shell.ts";
import { facilityRoutes, READERS } from "./facilities.web.tsx";
import { text } from "./texts.ts";

export { listItems } from "./facilities.store.ts";
export type { ItemInput } from "./facility.ts";
export { countKiosks, countModernShops } from "./get-inventory.ts";
export { addItem, changeItem } from "./keep-inventory.ts";

export const routes: readonly Route[] = facilityRoutes;

export const navigation: readonly NavEntry[] = [
  {
    href: "/co-so-vat-chat",
    label: (locale) => text(locale, "nav.facilities"),
    group: (locale) => text(locale, "nav.group"),
    roles: READERS,
    order: 330,
  },
];
