import { z } from "zod";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { validate } from "#platform/input/validate.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import type { AnyContext } from "./access.ts";
import { changePlan, getPoint, type PlanChange } from "./change-plan.ts";
import { CloseInput, CounterInput, EndReasonInput, OpeningInput, PointInput, ReasonInput, ServiceInput } from "./plan.ts";
import { PlanPage } from "./plan.page.tsx";
import type { Typed } from "./plan-forms.page.tsx";
import { listOpenings, listPriorityReasons } from "./plan.store.ts";
import { listCounters, listServices } from "./point.store.ts";
import { UnitParams } from "./queue.ts";
import { text } from "./texts.ts";
import { listVoices } from "./voices.ts";

const nothing = z.object({});
const HEAD = ["one_stop_head"] as const;

async function planPage(c: AnyContext, unitId: number, errors: readonly FieldRefusal[] = [], typed: Typed = {}): Promise<Reply> {
  const [point, services, counters, openings, reasons] = await c.read((tx) =>
    Promise.all([
      getPoint(tx, unitId),
      listServices(tx, unitId),
      listCounters(tx, unitId),
      listOpenings(tx, unitId),
      listPriorityReasons(tx, unitId, localDay(c.now)),
    ]),
  );
  const crumbs = [{ label: point.name, href: `/hang-doi/${unitId}` }, { label: text(c.locale, "plan.title") }];
  return page(
    c.shell(
      { title: text(c.locale, "plan.title"), errors, breadcrumbs: crumbs },
      <PlanPage
        locale={c.locale}
        unitId={unitId}
        point={point}
        services={services}
        counters={counters}
        openings={openings}
        reasons={reasons}
        voices={listVoices()}
        publicUrl={c.publicUrl}
        typed={typed}
        csrf={c.csrfToken}
        newKey={newFormKey}
      />,
    ),
  );
}

const showPlan = route({
  method: "GET",
  path: "/hang-doi/:unitId(^\\d+$)/thiet-lap",
  roles: HEAD,
  scope: "agency-rows",
  auditName: "queue.plan",
  rate: "page",
  schema: { params: UnitParams, query: nothing, body: nothing },
  handler: (c) => planPage(c, c.params.unitId),
});

const PLAN_KINDS = {
  service: ServiceInput,
  counter: CounterInput,
  opening: OpeningInput,
  close: CloseInput,
  point: PointInput,
  reason: ReasonInput,
  end_reason: EndReasonInput,
} as const;

const changeHallPlan = route({
  method: "POST",
  path: "/hang-doi/:unitId(^\\d+$)/thiet-lap/:kind",
  roles: HEAD,
  scope: "agency-rows",
  auditName: "queue.change_plan",
  rate: "write",
  schema: {
    params: UnitParams.extend({ kind: z.enum(["service", "counter", "opening", "close", "point", "reason", "end_reason"]) }),
    query: nothing,
    body: z.looseObject({}),
  },
  handler: async (c) => {
    const { unitId, kind } = c.params;
    const change = { kind, input: validate(PLAN_KINDS[kind], c.body) } as PlanChange;
    await c.execute("queue.change_plan", JSON.parse(JSON.stringify({ unitId, ...change })), (tx, unit) =>
      changePlan(tx, unit, unitId, change, c.now),
    );
    return redirect(`/hang-doi/${unitId}/thiet-lap`, text(c.locale, "plan.saved"));
  },
  onRefusal: (c, _refusal, errors, typed) => planPage(c, c.params.unitId, errors, typed),
});

export const planRoutes = [showPlan, changeHallPlan];
