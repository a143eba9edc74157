import { z } from "zod";
import { localDateOf, vietnamInstant, vietnamDayOf } from "#core/instant.ts";
import { listAdministeredUnits } from "#identity";
import { findUnitNames } from "#organisation";
import type { Actor } from "#platform/http/actor.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { choice, integer, requiredText } from "#platform/input/fields.ts";
import { countTasks, listTasks, type TaskRow } from "#platform/jobs/task.store.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { discardTask, retryTask } from "./decide-task.ts";
import { TASK_VIEWS, TasksPage, type TasksPageProps, type TaskView } from "./tasks.page.tsx";
import { text } from "./texts.ts";

type AnyContext = RequestContext<unknown, unknown, unknown>;

const LIST = "/quan-tri/tac-vu";
const PAGE = 50;
const STATES: Readonly<Record<TaskView, readonly TaskRow["state"][]>> = {
  dead: ["dead"],
  waiting: ["waiting", "leased"],
  discarded: ["discarded"],
};
const administrator = {
  roles: ["administrator"],
  scope: "installation",
} as const;
const params = z.object({ id: integer(1, Number.MAX_SAFE_INTEGER) });
const nothing = z.object({});

async function show(
  c: AnyContext,
  view: TaskView,
  offset: number,
  refused?: { readonly errors: readonly FieldRefusal[]; readonly typed: TasksPageProps["typed"] },
): Promise<Reply> {
  const it = await c.read(async (tx) => {
    const units = await listAdministeredUnits(tx, c.actor as Actor, c.now);
    const today = new Date(vietnamInstant(vietnamDayOf(c.now.getTime()), 0));
    const [rows, figures] = await Promise.all([
      listTasks(tx, { agencies: units, states: STATES[view], limit: PAGE + 1, offset }),
      countTasks(tx, units, today),
    ]);
    const ids = [...new Set(rows.flatMap((row) => row.agencyId ?? []))];
    return { rows, figures, agencies: await findUnitNames(tx, ids, localDateOf(c.now.getTime())) };
  });
  const shown = { ...it, rows: it.rows.slice(0, PAGE), more: it.rows.length > PAGE, view, offset, pageSize: PAGE };
  const frame = {
    title: text(c.locale, "tasks.title"),
    wide: true,
    ...(refused === undefined ? {} : { errors: refused.errors }),
  };
  return page(c.shell(frame, <TasksPage {...shown} locale={c.locale} csrf={c.csrfToken} typed={refused?.typed} />));
}

const list = route({
  ...administrator,
  method: "GET",
  path: LIST,
  auditName: "tasks.list",
  rate: "page",
  schema: {
    params: nothing,
    query: z.object({
      view: choice(TASK_VIEWS).default("dead"),
      offset: z.preprocess((value) => value ?? 0, integer(0, 1_000_000)),
    }),
    body: nothing,
  },
  handler: (c) => show(c, c.query.view, c.query.offset),
});

const deciderOf = async (c: AnyContext) => ({
  accountId: (c.actor as Actor).accountId,
  units: await c.read((tx) => listAdministeredUnits(tx, c.actor as Actor, c.now)),
});

const retry = route({
  ...administrator,
  method: "POST",
  path: `${LIST}/:id(^\\d+$)/thu-lai`,
  auditName: "tasks.retry",
  rate: "write",
  schema: { params, query: nothing, body: nothing },
  onRefusal: (c, _refusal, errors) => show(c, "dead", 0, { errors, typed: undefined }),
  handler: async (c) => {
    const by = await deciderOf(c);
    await c.execute("tasks.retry", { id: c.params.id }, (tx, unit) => retryTask(tx, unit, by, c.params.id, c.now));
    return redirect(LIST, text(c.locale, "tasks.was_retried"));
  },
});

const discard = route({
  ...administrator,
  method: "POST",
  path: `${LIST}/:id(^\\d+$)/bo-qua`,
  auditName: "tasks.discard",
  rate: "write",
  schema: { params, query: nothing, body: z.object({ reason: requiredText(300) }) },
  onRefusal: (c, _refusal, errors, typed) =>
    show(c, "dead", 0, { errors, typed: { id: c.params.id, reason: String(typed["reason"] ?? "") } }),
  handler: async (c) => {
    const by = await deciderOf(c);
    const input = { id: c.params.id, reason: c.body.reason };
    await c.execute("tasks.discard", input, (tx, unit) => discardTask(tx, unit, by, input, c.now));
    return redirect(LIST, text(c.locale, "tasks.was_discarded"));
  },
});

export const taskPages = [list, retry, discard];
