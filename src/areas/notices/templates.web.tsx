import { z } from "zod";
import type { Actor } from "#platform/http/actor.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { formatDay, localDay } from "#platform/i18n/dates.ts";
import { LOCALES, type Locale } from "#platform/i18n/messages.ts";
import { choice, optional } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { defaultWording } from "./default-templates.ts";
import { NOTICE_EVENTS, type NoticeEvent, type Wording } from "./notice.ts";
import { noticeRefusal } from "./notices.errors.ts";
import { assertUsable, saveTemplate, TemplateInput } from "./save-template.ts";
import { renderWording } from "./template.rules.ts";
import { listTemplates } from "./template.store.ts";
import { TemplateListPage, TemplatePage, TEMPLATES } from "./templates.page.tsx";
import { text } from "./texts.ts";

type AnyContext = RequestContext<unknown, unknown, unknown>;

const administrator = { roles: ["administrator"], scope: "installation" } as const;
const nothing = z.object({});
const params = z.object({ event: choice(NOTICE_EVENTS), language: choice(LOCALES) });

function agencyOf(c: AnyContext): number {
  const agencyId = (c.actor as Actor).agencyId;
  if (agencyId === null) throw noticeRefusal("no_agency");
  return agencyId;
}

const list = route({
  ...administrator,
  method: "GET",
  path: TEMPLATES,
  auditName: "notices.templates",
  rate: "page",
  schema: { params: nothing, query: nothing, body: nothing },
  handler: async (c) => {
    const own = await c.read((tx) => listTemplates(tx, agencyOf(c)));
    const shown = <TemplateListPage locale={c.locale} own={own} today={localDay(c.now)} />;
    return page(c.shell({ title: text(c.locale, "templates.title") }, shown));
  },
});

/** Values as they might be, so that a preview reads like a notice. */
const sampleOf = (locale: Locale) => ({
  ho_ten: "Nguyễn Thị Minh An",
  ma_ho_so: "H55.242-261120-0001",
  thu_tuc: text(locale, "sample.procedure"),
  co_quan: text(locale, "sample.agency"),
  han_tra: "17:00 27/11/2026",
  ly_do: text(locale, "sample.reason"),
  noi_dung: text(locale, "sample.items"),
  lien_ket: "https://motcua.example/t/…",
});

interface Shown {
  readonly wording?: Wording | undefined;
  readonly validFrom?: string | undefined;
  readonly errors?: readonly FieldRefusal[] | undefined;
  readonly preview?: boolean | undefined;
}

async function show(c: AnyContext, event: NoticeEvent, language: Locale, shown: Shown = {}): Promise<Reply> {
  const all = await c.read((tx) => listTemplates(tx, agencyOf(c)));
  const history = all.filter((row) => row.event === event && row.locale === language);
  const today = localDay(c.now);
  const wording = shown.wording ?? history.find((row) => row.validFrom <= today) ?? defaultWording(event, language);
  const title = text(c.locale, `event.${event}`);
  const breadcrumbs = [{ label: text(c.locale, "templates.title"), href: TEMPLATES }, { label: title }];
  const body = (
    <TemplatePage
      locale={c.locale}
      csrf={c.csrfToken}
      event={event}
      language={language}
      wording={wording}
      validFrom={shown.validFrom ?? formatDay(today)}
      preview={shown.preview === true ? renderWording(wording, sampleOf(language)) : undefined}
      history={history}
    />
  );
  return page(c.shell({ title, breadcrumbs, ...(shown.errors === undefined ? {} : { errors: shown.errors }) }, body));
}

const edit = route({
  ...administrator,
  method: "GET",
  path: `${TEMPLATES}/:event/:language`,
  auditName: "notices.template",
  rate: "page",
  schema: { params, query: nothing, body: nothing },
  handler: (c) => show(c, c.params.event, c.params.language),
});

const save = route({
  ...administrator,
  method: "POST",
  path: `${TEMPLATES}/:event/:language`,
  auditName: "notices.save_template",
  rate: "write",
  schema: {
    params,
    query: nothing,
    body: TemplateInput.omit({ event: true, locale: true }).extend({ intent: optional(choice(["save", "preview"])) }),
  },
  onRefusal: (c, _refusal, errors, typed) => {
    const { event, language } = c.params as Partial<z.output<typeof params>>;
    if (event === undefined || language === undefined) throw noticeRefusal("notice_not_found");
    const one = (name: string): string => String(typed[name] ?? "");
    const wording = { subject: one("subject"), body: one("body"), short: one("short") };
    return show(c, event, language, { wording, validFrom: one("validFrom"), errors });
  },
  handler: async (c) => {
    const { event, language } = c.params;
    const { intent, ...wording } = c.body;
    assertUsable(wording);
    if (intent === "preview")
      return show(c, event, language, { wording, validFrom: formatDay(wording.validFrom), preview: true });
    const input = { ...wording, event, locale: language };
    const by = { accountId: (c.actor as Actor).accountId, agencyId: agencyOf(c) };
    await c.execute("notices.save_template", input, (tx, unit) => saveTemplate(tx, unit, by, input, c.now));
    return redirect(`${TEMPLATES}/${event}/${language}`, text(c.locale, "templates.saved"));
  },
});

export const templatePages = [list, edit, save];
