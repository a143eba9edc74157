/** The candidates of one question: a row of features each, and whether it answers the question. */
export interface List {
  readonly rows: readonly Float64Array[];
  readonly right: readonly boolean[];
}

const STEPS = 250;
const RATE = 0.08;
/** Few hundred questions for a score of weights: each is held near nothing. */
const RIDGE = 0.01;
const [MEMORY, SQUARES] = [0.9, 0.999];

/**
 * Weights under which the right candidates are likeliest among all of their question (softmax over each list, ridge), by
 * Adam. Deterministic: starts from the first feature alone.
 */
export function learnWeights(lists: readonly List[], features: number): readonly number[] {
  const useful = lists.filter(({ right }) => right.includes(true) && right.includes(false));
  const weights = new Float64Array(features);
  weights[0] = 1;
  const momentum = new Float64Array(features);
  const squares = new Float64Array(features);
  for (let step = 1; step <= STEPS; step += 1) {
    const slope = slopeOf(useful, weights);
    for (let at = 0; at < features; at += 1) {
      const by = (slope[at] ?? 0) / useful.length - RIDGE * (weights[at] ?? 0);
      momentum[at] = MEMORY * (momentum[at] ?? 0) + (1 - MEMORY) * by;
      squares[at] = SQUARES * (squares[at] ?? 0) + (1 - SQUARES) * by * by;
      const mean = (momentum[at] ?? 0) / (1 - MEMORY ** step);
      const spread = Math.sqrt((squares[at] ?? 0) / (1 - SQUARES ** step));
      weights[at] = (weights[at] ?? 0) + (RATE * mean) / (spread + 1e-8);
    }
  }
  return [...weights];
}

/** The slope of the log likelihood: features as expected among the right ones less those expected among all. */
function slopeOf(lists: readonly List[], weights: Float64Array): Float64Array {
  const slope = new Float64Array(weights.length);
  for (const { rows, right } of lists) {
    const scores = rows.map((row) => scored(row, weights));
    const most = Math.max(...scores);
    let [all, good] = [0, 0];
    for (const [place, score] of scores.entries()) {
      const likely = Math.exp(score - most);
      scores[place] = likely;
      all += likely;
      if (right[place] === true) good += likely;
    }
    for (const [place, row] of rows.entries()) {
      const one = scores[place] ?? 0;
      const share = (right[place] === true ? one / good : 0) - one / all;
      if (Math.abs(share) < 1e-9) continue;
      for (let at = 0; at < weights.length; at += 1) slope[at] = (slope[at] ?? 0) + share * (row[at] ?? 0);
    }
  }
  return slope;
}

function scored(row: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < weights.length; at += 1) sum += (row[at] ?? 0) * (weights[at] ?? 0);
  return sum;
}
