import { z } from "zod";
import { choice, chosenId, email, integer, optional, phone, plainDay, requiredText } from "#platform/input/fields.ts";

/** The site of an agency as everybody may see that it is there. */
export interface Site {
  readonly agencyId: number;
  readonly slug: string;
  readonly domain: string | null;
  readonly slogan: string | null;
  readonly address: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly closedWhy: string | null;
  /** The address of the open site to which visitors of a closed one are led. */
  readonly movedTo: string | null;
}

export const ARTICLE_KINDS = ["notice", "news", "story", "page"] as const;
export type ArticleKind = (typeof ARTICLE_KINDS)[number];
/** The kinds that come and go, with the last part of the address of their list; a page stands in the navigation. */
export const LISTS = { notice: "thong-bao", news: "tin-tuc", story: "cau-chuyen" } as const;
export type ListedKind = keyof typeof LISTS;

/** What stands on the site from an instant on: a version, or nothing. */
export interface Release {
  readonly revision: number | null;
  readonly fromAt: Date;
  readonly reason: string | null;
}

export interface Article {
  readonly id: number;
  readonly agencyId: number;
  readonly kind: ArticleKind;
  /** The newest version that was saved. */
  readonly latest: number;
  readonly title: string;
  readonly savedAt: Date;
  readonly savedBy: string;
  /** What holds now and what comes next. */
  readonly live: Release | null;
  readonly next: Release | null;
}

export interface Revision {
  readonly number: number;
  readonly title: string;
  readonly summary: string;
  readonly body: string;
  readonly imageId: number | null;
  readonly restoredFrom: number | null;
  readonly savedBy: string;
  readonly savedAt: Date;
}

/** A version as it stands on the site. */
export interface PublicArticle extends Pick<Revision, "title" | "summary" | "body" | "imageId"> {
  readonly id: number;
  readonly kind: ArticleKind;
  /** When it first came onto the site, and since when in these words. */
  readonly publishedAt: Date;
  readonly updatedAt: Date;
}

export interface SiteImage {
  readonly id: number;
  readonly sha256: string;
  readonly kind: "jpg" | "png";
  readonly width: number;
  readonly height: number;
  readonly alt: string;
}

export interface Reception {
  readonly id: number;
  readonly on: string;
  readonly starts: string;
  readonly ends: string;
  readonly place: string;
  readonly hostName: string;
  readonly hostTitle: string;
  readonly cancelledWhy: string | null;
}

/** Who did something: nobody with an account in a seed. */
export interface Editor {
  readonly accountId: number | null;
  readonly name: string;
  /** Whose site they work on. */
  readonly agencyId: number;
}

export const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const DOMAIN = /^([a-z0-9]+(-+[a-z0-9]+)*\.)+[a-z]{2,}$/;

/** A time of day as people write it, "8:00" or "08h00" → HH:mm. */
const time = () =>
  z
    .string({ error: "@field.required" })
    .transform((value) => value.replace("h", ":").padStart(5, "0"))
    .pipe(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "@field.time" }));

export const SiteInput = z.object({
  slug: requiredText(60).min(3, { error: "@field.slug" }).regex(SLUG, { error: "@field.slug" }),
  domain: optional(
    z
      .string()
      .max(253)
      .transform((value) => value.trim().toLowerCase())
      .pipe(z.string().regex(DOMAIN, { error: "@field.domain" })),
  ),
  slogan: optional(requiredText(200)),
  address: optional(requiredText(300)),
  phone: optional(phone()),
  email: optional(email()),
});
export type SiteInput = z.output<typeof SiteInput>;

export const CloseInput = z.object({
  why: requiredText(500),
  /** The last part of the address of the site that takes its place. */
  successor: optional(requiredText(60).regex(SLUG, { error: "@field.slug" })),
});
export type CloseInput = z.output<typeof CloseInput>;

export const ArticleInput = z.object({
  title: requiredText(200),
  summary: z.string().max(500, { error: "@field.too_long" }).default(""),
  body: requiredText(60_000),
  imageId: optional(chosenId()),
});
export type ArticleInput = z.output<typeof ArticleInput>;

export const NewArticleInput = ArticleInput.extend({ kind: choice(ARTICLE_KINDS) });
export type NewArticleInput = z.output<typeof NewArticleInput>;

/** Without a day it goes onto the site at once, without an end it stays. */
export const PublishInput = z.object({
  revision: integer(1, 1_000_000),
  day: optional(plainDay()),
  at: optional(time()),
  until: optional(plainDay()),
});
export type PublishInput = z.output<typeof PublishInput>;

export const ReceptionInput = z.object({
  on: plainDay(),
  starts: time(),
  ends: time(),
  place: requiredText(200),
  hostName: requiredText(120),
  hostTitle: requiredText(200),
  /** On how many weeks one after another. */
  weeks: integer(1, 26).default(1),
});
export type ReceptionInput = z.output<typeof ReceptionInput>;

export const ContactInput = z.object({
  postId: integer(1, 2_147_483_647),
  phone: optional(phone()),
  email: optional(email()),
});
export type ContactInput = z.output<typeof ContactInput>;
