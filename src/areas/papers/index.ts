/**
 * The papers of a dossier: digital copies of its components, the applicant's originals, and who handed which batch to whom.
 * Decree 61/2018 articles 17 and 20; Circular 01/2023/TT-VPCP.
 */
import type { Route } from "#platform/http/route.ts";
import { handOverPages } from "./hand-over.web.tsx";
import { papersPages } from "./papers.web.tsx";

export { navigation } from "./hand-over.web.tsx";
export { dossierExtension } from "./papers-panel.tsx";
export const routes: readonly Route[] = [...papersPages, ...handOverPages];
