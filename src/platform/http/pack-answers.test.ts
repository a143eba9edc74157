import { Readable } from "node:stream";
import { gunzipSync } from "node:zlib";
import { fastify, type FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packAnswers } from "./pack-answers.ts";

const LONG = "Đăng ký khai sinh ".repeat(200);
const LONGER = LONG.repeat(40);

let server: FastifyInstance;

beforeAll(async () => {
  server = fastify();
  packAnswers(server);
  const text = "text/html; charset=utf-8";
  server.get("/short", async (_q, reply) => reply.type(text).send("ngắn"));
  server.get("/long", async (_q, reply) => reply.type(text).send(LONG));
  server.get("/longer", async (_q, reply) => reply.type(text).send(LONGER));
  server.get("/stream", async (_q, reply) => reply.type("text/csv; charset=utf-8").send(Readable.from([LONG, LONG])));
  server.get("/json", async () => ({ LONG }));
  server.get("/pdf", async (_q, reply) => reply.type("application/pdf").send(Buffer.from(LONG)));
  server.get("/live", async (_q, reply) => reply.type("text/event-stream").send(Readable.from([LONG])));
  server.get("/part", async (_q, reply) => reply.code(206).type(text).send(LONG));
  server.get("/packed", async (_q, reply) => reply.type(text).header("content-encoding", "gzip").send(Buffer.from("as it is")));
  server.get("/breaks", async (_q, reply) => reply.type("text/csv").send(Readable.from(breaking())));
  await server.ready();
});
afterAll(() => server.close());

async function* breaking() {
  yield LONG;
  throw new Error("the disk is gone");
}

const ask = (url: string, accepted?: string) =>
  server.inject({ url, headers: accepted === undefined ? {} : { "accept-encoding": accepted } });

describe("answers as gzip", () => {
  it.each([
    ["/long", LONG],
    ["/longer", LONGER],
    ["/stream", LONG + LONG],
    ["/json", JSON.stringify({ LONG })],
  ])("packs %s, says its length where it is known, and that it depends on what is accepted", async (url, body) => {
    const answer = await ask(url, "br, gzip;q=0.8");
    expect(answer.headers).toMatchObject({ "content-encoding": "gzip", vary: "accept-encoding" });
    expect(gunzipSync(answer.rawPayload).toString()).toBe(body);
    const length = answer.headers["content-length"];
    if (length !== undefined) expect(Number(length)).toBe(answer.rawPayload.length);
  });

  it.each([undefined, "br", "gzip;q=0", "gzip;q=0.0, br", "identity"])(
    "sends the text itself to whoever accepts %s",
    async (accepted) => {
      const answer = await ask("/long", accepted);
      expect(answer.headers).not.toHaveProperty("content-encoding");
      expect(answer.headers["vary"]).toBe("accept-encoding");
      expect(answer.body).toBe(LONG);
    },
  );

  it.each(["/short", "/pdf", "/live", "/part"])("leaves %s as it is", async (url) => {
    const answer = await ask(url, "gzip");
    expect(answer.headers).not.toHaveProperty("content-encoding");
    expect(answer.rawPayload.length).toBeGreaterThan(0);
  });

  it("does not pack twice", async () => {
    expect((await ask("/packed", "gzip")).body).toBe("as it is");
  });

  it("answers a source that fails with the failure, never with a whole answer that is not", async () => {
    expect((await ask("/breaks", "gzip")).statusCode).toBe(500);
  });
});
