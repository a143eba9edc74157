import type { Site, SiteImage } from "./site.ts";

/** An image's address bears a part of its hash: other pixels have another address. */
export const imageHref = ({ slug }: Pick<Site, "slug">, { id, sha256 }: Pick<SiteImage, "id" | "sha256">): string =>
  `/trang/${slug}/anh/${id}-${sha256.slice(0, 12)}`;

/** The beginning of every absolute address of a site: under its own host name where it has one. */
export const addressOf = ({ slug, domain }: Pick<Site, "slug" | "domain">, publicUrl: string): string =>
  `${domain === null ? publicUrl : `https://${domain}`}/trang/${slug}`;

/** +84912345678 as people here say it: 0912 345 678. */
export const phoneText = (e164: string): string => e164.replace(/^\+84(\d{3})(\d{3})(\d+)$/, "0$1 $2 $3");
