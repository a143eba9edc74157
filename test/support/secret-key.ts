import { readSecretKeys } from "#platform/secrets/secret-keys.ts";
import { useSecretKeys } from "#platform/secrets/seal.ts";

/** Seals the secrets of every test, and protects nothing. */
export const SECRET_KEY = Buffer.from("a key of tests, known to everyone".slice(0, 32)).toString("base64");

const keys = readSecretKeys(SECRET_KEY) ?? [];
useSecretKeys({ source: "environment", list: () => keys });
