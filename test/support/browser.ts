import { createDecipheriv, createECDH, createHmac, randomBytes } from "node:crypto";

/** A browser as a push service knows it: its address, its keys, and what it reads of a sealed message. */
export interface TestBrowser {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  read(sealed: Buffer): unknown;
}

const hmac = (key: Buffer, ...parts: readonly Buffer[]): Buffer => {
  const made = createHmac("sha256", key);
  for (const part of parts) made.update(part);
  return made.digest();
};
/** HKDF of one block (RFC 5869), which is all that RFC 8188 and 8291 need. */
const derive = (salt: Buffer, secret: Buffer, info: Buffer, length: number): Buffer =>
  hmac(hmac(salt, secret), info, Buffer.from([1])).subarray(0, length);

/** Opens by RFC 8188 and 8291 with Node's own functions, so that the sender's library is not believed. */
export function openBrowser(endpoint: string): TestBrowser {
  const own = createECDH("prime256v1");
  own.generateKeys();
  const auth = randomBytes(16);
  return {
    endpoint,
    p256dh: own.getPublicKey().toString("base64url"),
    auth: auth.toString("base64url"),
    read: (sealed) => {
      const salt = sealed.subarray(0, 16);
      const keyLength = sealed[20] ?? 0;
      const sender = sealed.subarray(21, 21 + keyLength);
      const info = Buffer.concat([Buffer.from("WebPush: info\0"), own.getPublicKey(), sender]);
      const secret = derive(auth, own.computeSecret(sender), info, 32);
      const key = derive(salt, secret, Buffer.from("Content-Encoding: aes128gcm\0"), 16);
      const nonce = derive(salt, secret, Buffer.from("Content-Encoding: nonce\0"), 12);
      const body = sealed.subarray(21 + keyLength);
      const open = createDecipheriv("aes-128-gcm", key, nonce);
      open.setAuthTag(body.subarray(-16));
      const plain = Buffer.concat([open.update(body.subarray(0, -16)), open.final()]);
      return JSON.parse(plain.subarray(0, plain.lastIndexOf(2)).toString("utf8"));
    },
  };
}
