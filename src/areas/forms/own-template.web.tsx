import { z } from "zod";
import type { Role } from "#core/roles.ts";
import { SLIP_KINDS } from "#dossiers";
import { findPost } from "#platform/http/actor.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { file, json, page, redirect, type Reply, storedFile } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { type FilesRule, MEDIA_TYPES } from "#platform/files/file-kind.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { choice, integer } from "#platform/input/fields.ts";
import { findConverter } from "#platform/pdf/convert-docx.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { platformRefusal } from "#platform/refusals.ts";
import { knownTags, QR_TAG } from "./docx-tags.ts";
import { TEMPLATES_PATH, TemplatesPage } from "./own-template.page.tsx";
import { listOwnTemplates } from "./own-template.store.ts";
import { judgeTemplate, saveTemplate, TemplateInput } from "./save-template.ts";
import { templateBytes } from "./slip-pdf.ts";
import { text } from "./texts.ts";

type Context = RequestContext<unknown, unknown, unknown>;
type Typed = Readonly<Record<string, string | string[] | undefined>>;

export const TEMPLATE_READERS: readonly [Role, ...Role[]] = ["one_stop_head", "leader"];
const MAKERS: readonly [Role, ...Role[]] = ["one_stop_head"];
const RULE: FilesRule = { kinds: ["docx"], maxBytes: 2 * 1_048_576, most: 1 };
const nothing = z.object({});

function postOf(c: Pick<Context, "actor">, roles: readonly Role[]) {
  const post = c.actor === undefined ? undefined : findPost(c.actor, roles);
  if (c.actor === undefined || post === undefined) throw platformRefusal("not_allowed");
  return { agencyId: post.agencyId, accountId: c.actor.accountId, name: c.actor.name };
}

async function showTemplates(c: Context, typed: Typed = {}, errors: readonly FieldRefusal[] = []): Promise<Reply> {
  const { agencyId } = postOf(c, TEMPLATE_READERS);
  const [templates, converter] = await Promise.all([c.read((tx) => listOwnTemplates(tx, agencyId)), findConverter()]);
  return page(
    c.shell(
      { title: text(c.locale, "templates"), errors },
      <TemplatesPage
        locale={c.locale}
        templates={templates}
        today={localDay(c.now)}
        converts={converter !== undefined}
        maker={c.actor !== undefined && findPost(c.actor, MAKERS) !== undefined}
        typed={typed}
        errors={errors}
        csrf={c.csrfToken}
        formKey={newFormKey()}
      />,
    ),
  );
}

const listPage = route({
  method: "GET",
  path: TEMPLATES_PATH,
  roles: TEMPLATE_READERS,
  scope: "agency-rows",
  auditName: "forms.templates",
  rate: "page",
  schema: { params: nothing, query: nothing, body: nothing },
  handler: (c) => showTemplates(c),
});

const savePage = route({
  method: "POST",
  path: TEMPLATES_PATH,
  roles: MAKERS,
  scope: "agency-rows",
  auditName: "forms.template_save",
  rate: "write",
  takesFiles: RULE,
  schema: { params: nothing, query: nothing, body: TemplateInput },
  handler: async (c) => {
    const by = postOf(c, MAKERS);
    const upload = await judgeTemplate(c.files, c.body, c.uploads);
    const input = { ...c.body, agencyId: by.agencyId, file: upload?.sha256 ?? null };
    const { version } = await c.execute("forms.save_template", input, (tx, unit) =>
      saveTemplate(tx, unit, by, c.body, upload, c.now),
    );
    return redirect(TEMPLATES_PATH, text(c.locale, "templates.done", { slip: text(c.locale, `slip.${c.body.kind}`), version }));
  },
  onRefusal: (c, _refusal, errors, typed) => showTemplates(c, typed, errors),
});

const defaultFile = route({
  method: "GET",
  path: `${TEMPLATES_PATH}/:kind/mac-dinh.docx`,
  roles: TEMPLATE_READERS,
  scope: "reference",
  auditName: "forms.template_default",
  rate: "export",
  schema: { params: z.object({ kind: choice(SLIP_KINDS) }), query: nothing, body: nothing },
  handler: async (c) => {
    const { kind } = c.params;
    return file(await templateBytes(kind, localDay(c.now), undefined, c.files), MEDIA_TYPES.docx, `mau-${kind}.docx`);
  },
});

const ownFile = route({
  method: "GET",
  path: `${TEMPLATES_PATH}/:kind/:version(^\\d+).docx`,
  roles: TEMPLATE_READERS,
  scope: "agency-rows",
  auditName: "forms.template_file",
  rate: "export",
  schema: { params: z.object({ kind: choice(SLIP_KINDS), version: integer(1, 100_000) }), query: nothing, body: nothing },
  handler: async (c) => {
    const { kind, version } = c.params;
    const templates = await c.read((tx) => listOwnTemplates(tx, postOf(c, TEMPLATE_READERS).agencyId));
    const found = templates.find((it) => it.kind === kind && it.version === version);
    if (typeof found?.sha256 !== "string") throw platformRefusal("not_found");
    return storedFile(c.files.pathOf(found.sha256), MEDIA_TYPES.docx, found.fileName ?? `${kind}.docx`);
  },
});

const listApi = route({
  method: "GET",
  path: "/api/v1/slip-templates",
  roles: TEMPLATE_READERS,
  scope: "agency-rows",
  auditName: "forms.templates_api",
  rate: "api",
  summary: "The agency's own templates of slips, the placeholders of each slip, and whether this machine makes PDFs of them.",
  schema: {
    params: nothing,
    query: nothing,
    body: nothing,
    response: z.object({
      converts: z.boolean(),
      templates: z.array(
        z.object({
          kind: z.enum(SLIP_KINDS),
          version: z.int(),
          validFrom: z.string(),
          sha256: z.string().nullable(),
          fileName: z.string().nullable(),
          note: z.string().nullable(),
          madeBy: z.string(),
          madeAt: z.string(),
        }),
      ),
      placeholders: z.record(
        z.string(),
        z.object({ texts: z.array(z.string()), lists: z.record(z.string(), z.array(z.string())) }),
      ),
    }),
  },
  handler: async (c) => {
    const { agencyId } = postOf(c, TEMPLATE_READERS);
    const [templates, converter] = await Promise.all([c.read((tx) => listOwnTemplates(tx, agencyId)), findConverter()]);
    const placeholders = SLIP_KINDS.map((kind) => {
      const { texts, lists } = knownTags(kind);
      return [kind, { texts: [...texts, QR_TAG], lists: Object.fromEntries(lists) }];
    });
    return json({ converts: converter !== undefined, templates, placeholders: Object.fromEntries(placeholders) });
  },
});

export const templateRoutes = [listPage, savePage, defaultFile, ownFile, listApi];
