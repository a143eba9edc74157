import type { Route } from "#platform/http/route.ts";
import type { NavEntry } from "#platform/http/shell.ts";
import { slipRoutes } from "./forms.web.ts";
import { TEMPLATES_PATH } from "./own-template.page.tsx";
import { TEMPLATE_READERS, templateRoutes } from "./own-template.web.tsx";
import { printRoutes } from "./prints.web.ts";
import { READERS } from "./readers.ts";
import { REGISTER_PATH } from "./register-paths.ts";
import { registerRoutes } from "./register.web.tsx";
import { text } from "./texts.ts";

/**
 * The slips of the one-stop shop as PDF files (Circular 01/2018/TT-VPCP, from 15 September 2025 Circular
 * 03/2025/TT-VPCP): from a dossier by the routes, or from plain data by `renderSlip`.
 */
export { dossierExtension } from "./prints-panel.tsx";
export { closeRegister } from "./close-register.ts";
export { judgeTemplate, saveTemplate, TemplateInput } from "./save-template.ts";
export { templateBytes } from "./slip-pdf.ts";
export { renderSlip } from "./render-slip.ts";
export { type ControlData, type ReceiptData, type RefusalData, type SlipDataOf, type SupplementRequestData } from "./slip.ts";
export { type RegisterVerdict, verifyRegister } from "./verify-register.ts";
export { text as formsText } from "./texts.ts";

export const routes: readonly Route[] = [...slipRoutes, ...printRoutes, ...templateRoutes, ...registerRoutes];
export const navigation: readonly NavEntry[] = [
  {
    href: REGISTER_PATH,
    label: (l) => text(l, "register"),
    group: (l) => text(l, "nav.group"),
    roles: READERS,
    order: 22,
  },
  {
    href: TEMPLATES_PATH,
    label: (l) => text(l, "templates"),
    group: (l) => text(l, "nav.group"),
    roles: TEMPLATE_READERS,
    order: 23,
  },
];
