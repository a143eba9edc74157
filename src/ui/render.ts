import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";

/** The whole page as HTML text; the layouts render the `<html>` element. */
export function renderPage(page: VNode): string {
  return `<!doctype html>${renderToString(page)}`;
}
