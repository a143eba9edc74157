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
import type { Away } from "#organisation";
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
  readonly unitId: number;
  /** Set for whoever is on leave. */
  readonly away?: Away | undefined;
}

/**
 * Who gets a dossier by the policy of the step that it comes into; undefined where a person has to say it. Whoever is on
 * leave gets none: the substitute does, else the one with the fewest open dossiers, at a tie who stands first in the list.
 */
export function pickAssignee(
  step: ProcessStep,
  field: string,
  candidates: readonly Candidate[],
  open: ReadonlyMap<number, number>,
): number | undefined {
  const { policy, personId, fields } = step.assignee;
  const present = candidates.filter(({ away }) => away === undefined);
  const named =
    policy === "fixed" ? personId : policy === "by_field" ? fields.find((one) => one.field === field)?.personId : null;
  const found = candidates.find((one) => one.personId === named);
  if (policy === "fixed" && found === undefined) return undefined;
  const wanted = found?.away === undefined ? found?.personId : found.away.substituteId;
  const inCharge = present.find((one) => one.personId === wanted);
  if (inCharge !== undefined) return inCharge.personId;
  const load = (one: Candidate): number => open.get(one.personId) ?? 0;
  return present.toSorted((a, b) => load(a) - load(b))[0]?.personId;
}
