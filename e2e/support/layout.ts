import type { Page } from "playwright-core";

/** Text that leaves its box or the window, where nothing can be scrolled to read it. Runs in the page. */
function findCutText(): string[] {
  const wide = document.documentElement.clientWidth;
  /** The nearest ancestor that cuts, with its edges; undefined where one scrolls, hides on purpose or shortens with dots. */
  const cutterOf = (from: Element): { left: number; right: number; bottom: number } | undefined => {
    for (let at: Element | null = from; at !== null && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      const box = at.getBoundingClientRect();
      const scrolls = /auto|scroll/.test(style.overflowX + style.overflowY);
      if (scrolls || style.textOverflow === "ellipsis" || style.clipPath !== "none") return undefined;
      if (/hidden|clip/.test(style.overflowX)) return { left: box.left, right: box.right, bottom: box.bottom };
    }
    return { left: 0, right: wide, bottom: Number.POSITIVE_INFINITY };
  };
  const found: string[] = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const { parentElement: parent, textContent: words } = node;
    if (parent === null || words === null || words.trim() === "" || parent.closest("svg, script, noscript, option") !== null)
      continue;
    if (!parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 1);
    if (boxes.length === 0) continue;
    const cutter = cutterOf(parent);
    if (cutter === undefined) continue;
    const isCut = boxes.some(
      (box) => box.right > cutter.right + 1 || box.left < cutter.left - 1 || box.bottom - box.height * 0.25 > cutter.bottom,
    );
    if (isCut) found.push(`cut: ${words.trim().slice(0, 60)}`);
  }
  return found;
}

/** Text that lies on other text. Runs in the page. */
function findOverlaps(): string[] {
  /** What floats above the page on purpose, or is there for screen readers alone. */
  const floats = new Map<Element, boolean>();
  const isFloating = (at: Element | null): boolean => {
    if (at === null) return false;
    const known = floats.get(at);
    if (known !== undefined) return known;
    const { position, clipPath } = getComputedStyle(at);
    const answer = /absolute|fixed|sticky/.test(position) || clipPath !== "none" || isFloating(at.parentElement);
    floats.set(at, answer);
    return answer;
  };
  const boxes: { node: Node; top: number; bottom: number; left: number; right: number }[] = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const parent = node.parentElement;
    if (parent === null || node.textContent?.trim() === "" || parent.closest("script, noscript, option") !== null) continue;
    if (isFloating(parent) || !parent.checkVisibility({ visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      // The letters themselves stand in the middle of the line that a browser counts for them.
      const slack = box.height * 0.22;
      if (box.width > 3)
        boxes.push({ node, top: box.top + slack, bottom: box.bottom - slack, left: box.left + 1, right: box.right - 1 });
    }
  }
  boxes.sort((a, b) => a.top - b.top);
  const found: string[] = [];
  for (const [at, box] of boxes.entries()) {
    for (let next = at + 1; next < boxes.length; next += 1) {
      const other = boxes[next];
      if (other === undefined || other.top >= box.bottom) break;
      if (other.node !== box.node && other.left < box.right - 1 && box.left < other.right - 1)
        found.push(
          `on each other: ${box.node.textContent?.trim().slice(0, 30)} / ${other.node.textContent?.trim().slice(0, 30)}`,
        );
    }
  }
  return found;
}

/** Headings that skip a level. Runs in the page. */
function findSkippedHeadings(): string[] {
  const found: string[] = [];
  let before = 0;
  for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    if (!heading.checkVisibility()) continue;
    const level = Number(heading.tagName.slice(1));
    if (before > 0 && level > before + 1) found.push(`h${level} after h${before}: ${heading.textContent?.trim().slice(0, 60)}`);
    before = level;
  }
  return found;
}

/** Widths from a small telephone over a tablet and a desk to the wall of an office. */
export const ALL_WIDTHS = [
  { width: 360, height: 800 },
  { width: 768, height: 1024 },
  { width: 1280, height: 900 },
  { width: 1920, height: 1080 },
] as const;

/** What is wrong with the page as it stands: it scrolls sideways, text is cut or lies on other text, a heading skips a level. */
export async function findFaults(page: Page): Promise<string[]> {
  const sideways = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [`scrolls sideways by ${scrollWidth - clientWidth} pixels`] : [];
  });
  const [cut, overlaps, skipped] = [
    await page.evaluate(findCutText),
    await page.evaluate(findOverlaps),
    await page.evaluate(findSkippedHeadings),
  ];
  return [...sideways, ...cut, ...overlaps, ...skipped];
}
