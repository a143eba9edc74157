import { z } from "zod";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { CHANNELS_PATH, ChannelsPage, type ChannelsPageProps } from "./channels.page.tsx";
import { ChannelInput, setChannels } from "./set-channels.ts";
import { findChannelSettings } from "./settings.store.ts";
import { text } from "./texts.ts";

type AnyContext = RequestContext<unknown, unknown, unknown>;

const administrator = { roles: ["administrator"], scope: "installation" } as const;
const nothing = z.object({});

async function show(c: AnyContext, errors: readonly FieldRefusal[] = [], typed?: ChannelsPageProps["typed"]): Promise<Reply> {
  const settings = await c.read((tx) => findChannelSettings(tx));
  const shown = { locale: c.locale, csrf: c.csrfToken, settings, publicUrl: c.publicUrl, typed };
  return page(c.shell({ title: text(c.locale, "channels.title"), errors }, <ChannelsPage {...shown} />));
}

const view = route({
  ...administrator,
  method: "GET",
  path: CHANNELS_PATH,
  auditName: "notices.channels",
  rate: "page",
  schema: { params: nothing, query: nothing, body: nothing },
  handler: (c) => show(c),
});

const save = route({
  ...administrator,
  method: "POST",
  path: CHANNELS_PATH,
  auditName: "notices.set_channels",
  rate: "write",
  schema: { params: nothing, query: nothing, body: ChannelInput },
  onRefusal: (c, _refusal, errors, typed) => show(c, errors, typed),
  handler: async (c) => {
    // The fingerprint of the input is kept; secrets must not be guessed from it.
    const asked = { set: Object.keys(c.body).filter((name) => c.body[name as keyof typeof c.body] !== undefined) };
    await c.execute("notices.set_channels", asked, (tx, unit) => setChannels(tx, unit, c.body, c.now));
    return redirect(CHANNELS_PATH, text(c.locale, "channels.saved"));
  },
});

export const channelPages = [view, save];
