import { z } from "zod";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { formatInstant } from "#platform/i18n/dates.ts";
import { integer } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { dropPrinter, getPlace, keepPrinter } from "./change-printers.ts";
import type { SlipPart } from "./draw-slip.ts";
import { isFault, type Printer, PrinterInput, type PrinterState } from "./printer.ts";
import { printerRefusal } from "./printers.errors.ts";
import { PrintersPage, stateText } from "./printers.page.tsx";
import { listPrinters, recordState } from "./printers.store.ts";
import { printSlip } from "./print-slip.ts";
import { askState } from "./talk-to-printer.ts";
import { text } from "./texts.ts";

type AnyContext = RequestContext<unknown, unknown, unknown>;

const nothing = z.object({});
const HEAD = ["one_stop_head"] as const;
const ID = integer(1, 2_147_483_647);
const UnitParams = z.object({ unitId: ID });
const StepParams = UnitParams.extend({ printerId: ID, step: z.enum(["thu", "kiem-tra", "go"]) });

async function printersPage(
  c: AnyContext,
  unitId: number,
  errors: readonly FieldRefusal[] = [],
  typed?: Readonly<Record<string, unknown>>,
): Promise<Reply> {
  const [place, printers] = await c.read((tx) => Promise.all([getPlace(tx, unitId), listPrinters(tx, unitId)]));
  const crumbs = [{ label: place.name, href: `/hang-doi/${unitId}` }, { label: text(c.locale, "printers.title") }];
  return page(
    c.shell(
      { title: text(c.locale, "printers.title"), errors, breadcrumbs: crumbs },
      <PrintersPage locale={c.locale} place={place} printers={printers} typed={typed} csrf={c.csrfToken} newKey={newFormKey} />,
    ),
  );
}

const show = route({
  method: "GET",
  path: "/hang-doi/:unitId(^\\d+$)/may-in",
  roles: HEAD,
  scope: "agency-rows",
  auditName: "printers.list",
  rate: "page",
  schema: { params: UnitParams, query: nothing, body: nothing },
  handler: (c) => printersPage(c, c.params.unitId),
});

const keep = route({
  method: "POST",
  path: "/hang-doi/:unitId(^\\d+$)/may-in",
  roles: HEAD,
  scope: "agency-rows",
  auditName: "printers.keep",
  rate: "write",
  schema: { params: UnitParams, query: nothing, body: PrinterInput },
  handler: async (c) => {
    const { unitId } = c.params;
    await c.execute("printers.keep", { unitId, ...JSON.parse(JSON.stringify(c.body)) }, (tx, unit) =>
      keepPrinter(tx, unit, unitId, c.body),
    );
    return redirect(`/hang-doi/${unitId}/may-in`, text(c.locale, "printers.saved"));
  },
  onRefusal: (c, _refusal, errors, typed) => printersPage(c, c.params.unitId, errors, typed),
});

const trialSlip = (c: AnyContext, name: string, place: string): readonly SlipPart[] => [
  { text: place, bold: true },
  { text: text(c.locale, "trial.title"), size: "large", bold: true },
  { text: "A012", size: "number" },
  { text: "ĂÂĐÊÔƠƯ ằẳẵắặ ầẩẫấậ ềểễếệ ồổỗốộ ờởỡớợ ừửữứự", size: "small" },
  { qr: `${c.publicUrl}/` },
  { rule: true },
  { text: `${name} · ${formatInstant(c.now)}`, size: "small" },
];

/** Asks the printer, with a slip or without; what it says is kept before anybody is told. */
async function tryPrinter(
  c: AnyContext,
  unitId: number,
  printer: Printer,
  place: string,
  prints: boolean,
): Promise<PrinterState> {
  const state = prints ? (await printSlip(printer, trialSlip(c, printer.name, place))).state : await askState(printer);
  await c.execute("printers.try", { unitId, printerId: printer.id, prints }, async (tx, unit) => {
    unit.subject(`printer:${printer.id}`);
    unit.note({ state });
    await recordState(tx, printer.id, state, c.now);
    return null;
  });
  return state;
}

const step = route({
  method: "POST",
  path: "/hang-doi/:unitId(^\\d+$)/may-in/:printerId(^\\d+$)/:step",
  roles: HEAD,
  scope: "agency-rows",
  auditName: "printers.step",
  rate: "write",
  schema: { params: StepParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { unitId, printerId, step: name } = c.params;
    const back = `/hang-doi/${unitId}/may-in`;
    if (name === "go") {
      await c.execute("printers.drop", { unitId, printerId }, (tx, unit) => dropPrinter(tx, unit, c.params, c.now));
      return redirect(back, text(c.locale, "printers.removed"));
    }
    const [place, printers] = await c.read((tx) => Promise.all([getPlace(tx, unitId), listPrinters(tx, unitId)]));
    const printer = printers.find(({ id }) => id === printerId);
    if (printer === undefined) throw printerRefusal("printer_unknown");
    const state = await tryPrinter(c, unitId, printer, place.name, name === "thu");
    if (isFault(state))
      throw printerRefusal("printer_fault", {
        values: {
          name: printer.name,
          state: stateText(c.locale, state),
          todo: text(c.locale, `todo.${state}` as "todo.no_paper"),
        },
      });
    return redirect(
      back,
      text(c.locale, name === "thu" ? "trial.done" : "check.done", { name: printer.name, state: stateText(c.locale, state) }),
    );
  },
  onRefusal: (c, _refusal, errors) => printersPage(c, c.params.unitId, errors),
});

export const routes = [show, keep, step];
