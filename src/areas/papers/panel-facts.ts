import type { PanelView } from "#dossiers";
import type { ArchiveEntry } from "./archive.store.ts";
import type { DigitalCopy } from "./digital-copy.ts";
import type { ComponentFacts } from "./digitisation.rules.ts";
import type { Sheet } from "./hand-over.ts";
import type { OriginalPaper } from "./original.ts";
import type { Handing } from "./handing.ts";
import type { Stored } from "./storage.store.ts";
import type { Shipment } from "./shipment.ts";
import type { Loss } from "./receipt-loss.store.ts";

/** What the panel shows; `writes` where the reader may record. */
export interface PanelFacts {
  readonly view: PanelView;
  readonly components: readonly ComponentFacts[];
  readonly copies: readonly DigitalCopy[];
  readonly originals: readonly OriginalPaper[];
  readonly sheets: readonly Sheet[];
  readonly custodyUnit: string | undefined;
  readonly writes: boolean;
  readonly shipments: readonly Shipment[];
  readonly losses: readonly Loss[];
  readonly handings: readonly Handing[];
  /** Each time that the result was put away because nobody fetched it. */
  readonly stored: readonly Stored[];
  /** It has waited long enough to be put away. */
  readonly storable: boolean;
  readonly entry: ArchiveEntry | undefined;
  /** The class of retention that the data propose. */
  readonly proposed: string | undefined;
}

/** The refused form of that name, so that it opens with what was typed. */
export const typedOf = (view: PanelView, action: string) => (view.refused?.action === action ? view.refused : undefined);
export const first = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);
