import { createHash } from "node:crypto";

export interface Measured {
  bytes: number;
  sha256: string;
}

/** Passes chunks on and, once they have all passed, tells their length and hash by `done`. */
export async function* measure(source: AsyncIterable<Buffer>, done: (measured: Measured) => void): AsyncGenerator<Buffer> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of source) {
    hash.update(chunk);
    bytes += chunk.length;
    yield chunk;
  }
  done({ bytes, sha256: hash.digest("hex") });
}

/** Length and hash of a stream that nobody else wants. */
export async function measureAll(source: AsyncIterable<Buffer>): Promise<Measured> {
  let measured: Measured = { bytes: 0, sha256: "" };
  for await (const _ of measure(source, (result) => (measured = result)));
  return measured;
}
