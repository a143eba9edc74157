import type { VNode } from "preact";
import type { LiveFeed } from "../events/live-hub.ts";

/** What a handler answers; the route turns it into HTTP. */
export type Reply =
  | { readonly kind: "page"; readonly body: VNode; readonly status?: number; readonly cache?: "public" | "never" }
  | { readonly kind: "redirect"; readonly to: string; readonly flash?: string }
  | {
      readonly kind: "json";
      readonly body: unknown;
      readonly status?: number;
      readonly location?: string;
      readonly cache?: "public";
    }
  | { readonly kind: "live"; readonly feed: LiveFeed }
  | {
      readonly kind: "file";
      readonly body: Buffer | string;
      readonly type: string;
      readonly name: string;
      readonly inline?: boolean;
    }
  | {
      readonly kind: "stored";
      readonly path: string;
      readonly type: string;
      readonly name: string;
      /** Pixels that we made ourselves may stand in a page; whatever else was sent to us is only ever downloaded. */
      readonly pixels: boolean;
      /** Whether it is on a public page and may be kept by whoever has seen it. */
      readonly cache?: "public";
    };

export const page = (body: VNode, status = 200): Reply => ({ kind: "page", body, status });
/** A public page that a browser may keep for a short while; never one with personal data. */
export const publicPage = (body: VNode): Reply => ({ kind: "page", body, cache: "public" });
/** A page that whoever has its address may read: kept nowhere, found by no search engine, and its address told to nobody. */
export const secretPage = (body: VNode): Reply => ({ kind: "page", body, cache: "never" });
/** After a POST: see the page `to` (a path of ours), with a short message shown once. */
export const redirect = (to: string, flash?: string): Reply =>
  flash === undefined ? { kind: "redirect", to } : { kind: "redirect", to, flash };
export const json = (body: unknown, status = 200, location?: string): Reply =>
  location === undefined ? { kind: "json", body, status } : { kind: "json", body, status, location };
/** What everybody may read, and a client may keep for a short while; asked for again it is sent only where it has changed. */
export const publicJson = (body: unknown): Reply => ({ kind: "json", body, cache: "public" });
/** Server-sent events: the feed's picture now and whenever it changes (`motcua-live.js` on the page). */
export const live = (feed: LiveFeed): Reply => ({ kind: "live", feed });
export const file = (body: Buffer | string, type: string, name: string, inline = false): Reply => ({
  kind: "file",
  body,
  type,
  name,
  inline,
});
/** A kept file as it was sent, for download only: no browser runs or shows what is in it. */
export const storedFile = (path: string, type: string, name: string): Reply => ({
  kind: "stored",
  path,
  type,
  name,
  pixels: false,
});
/** An image that was encoded here, to be shown in a page. */
export const storedPixels = (path: string, type: "image/jpeg" | "image/png", name: string): Reply => ({
  kind: "stored",
  path,
  type,
  name,
  pixels: true,
});
/** Pixels of a public page: their address changes with them, so that they may be kept for a day. */
export const publicPixels = (path: string, type: "image/jpeg" | "image/png", name: string): Reply => ({
  kind: "stored",
  path,
  type,
  name,
  pixels: true,
  cache: "public",
});
