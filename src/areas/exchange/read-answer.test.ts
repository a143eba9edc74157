import { describe, expect, test } from "vitest";
import { readAnswer } from "./read-answer.ts";

/** An answer without end; counts what was asked of it. */
function endless(): { readonly answer: Response; readonly asked: () => number; readonly cancelled: () => boolean } {
  let [asked, cancelled] = [0, false];
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      asked += 1;
      controller.enqueue(new Uint8Array(1_000));
    },
    cancel: () => {
      cancelled = true;
    },
  });
  return { answer: new Response(body), asked: () => asked, cancelled: () => cancelled };
}

describe("what another system answers", () => {
  test("is read as JSON, up to a limit", async () => {
    expect(await readAnswer(new Response('{"error_code":"0"}'), 100)).toEqual({ error_code: "0" });
    await expect(readAnswer(new Response("<html>"), 100)).rejects.toBeInstanceOf(SyntaxError);
    await expect(readAnswer(new Response(`"${"x".repeat(200)}"`), 100)).rejects.toThrow("longer than 100");
  });

  test("is not read to its end where it has none", async () => {
    const { answer, asked, cancelled } = endless();
    await expect(readAnswer(answer, 5_000)).rejects.toThrow("longer than 5000");
    expect(asked()).toBeLessThan(10);
    expect(cancelled()).toBe(true);
  });
});
