import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify(argon2);

/** OWASP's smallest recommended cost of Argon2id: 19 MiB, two passes, one lane; about 40 ms. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const TAG_BYTES = 32;
const SALT_BYTES = 16;

interface Cost {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

const tagOf = (password: string, salt: Buffer, cost: Cost): Promise<Buffer> =>
  derive("argon2id", { message: Buffer.from(password, "utf8"), nonce: salt, tagLength: TAG_BYTES, ...cost });

/** The password's Argon2id hash in PHC form, which carries its own salt and cost. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const tag = await tagOf(password, salt, COST);
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
}

const unpadded = (bytes: Buffer): string => bytes.toString("base64").replace(/=+$/, "");

const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** A hash that no password has: whoever asks for an unknown account waits as long as for a known one. */
const NOBODY = `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${unpadded(Buffer.alloc(SALT_BYTES))}$${unpadded(Buffer.alloc(TAG_BYTES))}`;

/** Whether the password belongs to the hash. Without a hash it does the same work and answers no. */
export async function isPassword(password: string, stored: string | undefined): Promise<boolean> {
  const parts = PHC.exec(stored ?? NOBODY);
  if (parts === null) throw new Error("a stored password hash has an unknown form");
  const [, memory, passes, parallelism, salt = "", tag = ""] = parts;
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  const found = await tagOf(password, Buffer.from(salt, "base64"), cost);
  const expected = Buffer.from(tag, "base64");
  return expected.length === found.length && timingSafeEqual(expected, found) && stored !== undefined;
}

const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
const GROUPS = 4;
const GROUP_LENGTH = 4;

/** A one-time password of about 79 bits that can be read out over the telephone: no l, i, o, 0 or 1. */
export function newOneTimePassword(): string {
  const letter = (): string => {
    for (;;) {
      const byte = randomBytes(1)[0] ?? 255;
      if (byte < 248) return ALPHABET[byte % ALPHABET.length] ?? "";
    }
  };
  const group = (): string => Array.from({ length: GROUP_LENGTH }, letter).join("");
  return Array.from({ length: GROUPS }, group).join("-");
}
