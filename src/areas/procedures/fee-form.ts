import { z } from "zod";
import { choice, plainDay } from "#platform/input/fields.ts";
import { formatDay } from "#platform/i18n/dates.ts";
import type { Definition, Fee } from "./definition.ts";
import { aNumber, CHANNELS, column, words } from "./form-columns.ts";
import type { Procedure } from "./procedure.ts";
import { procedureRefusal } from "./procedures.errors.ts";

export const FEE_KINDS = ["fee", "charge", "other"] as const;

const typedAmount = z.string().regex(/^[\d.\s]{0,15}$/, aNumber);
const day = z.union([z.literal(""), plainDay()]);

/** What the form of a version says of fees: one row a fee, and one a discount or exemption of one of them. */
export const feeFields = {
  feeKind: column(choice(FEE_KINDS)),
  feeName: column(words(500)),
  feeAmount: column(typedAmount),
  feeText: column(words(4000)),
  feePer: column(words(80)),
  /** "3: 1.000; 11: 500": from the third on 1.000 each, from the eleventh 500. */
  feeSteps: column(words(400)),
  feeMost: column(typedAmount),
  feeTiming: column(z.union([z.literal(""), choice(["before", "after"])])),
  feeRequest: column(choice(["yes", "no"])),
  /** Codes of cases, apart by commas; empty: in all. */
  feeCases: column(words(2000)),
  feeFrom: column(day),
  feeUntil: column(day),
  feeExemption: column(words(4000)),
  feeBasis: column(words(1000)),
  feeBudget: column(words(40)),
  reliefFee: column(z.string().regex(/^\d{0,3}$/, aNumber)),
  reliefChannel: column(z.union([z.literal(""), choice(CHANNELS)])),
  reliefWho: column(words(300)),
  reliefPercent: column(z.string().regex(/^(?:100|[1-9]\d?)?$/, aNumber)),
  reliefBasis: column(words(1000)),
  reliefFrom: column(day),
  reliefUntil: column(day),
};
const feeForm = z.object(feeFields);
type FeeForm = z.output<typeof feeForm>;

const amountOf = (typed: string | undefined): number | undefined => {
  const digits = (typed ?? "").replace(/\D/g, "");
  return digits === "" ? undefined : Number(digits);
};

function stepsOf(typed: string, no: number): Fee["steps"] {
  const parts = typed.split(/[;\n]/).filter((part) => part.trim() !== "");
  if (parts.length === 0) return undefined;
  const steps = parts.map((part) => {
    const [, from, amount] = /^\s*(\d{1,5})\s*[:=]\s*(\d{1,3}(?:\.\d{3})*|\d+)\s*$/.exec(part) ?? [];
    return { from: Number(from), amountVnd: amountOf(amount) ?? Number.NaN };
  });
  const sound = steps.every(({ from, amountVnd }, index) => from > (steps[index - 1]?.from ?? 1) && Number.isInteger(amountVnd));
  if (!sound || steps.length > 10) throw procedureRefusal("fee_steps_malformed", { field: "feeSteps", values: { no } });
  return steps;
}

function casesOf(typed: string, cases: Definition["cases"], no: number): Fee["cases"] {
  const codes = typed.split(/[,;\n]/).flatMap((code) => (code.trim() === "" ? [] : [code.trim()]));
  const stranger = codes.find((code) => !cases.some((one) => one.code === code));
  if (stranger !== undefined) throw procedureRefusal("fee_case_unknown", { field: "feeCases", values: { no, case: stranger } });
  return codes.length === 0 ? undefined : codes;
}

function periodOf(from: string | undefined, until: string | undefined, field: string): { from?: string; until?: string } {
  if (from && until && until <= from) throw procedureRefusal("fee_period_reversed", { field });
  return { ...(from ? { from } : {}), ...(until ? { until } : {}) };
}

/** The rows of discounts and exemptions, by the number of the fee that they are about. */
function reliefsOf(form: FeeForm, filled: ReadonlySet<number>): ReadonlyMap<number, Pick<Fee, "discounts" | "reliefs">> {
  const found = new Map<number, { discounts: NonNullable<Fee["discounts"]>; reliefs: NonNullable<Fee["reliefs"]> }>();
  for (const [index, percent] of form.reliefPercent.entries()) {
    const [no, who, basis] = [form.reliefFee[index] ?? "", form.reliefWho[index] ?? "", form.reliefBasis[index] ?? ""];
    const channel = form.reliefChannel[index] ?? "";
    if ([percent, who, basis, channel].every((part) => part === "")) continue;
    const values = { no: index + 1 };
    if (percent === "" || basis === "" || (who === "") === (channel === ""))
      throw procedureRefusal("fee_relief_incomplete", { field: "reliefPercent", values });
    if (!filled.has(Number(no || "1"))) throw procedureRefusal("fee_relief_of_none", { field: "reliefFee", values });
    const common = {
      percent: Number(percent),
      basis,
      ...periodOf(form.reliefFrom[index], form.reliefUntil[index], "reliefUntil"),
    };
    const of = found.get(Number(no || "1")) ?? { discounts: [], reliefs: [] };
    if (channel === "") of.reliefs.push({ who, ...common });
    else of.discounts.push({ channel, ...common });
    found.set(Number(no || "1"), of);
  }
  return found;
}

/** Without the parts that say nothing, so that a version says the same however it came. */
const plain = <T extends object>(value: T): T =>
  Object.fromEntries(
    Object.entries(value).filter(([, part]) => part !== undefined && part !== "" && !(Array.isArray(part) && part.length === 0)),
  ) as T;

/**
 * The fees that a form describes. Refuses steps that are none, cases that are not there, and a discount or exemption without its per
 * cent, its basis, or exactly one of channel and applicant.
 */
export function feesOfForm(form: FeeForm, cases: Definition["cases"], base: Procedure | undefined): Fee[] {
  const rows = form.feeKind.map((kind, index) => ({ kind, index, no: index + 1 }));
  const isFilled = ({ index }: { index: number }): boolean =>
    [form.feeName[index], form.feeAmount[index], form.feeText[index]].some((part) => (part ?? "") !== "");
  const kept = rows.filter(isFilled);
  const reliefs = reliefsOf(form, new Set(kept.map(({ no }) => no)));
  return kept.map(({ kind, index, no }) => {
    const given = (name: keyof FeeForm): string => form[name][index] ?? "";
    const text = given("feeText");
    // What came from a source and is longer than a field of the form is not cut.
    const known = base?.definition.fees[index]?.text;
    return plain({
      kind,
      name: given("feeName"),
      amountVnd: amountOf(given("feeAmount")) ?? null,
      text: known !== undefined && known.slice(0, MOST_TEXT) === text ? known : text,
      per: given("feePer"),
      steps: stepsOf(given("feeSteps"), no),
      mostVnd: amountOf(given("feeMost")),
      onRequest: given("feeRequest") === "yes" ? true : undefined,
      timing: given("feeTiming") as Fee["timing"],
      cases: casesOf(given("feeCases"), cases, no),
      ...periodOf(given("feeFrom"), given("feeUntil"), "feeUntil"),
      exemption: given("feeExemption"),
      basis: given("feeBasis"),
      budgetCode: given("feeBudget"),
      ...reliefs.get(no),
    });
  });
}

const MOST_TEXT = 4000;
const typedDay = (value: string | undefined): string => (value === undefined ? "" : formatDay(value));

/** The form's rows for the fees of a version, so that saving them unchanged says the same. */
export function feeValuesOf(fees: readonly Fee[]): Readonly<Record<string, readonly string[]>> {
  const rows = fees.flatMap((fee, index) => [
    ...(fee.discounts ?? []).map((one) => ({ no: index + 1, who: "", ...one })),
    ...(fee.reliefs ?? []).map((one) => ({ no: index + 1, channel: "", ...one })),
  ]);
  const money = (amount: number | null | undefined): string => (amount === null || amount === undefined ? "" : String(amount));
  return {
    feeKind: fees.map((fee) => fee.kind),
    feeName: fees.map((fee) => fee.name ?? ""),
    feeAmount: fees.map((fee) => money(fee.amountVnd)),
    feeText: fees.map((fee) => (fee.text ?? "").slice(0, MOST_TEXT)),
    feePer: fees.map((fee) => fee.per ?? ""),
    feeSteps: fees.map((fee) => (fee.steps ?? []).map(({ from, amountVnd }) => `${from}: ${amountVnd}`).join("; ")),
    feeMost: fees.map((fee) => money(fee.mostVnd)),
    feeTiming: fees.map((fee) => fee.timing ?? ""),
    feeRequest: fees.map((fee) => (fee.onRequest === true ? "yes" : "no")),
    feeCases: fees.map((fee) => (fee.cases ?? []).join(", ")),
    feeFrom: fees.map((fee) => typedDay(fee.from)),
    feeUntil: fees.map((fee) => typedDay(fee.until)),
    feeExemption: fees.map((fee) => fee.exemption ?? ""),
    feeBasis: fees.map((fee) => fee.basis ?? ""),
    feeBudget: fees.map((fee) => fee.budgetCode ?? ""),
    reliefFee: rows.map(({ no }) => String(no)),
    reliefChannel: rows.map(({ channel }) => channel),
    reliefWho: rows.map(({ who }) => who),
    reliefPercent: rows.map(({ percent }) => String(percent)),
    reliefBasis: rows.map(({ basis }) => basis),
    reliefFrom: rows.map(({ from }) => typedDay(from)),
    reliefUntil: rows.map(({ until }) => typedDay(until)),
  };
}
