import { z } from "zod";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { INDICES_PATH, POSTINGS_PATH } from "./indices.page.tsx";
import { PostingPage } from "./posting.page.tsx";
import { listPostingPlaces } from "./posting.store.ts";
import { PostingInput, recordPosting } from "./record-posting.ts";
import { RESULT_READERS } from "./results.web.tsx";
import { text } from "./texts.ts";

const nothing = z.object({});
const RECORDERS = ["one_stop_head", "leader"] as const;

async function postingPage(c: RequestContext<unknown, unknown, unknown>, errors: readonly FieldRefusal[] = []): Promise<Reply> {
  const today = localDay(c.now);
  const places = await c.read((tx) => listPostingPlaces(tx, today));
  const title = text(c.locale, "posting.title");
  const breadcrumbs = [{ label: text(c.locale, "indices.title"), href: INDICES_PATH }, { label: title }];
  const canRecord = RECORDERS.some((role) => c.actor?.roles.has(role));
  const shown = { locale: c.locale, today, places, canRecord, csrf: c.csrfToken, formKey: newFormKey() };
  return page(c.shell({ title, errors, breadcrumbs }, <PostingPage {...shown} />));
}

const show = route({
  method: "GET",
  path: POSTINGS_PATH,
  roles: RESULT_READERS,
  scope: "agency-rows",
  auditName: "feedback.postings",
  rate: "page",
  schema: { params: nothing, query: nothing, body: nothing },
  handler: (c) => postingPage(c),
});

const record = route({
  method: "POST",
  path: POSTINGS_PATH,
  roles: RECORDERS,
  scope: "agency-rows",
  auditName: "feedback.record_posting",
  rate: "write",
  schema: { params: nothing, query: nothing, body: PostingInput },
  handler: async (c) => {
    await c.execute("feedback.record_posting", { ...c.body }, (tx, unit) =>
      recordPosting(tx, unit, { accountId: c.actor?.accountId ?? null }, c.body, c.now),
    );
    return redirect(POSTINGS_PATH, text(c.locale, "posting.recorded"));
  },
  onRefusal: (c, _refusal, errors) => postingPage(c, errors),
});

export const postingRoutes = [show, record];
