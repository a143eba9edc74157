import { drawable, type Style } from "./fonts.ts";

/** A stretch of text in one style. */
export interface Run {
  readonly text: string;
  readonly style: Style;
}

export const plain = (text: string): Run => ({ text, style: "regular" });
export const bold = (text: string): Run => ({ text, style: "bold" });
export const italic = (text: string): Run => ({ text, style: "italic" });

export interface Segment extends Run {
  readonly x: number;
  readonly width: number;
}

export interface Line {
  readonly segments: readonly Segment[];
  readonly width: number;
}

export type Measure = (text: string, style: Style) => number;

/** What may not be broken: letters between two spaces, possibly in more than one style. */
interface Atom {
  readonly parts: readonly Run[];
  readonly spaceBefore: boolean;
  readonly lineFeeds: number;
}

/** Someone who leans on the Enter key does not get a sheet of blank lines. */
const MOST_LINE_FEEDS = 3;

function atomsOf(runs: readonly Run[]): Atom[] {
  const atoms: Atom[] = [];
  let parts: Run[] = [];
  let spaceBefore = false;
  let lineFeeds = 0;
  const close = () => {
    if (parts.length > 0) {
      atoms.push({ parts, spaceBefore, lineFeeds });
      [spaceBefore, lineFeeds] = [false, 0];
    }
    parts = [];
  };
  for (const run of runs) {
    for (const token of drawable(run.text).split(/( +|\n)/)) {
      if (token === "") continue;
      if (token === "\n" || token.startsWith(" ")) {
        close();
        if (token === "\n") lineFeeds += 1;
        else spaceBefore = true;
      } else parts.push({ text: token, style: run.style });
    }
  }
  close();
  return atoms;
}

/** Cuts a word that is wider than a whole line; a web address or a joke name must not run off the paper. */
function cut(part: Run, width: number, measure: Measure): Run[] {
  if (measure(part.text, part.style) <= width) return [part];
  const pieces: Run[] = [];
  let piece = "";
  for (const { segment } of new Intl.Segmenter("vi").segment(part.text)) {
    if (piece !== "" && measure(piece + segment, part.style) > width) {
      pieces.push({ text: piece, style: part.style });
      piece = "";
    }
    piece += segment;
  }
  pieces.push({ text: piece, style: part.style });
  return pieces;
}

function lineOf(runs: readonly Run[], measure: Measure): Line {
  const merged: { text: string; style: Style }[] = [];
  for (const run of runs) {
    const last = merged.at(-1);
    if (last?.style === run.style) last.text += run.text;
    else merged.push({ ...run });
  }
  let x = 0;
  const segments = merged.map((run) => {
    const width = measure(run.text, run.style);
    const segment = { ...run, x, width };
    x += width;
    return segment;
  });
  return { segments, width: x };
}

/** Breaks text of several styles into lines no wider than `width` (points); a line feed in the text begins a new line. */
export function breakLines(runs: readonly Run[], width: number, measure: Measure): Line[] {
  const lines: Line[] = [];
  let current: Run[] = [];
  let used = 0;
  const close = () => {
    lines.push(lineOf(current, measure));
    current = [];
    used = 0;
  };
  for (const atom of atomsOf(runs)) {
    const pieces = atom.parts.flatMap((part) => cut(part, width, measure));
    const atomWidth = pieces.reduce((sum, piece) => sum + measure(piece.text, piece.style), 0);
    const space: Run[] = atom.spaceBefore && current.length > 0 ? [{ text: " ", style: current.at(-1)!.style }] : [];
    const spaceWidth = space.reduce((sum, piece) => sum + measure(piece.text, piece.style), 0);
    const fits = used + spaceWidth + atomWidth <= width;
    if (atom.lineFeeds > 0 || (current.length > 0 && !fits)) {
      const ended = current.length > 0;
      if (ended) close();
      for (let blank = ended ? 1 : 0; blank < Math.min(atom.lineFeeds, MOST_LINE_FEEDS); blank += 1)
        lines.push({ segments: [], width: 0 });
    } else {
      current.push(...space);
      used += spaceWidth;
    }
    for (const piece of pieces) {
      const pieceWidth = measure(piece.text, piece.style);
      if (current.length > 0 && used + pieceWidth > width) close();
      current.push(piece);
      used += pieceWidth;
    }
  }
  if (current.length > 0) close();
  return lines;
}
