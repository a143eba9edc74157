import { randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import type pg from "pg";
import { sendOneTimeText } from "#notices";
import type { UnitOfWork } from "#platform/db/command.ts";
import { inTransaction, NO_ROWS, reading, type Tx } from "#platform/db/tx.ts";
import type { LeasedTask, TaskContext, TaskDefinition, TaskOutcome } from "#platform/jobs/task.ts";
import {
  codeHashOf,
  countAsked,
  countTry,
  findPass,
  insertPass,
  listByPhone,
  lockPass,
  openPass,
  saveCode,
} from "./phone-pass.store.ts";
import { portalRefusal } from "./portal.errors.ts";
import { text } from "./texts.ts";

const MINUTE_MS = 60_000;
export const CODE_MINUTES = 10;
export const PASS_MINUTES = 30;
export const MOST_TRIES = 5;
const MOST_OF_PHONE = 3;
const MOST_OF_CLIENT = 10;

const secret = (): string => randomBytes(16).toString("base64url");

/**
 * Asks for a code to a number. Whether any dossier carries the number is not looked up here but by the worker, so that neither
 * the answer nor its time says so. Refuses (`too_many_codes`) more than three for a number in 15 minutes or ten from a client in an hour.
 */
export async function askForCode(
  tx: Tx,
  unit: UnitOfWork,
  input: { readonly phone: string; readonly client: string },
  now: Date,
): Promise<{ readonly handle: string }> {
  const asked = await countAsked(tx, input.phone, input.client, now);
  if (asked.phone >= MOST_OF_PHONE || asked.client >= MOST_OF_CLIENT) throw portalRefusal("too_many_codes");
  const handle = secret();
  const expiresAt = new Date(now.getTime() + CODE_MINUTES * MINUTE_MS);
  const id = await insertPass(tx, { handle, phone: input.phone, client: input.client, expiresAt }, now);
  unit.subject(`phone-pass:${id}`);
  unit.emit("portal.code_asked", String(id));
  return { handle };
}

/**
 * Takes a code. Each guess counts, also for a number that nobody sent a code to; the guess is kept though it is refused.
 * Answers the token that opens the number's dossiers. Refusals: `code_wrong`, `too_many_tries`.
 */
export async function enterCode(pool: pg.Pool, handle: string, code: string, now: Date): Promise<string> {
  const token = secret();
  const outcome = await inTransaction(pool, NO_ROWS, async (tx) => {
    const pass = await lockPass(tx, handle);
    if (pass === undefined || pass.openedAt !== null || pass.expiresAt <= now) return "code_wrong" as const;
    if (pass.tries >= MOST_TRIES) return "too_many_tries" as const;
    await countTry(tx, pass.id);
    const given = codeHashOf(handle, code);
    if (!timingSafeEqual(given, pass.codeHash ?? Buffer.alloc(given.length))) return "code_wrong" as const;
    await openPass(tx, pass.id, token, new Date(now.getTime() + PASS_MINUTES * MINUTE_MS), now);
    return undefined;
  });
  if (outcome !== undefined) throw portalRefusal(outcome, { field: "code" });
  return token;
}

async function run(task: LeasedTask, { pool, now, signal }: TaskContext): Promise<TaskOutcome> {
  const { subject } = task.payload as { subject: string };
  const pass = await reading(pool, NO_ROWS, (tx) => findPass(tx, Number(subject)));
  if (pass === undefined || pass.openedAt !== null || pass.expiresAt <= now) return { outcome: "done" };
  const known = await reading(pool, NO_ROWS, (tx) => listByPhone(tx, pass.phone, now));
  if (known.length === 0) return { outcome: "done" };
  const code = String(randomInt(0, 1_000_000)).padStart(6, "0");
  // Before it goes out: whoever has it can use it. Sent once more it is another code, and the last one counts.
  await inTransaction(pool, NO_ROWS, (tx) => saveCode(tx, pass.id, codeHashOf(pass.handle, code)));
  const message = text("vi", "phone.sms", { code, minutes: CODE_MINUTES });
  const handed = await sendOneTimeText(pool, pass.phone, message, `pass.${pass.id}.${task.attempt}`, signal);
  return handed.state === "sent" ? { outcome: "done" } : { outcome: "dead", reason: handed.reason };
}

/** Sends a code to a number that some dossier carries; the code itself is kept nowhere but as its hash. */
export const sendCode: TaskDefinition = {
  kind: "portal.send_code",
  subscribe: ({ topic }) => (topic === "portal.code_asked" ? { lane: null } : undefined),
  retryAfterSeconds: [5, 20, 60],
  run,
};
