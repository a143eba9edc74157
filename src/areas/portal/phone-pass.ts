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
  type Errand,
  findPass,
  insertPass,
  listByPhone,
  lockPass,
  type PhonePass,
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
/** A whole hall of people may stand behind one address. */
const MOST_ERRANDS_OF_CLIENT = 60;

const secret = (): string => randomBytes(16).toString("base64url");

/**
 * Asks for a code to a number. Whether any dossier carries the number is not looked up here but by the worker, so that neither
 * the answer nor its time says so. With an errand the code goes to any number, and the errand waits with it. Refuses
 * (`too_many_codes`) more than three for a number in 15 minutes, or ten (of errands sixty) from a client in an hour.
 */
export async function askForCode(
  tx: Tx,
  unit: UnitOfWork,
  input: { readonly phone: string; readonly client: string; readonly errand?: Errand },
  now: Date,
): Promise<{ readonly handle: string }> {
  const errand = input.errand ?? null;
  const asked = await countAsked(tx, input.phone, input.client, now);
  const mostOfClient = errand === null ? MOST_OF_CLIENT : MOST_ERRANDS_OF_CLIENT;
  if (asked.phone >= MOST_OF_PHONE || asked.client >= mostOfClient) throw portalRefusal("too_many_codes");
  const handle = secret();
  const expiresAt = new Date(now.getTime() + CODE_MINUTES * MINUTE_MS);
  const id = await insertPass(tx, { handle, phone: input.phone, client: input.client, expiresAt, errand }, now);
  unit.subject(`phone-pass:${id}`);
  unit.emit("portal.code_asked", String(id));
  return { handle };
}

/** The pass whose code this is. Each guess counts and is kept though it is refused; the commit is the caller's. */
async function tryCode(tx: Tx, handle: string, code: string, now: Date): Promise<PhonePass | "code_wrong" | "too_many_tries"> {
  const pass = await lockPass(tx, handle);
  if (pass === undefined || pass.openedAt !== null || pass.expiresAt <= now) return "code_wrong";
  if (pass.tries >= MOST_TRIES) return "too_many_tries";
  await countTry(tx, pass.id);
  const given = codeHashOf(handle, code);
  return timingSafeEqual(given, pass.codeHash ?? Buffer.alloc(given.length)) ? pass : "code_wrong";
}

/**
 * Takes a code. Each guess counts, also for a number that nobody sent a code to; the guess is kept though it is refused.
 * Answers the token that opens the number's dossiers. Refusals: `code_wrong`, `too_many_tries`.
 */
export async function enterCode(pool: pg.Pool, handle: string, code: string, now: Date): Promise<string> {
  const token = secret();
  const outcome = await inTransaction(pool, NO_ROWS, async (tx) => {
    const pass = await tryCode(tx, handle, code, now);
    if (typeof pass === "string") return pass;
    if (pass.errand !== null) return "code_wrong" as const;
    await openPass(tx, pass.id, token, new Date(now.getTime() + PASS_MINUTES * MINUTE_MS), now);
    return undefined;
  });
  if (outcome !== undefined) throw portalRefusal(outcome, { field: "code" });
  return token;
}

/**
 * Takes the code of an errand and answers the number that it proves, with what was wanted. A right code stays right until it
 * expires, so that a form that is sent twice is answered alike: that the errand is done once is up to whoever does it.
 */
export async function proveNumber(
  pool: pg.Pool,
  handle: string,
  code: string,
  now: Date,
): Promise<{ readonly phone: string; readonly errand: Errand }> {
  const pass = await inTransaction(pool, NO_ROWS, (tx) => tryCode(tx, handle, code, now));
  if (typeof pass === "string") throw portalRefusal(pass, { field: "code" });
  if (pass.errand === null) throw portalRefusal("code_wrong", { field: "code" });
  return { phone: pass.phone, errand: pass.errand };
}

async function run(task: LeasedTask, { pool, now, signal }: TaskContext): Promise<TaskOutcome> {
  const { subject } = task.payload as { subject: string };
  const pass = await reading(pool, NO_ROWS, (tx) => findPass(tx, Number(subject)));
  if (pass === undefined || pass.openedAt !== null || pass.expiresAt <= now) return { outcome: "done" };
  const known = pass.errand !== null || (await reading(pool, NO_ROWS, (tx) => listByPhone(tx, pass.phone, now))).length > 0;
  if (!known) return { outcome: "done" };
  const code = String(randomInt(0, 1_000_000)).padStart(6, "0");
  // Before it goes out: whoever has it can use it. Sent once more it is another code, and the last one counts.
  await inTransaction(pool, NO_ROWS, (tx) => saveCode(tx, pass.id, codeHashOf(pass.handle, code)));
  const message = text("vi", pass.errand === null ? "phone.sms" : "phone.sms_errand", { code, minutes: CODE_MINUTES });
  const handed = await sendOneTimeText(pool, pass.phone, message, `pass.${pass.id}.${task.attempt}`, signal);
  return handed.state === "sent" ? { outcome: "done" } : { outcome: "dead", reason: handed.reason };
}

/** Sends a code to a number that some dossier carries, or that is proved for an errand; the code itself is kept nowhere but as its hash. */
export const sendCode: TaskDefinition = {
  kind: "portal.send_code",
  subscribe: ({ topic }) => (topic === "portal.code_asked" ? { lane: null } : undefined),
  retryAfterSeconds: [5, 20, 60],
  run,
};
