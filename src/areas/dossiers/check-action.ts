import { localDateOf } from "#core/instant.ts";
import type { ActionInput } from "./action-input.ts";
import type { Dossier, Parties, ReceivedComponent } from "./dossier.ts";
import type { Case } from "./dossier-case.ts";
import { assertBorn, assertComplete, assertSupplied, dossierRefusal } from "./dossier.errors.ts";
import { isImmediate } from "#core/deadline/immediate.ts";

/** What was asked for and has not come: all of it must be there (T09). */
function checkSupplied({ events }: Case, present: readonly number[]): void {
  const asked = events.findLast((event) => event.type === "supplement_requested")?.payload["items"];
  const items = Array.isArray(asked) ? asked.map(String) : [];
  assertSupplied(items.flatMap((item, index) => (present.includes(index) ? [] : [{ item, index }])));
}

/** What an input says that the dossier and the day contradict; states, roles and clocks are judged elsewhere. */
export function checkAction(it: Case, input: ActionInput): void {
  const { dossier, at } = it;
  switch (input.action) {
    case "return":
      // someone who is neither owner nor submitter brings a paper of authorisation.
      if (input.relation === "authorised" && input.paper === undefined)
        throw dossierRefusal("receiver_needs_paper", { field: "paper" });
      return;
    case "receive_supplement":
      return checkSupplied(it, input.present);
    case "request_supplement":
      if (input.respondBy !== undefined && input.respondBy <= localDateOf(at))
        throw dossierRefusal("respond_by_past", { field: "respondBy" });
      return;
    case "expire_supplement":
      if (dossier.respondBy === null || dossier.respondBy >= localDateOf(at)) throw dossierRefusal("supplement_still_open");
      return;
    case "complete_at_once":
      if (!isImmediate(dossier)) throw dossierRefusal("not_immediate");
      return;
    case "start_correction":
      if (input.dueOn < localDateOf(at)) throw dossierRefusal("correction_due_past", { field: "dueOn" });
      return;
    case "correct":
      if (input.parties === undefined && input.components === undefined) throw dossierRefusal("nothing_corrected");
      if (input.parties !== undefined) assertBorn(input.parties, localDateOf(at));
      return;
    default:
      return;
  }
}

/** Components as the input counts them; names and duties stay those of the day of receipt. */
function counted(
  dossier: Dossier,
  given: Extract<ActionInput, { action: "receive" }>["components"],
): readonly ReceivedComponent[] {
  const byCode = new Map(given.map((component) => [component.code, component]));
  const stranger = given.find((component) => !dossier.components.some(({ code }) => code === component.code));
  if (stranger !== undefined) throw dossierRefusal("unknown_component", { field: "components", values: { name: stranger.code } });
  const components = dossier.components.map((component) => ({
    ...component,
    ...byCode.get(component.code),
    name: component.name,
    required: component.required,
  }));
  assertComplete(components);
  return components;
}

/** what was missing at intake is there now; otherwise the dossier is not accepted. */
export const completedComponents = (dossier: Dossier, input: ActionInput): readonly ReceivedComponent[] | undefined =>
  input.action === "receive" ? counted(dossier, input.components) : undefined;

/** What a dossier says, as far as a correction may change it. */
export interface Content {
  readonly parties: Parties;
  readonly subject: string | null;
  readonly components: readonly ReceivedComponent[];
}

/** The content after a correction; undefined for every other action. */
export function contentAfter(dossier: Dossier, input: ActionInput): Content | undefined {
  if (input.action !== "correct") return undefined;
  return {
    parties: input.parties ?? dossier.parties,
    subject: input.parties === undefined ? (input.subject ?? dossier.subject) : (input.subject ?? null),
    components: input.components === undefined ? dossier.components : counted(dossier, input.components),
  };
}
