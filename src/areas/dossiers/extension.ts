import type { VNode } from "preact";
import type { EpochMs } from "#core/instant.ts";
import type { ActionName } from "#core/workflow/dossier-action.ts";
import type { DossierEventType } from "#core/workflow/dossier-event.ts";
import type { FactEvent } from "#core/workflow/dossier-facts.ts";
import type { LegalState } from "#core/workflow/dossier-state.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Actor } from "#platform/http/actor.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { ProcessVersion } from "#processes";
import type { Procedure } from "#procedures";
import type { FieldRefusal } from "#platform/refusal.ts";
import type { FoundBreach } from "./breach.store.ts";
import type { Acting, Dossier, DossierEventRow, DossierId } from "./dossier.ts";

/** What is about to be done; `dossier` is absent for a new one, of which `input` says everything. */
export interface Attempt {
  readonly action: ActionName;
  readonly dossier: Dossier | undefined;
  readonly input: Readonly<Record<string, unknown>>;
  readonly by: Acting;
  readonly at: EpochMs;
}

/** What has just happened, in the same transaction; the dossier's row is already moved. */
export interface Happened {
  readonly dossierId: DossierId;
  readonly code: string;
  readonly provinceId: number;
  readonly agencyId: number;
  readonly procedureVersionId: number;
  readonly caseCode: string;
  readonly type: DossierEventType;
  readonly seq: number;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly attempt: Attempt;
  /** What the command has read already, so that nobody asks again: the version of the procedure, and the process it runs by. */
  readonly known?: { readonly procedure: Procedure; readonly process: ProcessVersion | undefined };
}

/** What a section of the dossier's page is made from. */
export interface PanelView {
  readonly locale: Locale;
  readonly dossier: Dossier;
  readonly events: readonly DossierEventRow[];
  readonly actor: Actor;
  readonly now: Date;
  readonly csrf: string;
  readonly newKey: () => string;
  /** The form that was refused, by the name its area gave it, with what was typed and what is wrong. */
  readonly refused: RefusedForm | undefined;
}

export interface RefusedForm {
  /** The section that it stands in; undefined for what is done with the dossier itself. */
  readonly panel?: string | undefined;
  readonly action: string;
  readonly typed: Readonly<Record<string, string | string[] | undefined>>;
  readonly errors: readonly FieldRefusal[];
}

/** A section of the dossier's page with its forms; they post to routes of the area that contributes it. */
export interface DossierPanel {
  /** Panels stand in this order, between what the dossier consists of and its history. */
  readonly order: number;
  readonly title: (locale: Locale) => string;
  /** What may be done next stands in it: it is shown before everything else, unfolded. */
  readonly isNext?: true;
  /** What stands in it in a few words, beside its heading while it is folded. */
  readonly brief?: (view: PanelView) => string | undefined;
  /** Whether something in it waits to be done, so that it is not folded. */
  readonly waits?: (view: PanelView) => boolean;
  /** Reads under the reader's row scope, together with the page's own reads; undefined where there is nothing to show. */
  readonly load: (tx: Tx, view: PanelView) => Promise<VNode | undefined>;
}

/** Something that is still to be done, and where. */
export interface Remaining {
  readonly text: string;
  readonly href?: string;
}
/** What an area to the right can vouch for, where an action of a process asks for it. */
export const PROOFS = ["result_attached", "signature"] as const;
export type Proof = (typeof PROOFS)[number];

/** What an area to the right of dossiers contributes to every dossier (docs/adr/0011). */
export interface DossierExtension {
  /** Name of the area, for messages of a broken wiring. */
  readonly name: string;
  /** Throws a Refusal to stop the action. Its reads are sent together with those of the command. */
  readonly guard?: (tx: Tx, attempt: Attempt) => Promise<void>;
  /**
   * Writes what follows. What needs no answer goes through `unit.write`, with the commit and without a round trip of its
   * own. The facts it answers are appended to the dossier.
   */
  readonly follow?: (tx: Tx, unit: UnitOfWork, happened: Happened) => Promise<readonly FactEvent[]>;
  readonly panel?: DossierPanel;
  /** What is still to be done with a dossier that ended early (withdrawn or stopped). */
  readonly remaining?: (tx: Tx, view: PanelView) => Promise<readonly Remaining[]>;
  /** What it can vouch for of a dossier; asked only where the dossier's process makes an action depend on it. */
  readonly proves?: (tx: Tx, dossierId: DossierId) => Promise<readonly Proof[]>;
  /** What keeps dossiers of the agencies from going on, as this area knows it; asked each minute (`dossiers.watch`). */
  readonly watch?: (tx: Tx, agencies: readonly number[], now: Date) => Promise<readonly FoundBreach[]>;
}

const ENDED_EARLY: ReadonlySet<LegalState> = new Set(["WITHDRAWN", "STOPPED"]);

let extensions: readonly DossierExtension[] = [];

/** Wires the contributions of all areas: called once, by the composition root. Answers those that it takes the place of. */
export function extendDossiers(contributed: readonly DossierExtension[]): readonly DossierExtension[] {
  const names = contributed.map((extension) => extension.name);
  if (new Set(names).size !== names.length) throw new Error(`dossiers are extended twice by one of ${names.join(", ")}`);
  const before = extensions;
  extensions = contributed;
  return before;
}

/** Asks every guard; the first refusal is thrown. Without guards nothing is awaited from the database. */
export async function askGuards(tx: Tx, attempt: Attempt): Promise<void> {
  await answersOf((extension) => extension.guard?.(tx, attempt));
}

/** Lets every area write what follows, their statements sent together; answers the facts to append, in the order of wiring. */
export async function letFollow(tx: Tx, unit: UnitOfWork, happened: Happened): Promise<readonly FactEvent[]> {
  return (await answersOf((extension) => extension.follow?.(tx, unit, happened))).flat();
}

/** What the extensions answer, asked all at once and waited for to the last: then the first refusal is thrown. */
async function answersOf<T>(ask: (extension: DossierExtension) => Promise<T> | undefined): Promise<readonly T[]> {
  const answers = await Promise.allSettled(extensions.flatMap((extension) => ask(extension) ?? []));
  return answers.map((answer) => {
    if (answer.status === "rejected") throw answer.reason;
    return answer.value;
  });
}

/** What all areas vouch for of a dossier. */
export async function askProofs(tx: Tx, dossierId: DossierId): Promise<ReadonlySet<Proof>> {
  return new Set((await answersOf((extension) => extension.proves?.(tx, dossierId))).flat());
}

/** What all areas found that keeps dossiers from going on. */
export async function askWatches(tx: Tx, agencies: readonly number[], now: Date): Promise<readonly FoundBreach[]> {
  const found = await Promise.all(extensions.flatMap(({ watch }) => (watch === undefined ? [] : [watch(tx, agencies, now)])));
  return found.flat();
}

/** What is still to be done with a dossier that ended early, as all areas say; of every other one nothing is asked. */
export async function loadRemaining(tx: Tx, view: PanelView): Promise<readonly Remaining[]> {
  if (!ENDED_EARLY.has(view.dossier.state)) return [];
  const all = await Promise.all(extensions.flatMap(({ remaining }) => (remaining === undefined ? [] : [remaining(tx, view)])));
  return all.flat();
}

/** A section of another area as the page of a dossier shows it. */
export interface ShownPanel {
  readonly name: string;
  readonly title: string;
  readonly content: VNode;
  readonly isNext: boolean;
  readonly brief: string | undefined;
  readonly open: boolean;
}

/** The fragment of a dossier's address that opens the section of an area. */
export const panelAnchor = (name: string): string => `muc-${name}`;

/** The address of a dossier; with the name of an area its section is open, as after something was done in it. */
export const dossierPath = (id: number, panel?: string): string =>
  panel === undefined ? `/ho-so/${id}` : `/ho-so/${id}?mo=${panel}`;

/** The sections for one dossier, read together, in their order; the one of `opened` and the one with the refused form stand open. */
export async function loadPanels(tx: Tx, view: PanelView, opened: string | undefined): Promise<readonly ShownPanel[]> {
  const shown = extensions
    .flatMap(({ name, panel }) => (panel === undefined ? [] : [{ name, panel }]))
    .toSorted((one, other) => one.panel.order - other.panel.order);
  const contents = await Promise.all(shown.map(({ panel }) => panel.load(tx, view)));
  return shown.flatMap(({ name, panel }, index) => {
    const content = contents[index];
    if (content === undefined) return [];
    const open = name === view.refused?.panel || name === opened || (panel.waits?.(view) ?? false);
    const isNext = panel.isNext === true;
    return [{ name, title: panel.title(view.locale), content, isNext, brief: panel.brief?.(view), open }];
  });
}
