import { actOf } from "#core/process/moves.ts";
import {
  actionsFrom,
  type Precondition,
  type ProcessAction,
  type ProcessDefinition,
  type ProcessStep,
  type Requirement,
} from "#core/process/definition.ts";
import type { ActionName } from "#core/workflow/dossier-action.ts";
import type { InPlaceOf, StandIn } from "#organisation";
import type { EXECUTED_NEEDS, EXECUTED_REQUIREMENTS } from "#processes";
import { isMissing } from "./component.rules.ts";
import type { Dossier } from "./dossier.ts";
import type { Proof } from "./extension.ts";

/** A way out of a step: an action of the process and where it leads. */
export interface Way {
  readonly action: ProcessAction;
  readonly to: string;
  readonly act: ActionName;
}

/** Every way out of a step by an act that is lawful there. */
export const waysFrom = (it: ProcessDefinition, step: string): readonly Way[] =>
  actionsFrom(it, step).flatMap((action) =>
    action.to.flatMap((to) => {
      const act = actOf(it, step, to);
      return act === undefined ? [] : [{ action, to, act }];
    }),
  );

type Facts = Pick<Dossier, "components" | "proposal" | "outcome" | "channel" | "facts">;
export type Proofs = ReadonlySet<Proof>;

const isPaid = ({ facts: { payment } }: Facts): boolean => payment.owedBefore === 0 && payment.owedAfter === 0;

const NEEDS: Readonly<Record<(typeof EXECUTED_NEEDS)[number], (dossier: Facts, proofs: Proofs) => boolean>> = {
  components_complete: ({ components }) => !components.some(isMissing),
  proposal_approve: ({ proposal }) => proposal === "approve",
  proposal_refuse: ({ proposal }) => proposal === "refuse",
  outcome_approved: ({ outcome }) => outcome === "approved",
  outcome_refused: ({ outcome }) => outcome === "refused",
  channel_counter: ({ channel }) => channel === "counter",
  channel_online: ({ channel }) => channel === "online",
  channel_post: ({ channel }) => channel === "post",
  fee_paid: isPaid,
  result_attached: (_, proofs) => proofs.has("result_attached"),
};

/** What comes with an action: the fields of its form, how many files, and what stands with the dossier by then. */
export interface HandedIn {
  readonly input: Readonly<Record<string, unknown>>;
  readonly files: number;
  readonly dossier: Facts;
  readonly proofs: Proofs;
}

const given = (value: unknown): boolean => value !== undefined && value !== null && value !== "";

const REQUIREMENTS: Readonly<Record<(typeof EXECUTED_REQUIREMENTS)[number], (it: HandedIn) => boolean>> = {
  note: ({ input }) => given(input["reason"]),
  next_assignee: ({ input }) => given(input["toPersonId"]),
  document_number: ({ input }) => given(input["documentNo"]),
  files: ({ files }) => files > 0,
  fee: ({ dossier }) => isPaid(dossier),
  signature: ({ proofs }) => proofs.has("signature"),
};

/** The first condition of an action that a dossier does not meet. */
export const unmetNeed = (action: ProcessAction, dossier: Facts, proofs: Proofs): Precondition | undefined =>
  action.needs.find((need) => !NEEDS[need](dossier, proofs));

/** The first thing that must come with an action and does not. */
export const missingRequirement = (action: ProcessAction, it: HandedIn): Requirement | undefined =>
  action.requires.find((one) => !REQUIREMENTS[one](it));

/** Whether an action out of a step depends on what only another area can vouch for. */
export const asksForProof = (it: ProcessDefinition, step: string): boolean =>
  actionsFrom(it, step).some(({ needs, requires }) => needs.includes("result_attached") || requires.includes("signature"));

export interface Candidate {
  readonly personId: number;
  readonly name: string;
  /** Set where another does their work now. */
  readonly standIn: StandIn | null;
}

/** Who gets a dossier, and in whose place. */
export interface Assignee {
  readonly personId: number;
  readonly inPlaceOf?: InPlaceOf;
}

/**
 * Who does a candidate's work: they themselves, whoever their post was lent to, or during leave the substitute, who must
 * have a post of the kind; undefined where nobody does.
 */
function workerFor(whose: Candidate, candidates: readonly Candidate[]): Assignee | undefined {
  const passed = new Set<Candidate>();
  let one = whose;
  while (one.standIn !== null) {
    const { standIn } = one;
    passed.add(one);
    if (standIn.personId === null) return undefined;
    const { basis, decisionNo } = standIn;
    const filled = { personId: standIn.personId, inPlaceOf: { personId: whose.personId, name: whose.name, basis, decisionNo } };
    if (basis === "delegation") return filled;
    const next = candidates.find(({ personId }) => personId === standIn.personId);
    if (next === undefined || passed.has(next)) return undefined;
    if (next.standIn === null) return filled;
    one = next;
  }
  return { personId: one.personId };
}

/** Everyone who can get a dossier now: who has the post themselves, then who stands in and has none. */
function present(candidates: readonly Candidate[]): readonly Assignee[] {
  const workers = candidates.flatMap((one) => workerFor(one, candidates) ?? []);
  const own = workers.filter((one) => one.inPlaceOf === undefined);
  const others = workers.filter((one) => one.inPlaceOf !== undefined && !own.some(({ personId }) => personId === one.personId));
  return [...own, ...others];
}

/**
 * Who gets a dossier by the policy of the step that it comes into; undefined where a person has to say it. In place of
 * somebody whose post was lent or who is on leave whoever does their work gets it, else the one with the fewest open
 * dossiers, at a tie who stands first in the list.
 */
export function pickAssignee(
  step: ProcessStep,
  field: string,
  candidates: readonly Candidate[],
  open: ReadonlyMap<number, number>,
): Assignee | undefined {
  const { policy, personId, fields } = step.assignee;
  const named =
    policy === "fixed" ? personId : policy === "by_field" ? fields.find((one) => one.field === field)?.personId : null;
  const found = candidates.find((one) => one.personId === named);
  if (policy === "fixed" && found === undefined) return undefined;
  const inCharge = found === undefined ? undefined : workerFor(found, candidates);
  if (inCharge !== undefined) return inCharge;
  const load = (one: Assignee): number => open.get(one.personId) ?? 0;
  return present(candidates).toSorted((a, b) => load(a) - load(b))[0];
}
