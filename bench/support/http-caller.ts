import { gunzipSync } from "node:zlib";
import { connect, type Socket } from "node:net";

export interface Answer {
  readonly status: number;
  readonly headers: string;
  readonly body: Buffer;
  /** Everything that came over the wire for this answer, head included. */
  readonly wireBytes: number;
}

/** One keep-alive connection that sends a request when the one before is answered. It costs little, so that the server is what is measured. */
export interface Caller {
  send(method: "GET" | "POST", path: string, headers: Readonly<Record<string, string>>, body?: string): Promise<Answer>;
  close(): void;
}

export async function openCaller(port: number): Promise<Caller> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  await new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("error", reject));
  return makeCaller(socket, port);
}

function makeCaller(socket: Socket, port: number): Caller {
  let waiting: PromiseWithResolvers<Answer> | undefined;
  let received: Buffer = Buffer.alloc(0);
  socket.on("data", (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const answer = readAnswer(received);
    if (answer === undefined || waiting === undefined) return;
    received = Buffer.alloc(0);
    waiting.resolve(answer);
  });
  const fail = (error: Error): void => waiting?.reject(error);
  socket.on("error", fail);
  socket.on("close", () => fail(new Error("the connection was closed")));
  return {
    send: (method, path, headers, body = "") => {
      if (socket.destroyed) return Promise.reject(new Error("the connection was closed before the request"));
      waiting = Promise.withResolvers<Answer>();
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      const length = method === "POST" ? `content-length: ${Buffer.byteLength(body)}\r\n` : "";
      socket.write(`${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n${lines.join("")}${length}\r\n${body}`);
      return waiting.promise;
    },
    close: () => void socket.destroy(),
  };
}

/** A whole answer, or undefined while more of it has to come. Bodies come with a length or in chunks. */
function readAnswer(bytes: Buffer): Answer | undefined {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const headers = bytes.toString("latin1", 0, end);
  const status = Number(headers.slice(9, 12));
  const start = end + 4;
  const length = /^content-length: (\d+)/im.exec(headers)?.[1];
  if (length !== undefined) {
    const total = start + Number(length);
    return bytes.length < total ? undefined : { status, headers, body: bytes.subarray(start, total), wireBytes: total };
  }
  if (!/^transfer-encoding: chunked/im.test(headers)) return { status, headers, body: Buffer.alloc(0), wireBytes: start };
  const body = readChunks(bytes.subarray(start));
  return body === undefined ? undefined : { status, headers, body, wireBytes: bytes.length };
}

function readChunks(bytes: Buffer): Buffer | undefined {
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const line = bytes.indexOf("\r\n", at);
    if (line < 0) return undefined;
    const size = Number.parseInt(bytes.toString("latin1", at, line), 16);
    const next = line + 2 + size + 2;
    if (bytes.length < next) return undefined;
    if (size === 0) return Buffer.concat(parts);
    parts.push(bytes.subarray(line + 2, line + 2 + size));
    at = next;
  }
}

/** A fresh address for each request, as of a province's many machines, so that the limit per address is not what is measured. */
export const someAddress = (n: number): string => `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;

export const textOf = (answer: Answer): string =>
  (/^content-encoding: gzip/im.test(answer.headers) ? gunzipSync(answer.body) : answer.body).toString("utf8");
