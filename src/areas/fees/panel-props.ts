import type { PanelView } from "#dossiers";
import type { DossierFees } from "./dossier-fees.ts";

/** What the section on a dossier's page is made from: its view, its fees, and what the reader may do with them. */
export interface PanelProps {
  readonly view: PanelView;
  readonly fees: DossierFees;
  readonly canCollect: boolean;
  readonly canDecide: boolean;
}
