import type { Visitor } from "../support/journey.ts";

/** One address of a page, and the route that answers it. */
export interface Found {
  readonly pattern: string;
  readonly path: string;
}

/** So many addresses of one route are opened: the first of a list may lack what the third leads to. */
const TRIES = 4;
const LINK = /<a\b[^>]*?\bhref="(\/[^"#]*)/g;
/** Changes the language, leaves for another host, or stays open for ever. */
const NOT_TAKEN =
  /^\/(ngon-ngu|dang-nhap\/cong-dan\/)|\/truc-tiep(\?|$)|\.(pdf|csv|xlsx|json|jsonl|xml|svg|docx|zip|bpmn|wav|js|webmanifest|txt)(\?|$)/;

/** Finds the route of an address; of several that fit, the one with the fewest places for anything. */
export function makeRouter(patterns: readonly string[]): (path: string) => string | undefined {
  const routes = patterns.map((pattern) => ({
    pattern,
    open: pattern.split(":").length,
    fits: new RegExp(`^${pattern.replaceAll(/:\w+(?:\(\^([^)]*)\$\))?/g, (_, own?: string) => own ?? "[^/]+")}$`),
  }));
  const ordered = routes.toSorted((a, b) => a.open - b.open);
  return (path) => ordered.find(({ fits }) => fits.test(path.split("?")[0] ?? ""))?.pattern;
}

/** Follows every link from page to page and answers one address of each route whose page this visitor gets to see. */
export async function walk({ page }: Visitor, patterns: readonly string[], starts: readonly string[]): Promise<Found[]> {
  const routeOf = makeRouter(patterns);
  const found = new Map<string, Found>();
  const tried = new Map<string, number>();
  const seen = new Set(starts);
  const waiting = [...starts];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const asked = routeOf(path);
    const tries = tried.get(asked ?? "") ?? 0;
    if (asked === undefined || tries >= TRIES) continue;
    tried.set(asked, tries + 1);
    const answer = await page.request.get(path);
    const isPage = answer.headers()["content-type"]?.startsWith("text/html") === true;
    if (!answer.ok() || !isPage) continue;
    const arrived = new URL(answer.url());
    const pattern = routeOf(arrived.pathname) ?? asked;
    if (!found.has(pattern)) found.set(pattern, { pattern, path: arrived.pathname + arrived.search });
    for (const [, link = ""] of (await answer.text()).matchAll(LINK)) {
      const next = link.replaceAll("&amp;", "&");
      if (seen.has(next) || NOT_TAKEN.test(next)) continue;
      seen.add(next);
      waiting.push(next);
    }
  }
  return [...found.values()];
}
