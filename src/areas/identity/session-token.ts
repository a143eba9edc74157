import { createHash, randomBytes } from "node:crypto";

const TOKEN_BYTES = 32;

/** A fresh secret of 256 bits as 43 characters that fit a cookie and a header. */
export const newSecret = (): string => randomBytes(TOKEN_BYTES).toString("base64url");

/** Only this is stored: whoever reads the database cannot sign in with it. */
export const hashToken = (token: string): Buffer => createHash("sha256").update(token).digest();
