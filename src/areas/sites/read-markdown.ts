import type { Token } from "markdown-it";
import { isSafeLink } from "./article.rules.ts";

/** Loaded with the first text; raw HTML is off, and a link that could do harm stays text. */
async function loadReader() {
  const { default: MarkdownIt } = await import("markdown-it");
  const reader = new MarkdownIt("default", { html: false, linkify: true, typographer: false });
  reader.validateLink = isSafeLink;
  return reader;
}

let loaded: ReturnType<typeof loadReader> | undefined;

/** A text that was read, for `ArticleBody`. */
export type ReadText = readonly Token[];

/** Reads Markdown (CommonMark with tables). */
export async function readMarkdown(body: string): Promise<ReadText> {
  loaded ??= loadReader();
  return (await loaded).parse(body, {});
}
