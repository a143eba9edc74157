import { isDeepStrictEqual } from "node:util";

/** One write as a client knows it: what was asked under which key, and what was answered, if anything. */
export interface Write {
  readonly key: string;
  readonly token: string;
  readonly path: string;
  readonly body: string;
  /** The status that a success has. */
  readonly success: number;
  /** The body of the answer; undefined while nobody knows whether it happened. */
  answer: string | undefined;
}

export interface Acknowledged {
  readonly id: number;
  readonly code: string;
  readonly seq?: number;
  readonly state?: string;
}

/** What all callers of a campaign have seen, and what went against the promises. */
export interface Journal {
  readonly writes: Write[];
  readonly problems: string[];
  /** When acknowledged writes were sent and answered (performance.now). */
  readonly successes: { readonly sentAt: number; readonly answeredAt: number }[];
  slowestMs: number;
  unavailable: number;
  disconnected: number;
  repeated: number;
}

export const newJournal = (): Journal => ({
  writes: [],
  problems: [],
  successes: [],
  slowestMs: 0,
  unavailable: 0,
  disconnected: 0,
  repeated: 0,
});

const MOST_WAIT_MS = 10_000;
let requests = 0;

/**
 * Sends a write once. True when it was acknowledged. In a gap only "503 with Retry-After" and a connection that fails
 * are right; anything else, or an answer that takes more than ten seconds, is a problem.
 */
export async function sendWrite(journal: Journal, port: number, write: Write): Promise<boolean> {
  requests += 1;
  const begun = performance.now();
  try {
    const answer = await fetch(`http://127.0.0.1:${port}${write.path}`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${write.token}`,
        "content-type": "application/json",
        "idempotency-key": write.key,
        "x-forwarded-for": `10.${(requests >> 16) & 255}.${(requests >> 8) & 255}.${requests & 255}`,
      },
      body: write.body,
      signal: AbortSignal.timeout(MOST_WAIT_MS + 2_000),
    });
    const text = await answer.text();
    if (answer.status === write.success) {
      journal.successes.push({ sentAt: begun, answeredAt: performance.now() });
      if (write.answer !== undefined && !isDeepStrictEqual(JSON.parse(write.answer), JSON.parse(text)))
        journal.problems.push(`${write.key}: answered ${write.answer}, then ${text}`);
      write.answer = text;
      return true;
    }
    if (answer.status === 503 && answer.headers.get("retry-after") !== null) journal.unavailable += 1;
    else journal.problems.push(`${write.path} ${write.key}: ${answer.status} ${text}`);
  } catch {
    journal.disconnected += 1;
  } finally {
    const took = performance.now() - begun;
    journal.slowestMs = Math.max(journal.slowestMs, took);
    if (took > MOST_WAIT_MS) journal.problems.push(`${write.path} ${write.key}: no answer for ${Math.round(took)} ms`);
  }
  return false;
}
