/** What the other side says of one message: a code and a sentence. */
export const MOST_SAID = 64 * 1024;
/** A list of all dossiers of a province. */
export const MOST_LISTED = 64 * 1024 * 1024;

/**
 * The JSON of an answer, read no further than that many bytes: the other side may be broken, or not be the one that it
 * should be. Throws what is longer, and what is no JSON.
 */
export async function readAnswer(answer: Response, mostBytes: number): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.length;
    // Leaving the loop cancels what still comes.
    if (bytes > mostBytes) throw new Error(`the answer is longer than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString("utf8"));
}
