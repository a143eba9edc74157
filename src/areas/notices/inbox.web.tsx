import { z } from "zod";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Actor } from "#platform/http/actor.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { email, integer, optional } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { INBOX, InboxPage, type InboxPageProps } from "./inbox.page.tsx";
import { countUnread, findPreference, listInbox, markRead, type Preference, savePreference } from "./inbox.store.ts";
import { findPushOffer, PushEnd, PushInput, subscribePush, unsubscribePush } from "./subscribe-push.ts";
import { text } from "./texts.ts";
import { timeOfDay } from "#platform/input/time-of-day.ts";

type AnyContext = RequestContext<unknown, unknown, unknown>;

const PAGE = 50;
const own = { roles: "signed-in", scope: "own-account" } as const;
const nothing = z.object({});
const accountOf = (c: AnyContext): number => (c.actor as Actor).accountId;

interface Refused {
  readonly errors: readonly FieldRefusal[];
  readonly typed: InboxPageProps["typed"];
}

async function show(c: AnyContext, offset: number, refused?: Refused): Promise<Reply> {
  const accountId = accountOf(c);
  const it = await c.read(async (tx) => {
    const [rows, unread, preference, offer] = await Promise.all([
      listInbox(tx, accountId, PAGE + 1, offset),
      countUnread(tx, accountId),
      findPreference(tx, accountId),
      findPushOffer(tx, { accountId }),
    ]);
    return { rows: rows.slice(0, PAGE), more: rows.length > PAGE, unread, preference, offer };
  });
  const frame = { title: text(c.locale, "inbox.title"), ...(refused === undefined ? {} : { errors: refused.errors }) };
  const shown = { ...it, locale: c.locale, csrf: c.csrfToken, offset, pageSize: PAGE, typed: refused?.typed };
  return page(c.shell(frame, <InboxPage {...shown} />));
}

const inbox = route({
  ...own,
  method: "GET",
  path: INBOX,
  auditName: "notices.inbox",
  rate: "page",
  schema: {
    params: nothing,
    query: z.object({ offset: z.preprocess((value) => value ?? 0, integer(0, 1_000_000)) }),
    body: nothing,
  },
  handler: (c) => show(c, c.query.offset),
});

const read = route({
  ...own,
  method: "POST",
  path: `${INBOX}/da-doc`,
  auditName: "notices.mark_read",
  rate: "write",
  schema: { params: nothing, query: nothing, body: z.object({ upTo: integer(0, Number.MAX_SAFE_INTEGER) }) },
  onRefusal: (c, _refusal, errors) => show(c, 0, { errors, typed: undefined }),
  handler: async (c) => {
    await c.execute("notices.mark_read", { ...c.body }, (tx) => markRead(tx, accountOf(c), c.body.upTo, c.now));
    return redirect(INBOX, text(c.locale, "inbox.was_read"));
  },
});

const checked = () => z.preprocess((value) => value !== undefined && value !== "", z.boolean());
const PreferenceInput = z.object({
  email: optional(email()),
  digest: checked(),
  push: checked(),
  quietFrom: timeOfDay(),
  quietTo: timeOfDay(),
});

/** Keeps how a member of staff wants to hear of things outside of the inbox. */
async function changePreference(tx: Tx, unit: UnitOfWork, accountId: number, preference: Preference): Promise<null> {
  await savePreference(tx, accountId, preference);
  unit.subject(`account:${accountId}`);
  return null;
}

const prefer = route({
  ...own,
  method: "POST",
  path: `${INBOX}/tuy-chon`,
  auditName: "notices.change_preference",
  rate: "write",
  schema: { params: nothing, query: nothing, body: PreferenceInput },
  onRefusal: (c, _refusal, errors, typed) => show(c, 0, { errors, typed }),
  handler: async (c) => {
    const { email: address = null, digest, push, quietFrom: from, quietTo: to } = c.body;
    const preference = { email: address, digest, push, quiet: { from, to } };
    await c.execute("notices.change_preference", preference, (tx, unit) => changePreference(tx, unit, accountOf(c), preference));
    return redirect(INBOX, text(c.locale, "preference.saved"));
  },
});

const subscribe = route({
  ...own,
  method: "POST",
  path: `${INBOX}/trinh-duyet`,
  auditName: "notices.subscribe_push",
  rate: "write",
  schema: { params: nothing, query: nothing, body: PushInput },
  onRefusal: (c, _refusal, errors) => show(c, 0, { errors, typed: undefined }),
  handler: async (c) => {
    await c.execute("notices.subscribe_push", c.body, (tx, unit) =>
      subscribePush(tx, unit, { accountId: accountOf(c) }, c.body, c.now),
    );
    return redirect(INBOX, text(c.locale, "push.was_on"));
  },
});

const unsubscribe = route({
  ...own,
  method: "POST",
  path: `${INBOX}/trinh-duyet/bo`,
  auditName: "notices.unsubscribe_push",
  rate: "write",
  schema: { params: nothing, query: nothing, body: PushEnd },
  onRefusal: (c, _refusal, errors) => show(c, 0, { errors, typed: undefined }),
  handler: async (c) => {
    await c.execute("notices.unsubscribe_push", c.body, (tx, unit) =>
      unsubscribePush(tx, unit, { accountId: accountOf(c) }, c.body.endpoint),
    );
    return redirect(INBOX, text(c.locale, "push.was_off"));
  },
});

export const inboxPages = [inbox, read, prefer, subscribe, unsubscribe];
