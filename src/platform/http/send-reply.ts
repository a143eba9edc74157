import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import type { FastifyReply } from "fastify";
import { renderPage } from "#ui/render.ts";
import { platformRefusal } from "../refusals.ts";
import type { LiveFeed, LiveHub } from "../events/live-hub.ts";
import type { MountOptions, OpenContext } from "./context.ts";
import { FLASH_COOKIE } from "./cookies.ts";
import { type PagePlace, sendKept } from "./kept-pages.ts";
import type { Reply } from "./reply.ts";

/** From here on the answer is the hub's; it ends when the page or the process does. */
function sendLive(feed: LiveFeed, c: OpenContext, reply: FastifyReply, hub: LiveHub): FastifyReply {
  hub.assertRoom(c.client);
  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value);
  // Not in chunks: the answer ends with its connection anyway.
  reply.raw.removeHeader("transfer-encoding");
  reply.raw.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
    // Ended, the connection is gone: a server that stops need not wait for pages that keep it for later.
    connection: "close",
    "referrer-policy": "no-referrer",
  });
  hub.open(feed, c.client, reply.raw);
  return reply;
}

/** How a link says that it prints (`motcua-print.js`); what people typed cannot say it, its quotes are written otherwise. */
const PRINTS = ' data-print="pdf"';
const POLICY = "content-security-policy";

/** Only a page that prints holds a frame, and only a PDF of ours is held in one. */
function changePolicy(reply: FastifyReply, change: (policy: string) => string): void {
  const policy = reply.getHeader(POLICY);
  if (typeof policy === "string") reply.header(POLICY, change(policy));
}

/** Lets a public answer be kept for a minute. */
const publicHeaders = (body: string) => ({
  "cache-control": "public, max-age=60",
  vary: "Cookie, Accept-Language",
  etag: `W/"${createHash("sha1").update(body).digest("base64url")}"`,
});

/** Sends those headers; whether whoever asks has the very same answer. */
function isKnown(reply: FastifyReply, body: string): boolean {
  const headers = publicHeaders(body);
  reply.headers(headers);
  return reply.request.headers["if-none-match"] === headers.etag;
}

/** Sends an answer, and keeps a public page that has a place for the next who asks for it; one that greets its reader in a cookie is nobody else's. */
export async function sendAndKeep(
  answer: Reply,
  c: OpenContext,
  reply: FastifyReply,
  options: MountOptions,
  place: PagePlace | undefined,
): Promise<FastifyReply> {
  const isCommon =
    answer.kind === "page" &&
    answer.cache === "public" &&
    answer.status === undefined &&
    c.actor === undefined &&
    reply.getHeader("set-cookie") === undefined;
  if (place === undefined || !isCommon) return sendReply(answer, c, reply, options);
  const html = renderPage(answer.body);
  if (html.includes(PRINTS)) changePolicy(reply, (policy) => `${policy};frame-src 'self'`);
  const headers = {
    ...publicHeaders(html),
    vary: "Cookie, Accept-Language, Accept-Encoding",
    "content-type": "text/html; charset=utf-8",
    "content-encoding": "gzip",
    [POLICY]: String(reply.getHeader(POLICY)),
  };
  return sendKept(await options.pages.keep(place, html, headers), reply.request, reply);
}

/** A kiosk has nowhere to keep a file for somebody, and no way back from one that fills its window. */
const leadsOut = (answer: Reply): boolean =>
  (answer.kind === "stored" && !answer.pixels) ||
  (answer.kind === "file" && (answer.inline !== true || answer.type === "application/pdf"));

/** Refuses a file at a kiosk (`not_at_kiosk`). */
export function assertStays(answer: Reply, { kiosk }: Pick<OpenContext, "kiosk">): void {
  if (kiosk !== undefined && leadsOut(answer)) throw platformRefusal("not_at_kiosk");
}

/** Turns what a handler answered into HTTP. */
export function sendReply(answer: Reply, c: OpenContext, reply: FastifyReply, { hub }: MountOptions): FastifyReply {
  switch (answer.kind) {
    case "live":
      return sendLive(answer.feed, c, reply, hub);
    case "page": {
      const html = renderPage(answer.body);
      if (html.includes(PRINTS)) changePolicy(reply, (policy) => `${policy};frame-src 'self'`);
      if (answer.cache === "public" && c.actor === undefined) {
        // A proxy or browser that has the very same page is told so instead of sent it again.
        if (isKnown(reply, html)) return reply.code(304).send();
      }
      if (answer.cache === "never")
        reply.headers({
          "cache-control": "no-store",
          "referrer-policy": "no-referrer",
          "x-robots-tag": "noindex, nofollow, noarchive",
        });
      return reply
        .code(answer.status ?? 200)
        .type("text/html; charset=utf-8")
        .send(html);
    }
    case "redirect":
      if (answer.flash !== undefined) {
        reply.setCookie(FLASH_COOKIE, answer.flash, { path: "/", httpOnly: true, sameSite: "lax", secure: c.secure, maxAge: 60 });
      }
      return reply.redirect(answer.to, 303);
    case "json": {
      if (answer.location !== undefined) reply.header("location", answer.location);
      const body = JSON.stringify(answer.body);
      if (answer.cache === "public" && isKnown(reply, body)) return reply.code(304).send();
      return reply
        .code(answer.status ?? 200)
        .type("application/json; charset=utf-8")
        .send(body);
    }
    case "file": {
      reply.header("content-disposition", disposition(answer.inline === true, answer.name));
      if (answer.inline === true && answer.type === "application/pdf")
        changePolicy(reply, (policy) => policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'"));
      return reply.type(answer.type).send(answer.body);
    }
    case "stored":
      return sendStored(answer, reply);
  }
}

function disposition(inline: boolean, name: string): string {
  const plainName = name.normalize("NFD").replace(/[^\x20-\x7e]|["\\]/g, "");
  return `${inline ? "inline" : "attachment"}; filename="${plainName}"; filename*=UTF-8''${encodeURIComponent(name)}`;
}

/** A file that came from outside is handed on in a sandbox, under a type that no browser guesses at. */
function sendStored(answer: Extract<Reply, { kind: "stored" }>, reply: FastifyReply): FastifyReply {
  return reply
    .header("content-disposition", disposition(answer.pixels, answer.name))
    .header("content-security-policy", "sandbox; default-src 'none'")
    .header("x-content-type-options", "nosniff")
    .header("cache-control", answer.cache === "public" ? "public, max-age=86400" : "private, no-store")
    .type(answer.type)
    .send(createReadStream(answer.path));
}
