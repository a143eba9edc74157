import { h, type VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { RefusedLabels } from "./context.ts";

/**
 * The whole page as HTML text; the layouts render the `<html>` element. A page with refused fields is rendered twice: the
 * summary at its top names fields that come after it.
 */
export function renderPage(page: VNode): string {
  const labels = new Map<string, string>();
  const render = () => `<!doctype html>${renderToString(h(RefusedLabels.Provider, { value: labels }, page))}`;
  const once = render();
  return labels.size === 0 ? once : render();
}
