import { Readable } from "node:stream";
import { createGzip, gzipSync } from "node:zlib";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** Below it gzip saves nothing that a network packet would not carry anyway. */
const LEAST_PACKED_BYTES = 1024;
/** Beyond it a body is compressed by a stream of its own: below it the stream costs more than the compression, where the database has the other core. */
const MOST_PACKED_AT_ONCE = 65_536;
/** Text in all its forms; pictures, fonts, archives and PDFs are compressed already, and live events must not wait for a buffer. */
const TEXT =
  /^(?:text\/(?!event-stream)|application\/(?:json|javascript|manifest\+json|xml|[\w.-]+\+(?:json|xml))\b|image\/svg\+xml)/;

/** Whether a client takes gzip; a weight of nought means that it does not. */
export const takesGzip = (request: FastifyRequest): boolean =>
  /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(String(request.headers["accept-encoding"] ?? ""));

/**
 * Answers of text go out as gzip to whoever takes it (RFC 9110 §8.4). Written here because `@fastify/compress` asks of every
 * answer whether it is a fetch Response, which makes Node load its whole client for fetch: 14 MB in a bare process (ADR 42).
 */
export function packAnswers(server: FastifyInstance): void {
  // With a callback: most answers are not packed here, and a promise for each of them is a part of what a kept page costs.
  server.addHook("onSend", (request, reply, payload, done) => done(null, pack(request, reply, payload)));
}

function pack(request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
  if (!isWorthPacking(reply, payload)) return payload;
  reply.header("vary", [reply.getHeader("vary"), "accept-encoding"].filter(Boolean).join(", "));
  if (!takesGzip(request)) return payload;
  reply.header("content-encoding", "gzip");
  if (payload instanceof Readable || Buffer.byteLength(payload) > MOST_PACKED_AT_ONCE) {
    reply.removeHeader("content-length");
    return packStream(payload);
  }
  const body = gzipSync(payload);
  reply.header("content-length", body.length);
  return body;
}

type Body = string | Buffer | Readable;

function isWorthPacking(reply: FastifyReply, payload: unknown): payload is Body {
  if (reply.statusCode === 206 || reply.hasHeader("content-encoding")) return false;
  if (!TEXT.test(String(reply.getHeader("content-type") ?? ""))) return false;
  if (payload instanceof Readable) return true;
  return (typeof payload === "string" || Buffer.isBuffer(payload)) && Buffer.byteLength(payload) >= LEAST_PACKED_BYTES;
}

/** A source that fails ends the answer with it, and a reader that goes away ends its source. */
function packStream(payload: Body): Readable {
  const source = payload instanceof Readable ? payload : Readable.from([payload]);
  const packed = createGzip();
  source.once("error", (error) => packed.destroy(error));
  packed.once("close", () => source.destroy());
  return source.pipe(packed);
}
