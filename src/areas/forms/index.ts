import type { Route } from "#platform/http/route.ts";
import type { NavEntry } from "#platform/http/shell.ts";
import { slipRoutes } from "./forms.web.ts";

/**
 * The slips of the one-stop shop as PDF files (Circular 01/2018/TT-VPCP, from 15 September 2025 Circular
 * 03/2025/TT-VPCP): from a dossier by the routes, or from plain data by `renderSlip`.
 */
export { renderSlip } from "./render-slip.ts";
export { type ControlData, type ReceiptData, type RefusalData, type SlipDataOf, type SupplementRequestData } from "./slip.ts";
export { text as formsText } from "./texts.ts";

export const routes: readonly Route[] = slipRoutes;
export const navigation: readonly NavEntry[] = [];
