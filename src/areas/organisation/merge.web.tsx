import { z } from "zod";
import type { Tx } from "#platform/db/tx.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { formatDay, localDay } from "#platform/i18n/dates.ts";
import { choice, integer, optional, plainDay, requiredText } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { getTypedUnit } from "./find-typed-unit.ts";
import { MergePage, type MergePreview } from "./merge.page.tsx";
import { mergeUnits, planMerge } from "./merge-units.ts";
import { organisationRefusal } from "./organisation.errors.ts";
import { unitHref } from "./period-text.ts";
import { listPostsOn } from "./post.store.ts";
import { text } from "./texts.ts";
import { findUnitOn, listNamesOn } from "./unit-query.store.ts";

const path = "/to-chuc/:id(^\\d+$)/sap-nhap";
const roles = ["administrator"] as const;
const params = z.object({ id: integer(1, 2_147_483_647) });
const MOST_OTHERS = 99;

const body = z.object({
  into: optional(requiredText(300)),
  intoId: optional(integer(1, 2_147_483_647)),
  others: z
    .string()
    .max(5000)
    .default("")
    .transform((lines) => lines.split("\n").map((line) => line.trim()))
    .transform((lines) => [...new Set(lines.filter((line) => line !== ""))])
    .pipe(z.array(requiredText(300)).max(MOST_OTHERS)),
  on: plainDay(),
  basis: optional(requiredText(300)),
  step: choice(["preview", "record"]).default("preview"),
});
type Body = z.output<typeof body>;
type Typed = Readonly<Record<string, string | string[] | undefined>>;

/** The units that a person named in the form, as the command takes them. */
async function readMerger(tx: Tx, id: number, form: Body) {
  const { on, basis } = form;
  const into = await findSuccessor(tx, form);
  const others: number[] = [];
  for (const other of form.others) others.push((await getTypedUnit(tx, { unit: other }, on, "others")).id);
  return { fromIds: [...new Set([id, ...others])], intoId: into?.id, on, basis };
}

/** A suggestion chosen earlier counts only while its name still stands in the field. */
async function findSuccessor(tx: Tx, { into, intoId, on }: Body) {
  if (into === undefined) return undefined;
  const chosen = intoId === undefined ? undefined : await findUnitOn(tx, intoId, on);
  return chosen?.fullName === into ? chosen : getTypedUnit(tx, { unit: into }, on, "into");
}

async function previewMerger(tx: Tx, id: number, form: Body): Promise<MergePreview> {
  const input = await readMerger(tx, id, form);
  const plan = await planMerge(tx, input);
  const posts = await Promise.all(plan.ending.map(async (one) => [one.id, await listPostsOn(tx, one.id, input.on)] as const));
  const named = plan.ending.filter((one) => input.fromIds.includes(one.id)).map((one) => one.fullName);
  return { ...plan, on: input.on, named: named.join(", "), posts: new Map(posts) };
}

interface Shown {
  readonly typed?: Typed;
  readonly errors?: readonly FieldRefusal[];
  readonly preview?: MergePreview;
}

/** Where the command names a field of its own, the form has another for it. */
const FORM_FIELD: Readonly<Record<string, string>> = { fromIds: "on", intoId: "into" };

async function showMerge(c: RequestContext<unknown, unknown, unknown>, id: number, shown: Shown = {}): Promise<Reply> {
  const { locale } = c;
  const today = localDay(c.now);
  const name = (await c.read((tx) => listNamesOn(tx, [id], today))).get(id);
  if (name === undefined) throw organisationRefusal("unit_not_found");
  const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);
  const typed = Object.fromEntries(Object.entries(shown.typed ?? {}).map(([field, value]) => [field, one(value)]));
  const errors = (shown.errors ?? []).map((error) => ({ ...error, field: FORM_FIELD[error.field] ?? error.field }));
  const title = text(locale, "merge.title");
  const breadcrumbs = [
    { label: text(locale, "tree.title"), href: "/to-chuc" },
    { label: name, href: `/to-chuc/${id}` },
    { label: title },
  ];
  return page(
    c.shell(
      { title: `${title} – ${name}`, breadcrumbs, errors },
      <MergePage locale={locale} csrf={c.csrfToken} id={id} name={name} today={today} typed={typed} preview={shown.preview} />,
    ),
  );
}

const form = route({
  method: "GET",
  path,
  roles,
  scope: "reference",
  auditName: "organisation.merge_form",
  rate: "page",
  schema: { params, query: z.object({}), body: z.object({}) },
  handler: (c) => showMerge(c, c.params.id),
});

const merge = route({
  method: "POST",
  path,
  roles,
  scope: "installation",
  auditName: "organisation.merge",
  rate: "write",
  schema: { params, query: z.object({}), body },
  onRefusal: (c, _refusal, errors, typed) => showMerge(c, c.params.id, { errors, typed }),
  handler: async (c) => {
    const { id } = c.params;
    const { step, ...merger } = c.body;
    if (step === "preview") {
      const preview = await c.read((tx) => previewMerger(tx, id, c.body));
      const typed = {
        into: preview.into?.fullName,
        intoId: preview.into === undefined ? undefined : String(preview.into.id),
        others: merger.others.join("\n"),
        on: formatDay(merger.on),
        basis: merger.basis,
      };
      return showMerge(c, id, { typed, preview });
    }
    const names = await c.execute("organisation.merge", { id, ...merger }, async (tx, unit) => {
      const input = await readMerger(tx, id, c.body);
      const { ended } = await mergeUnits(tx, unit, input);
      const found = await listNamesOn(tx, ended, input.on);
      return input.fromIds.map((one) => found.get(one) ?? "");
    });
    const done = text(c.locale, "merge.done", { units: names.join(", "), on: formatDay(merger.on) });
    return redirect(unitHref(id, merger.on), done);
  },
});

export const mergePages = [form, merge];
