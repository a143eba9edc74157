// What bench/public.ts compares with, in a process of its own: node:http and nothing else. One path answers bytes from memory; the
// other runs the handler of the product's route itself, so the same queries and the same rendering, and compresses what comes out.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { createPool } from "#platform/db/connect.ts";
import { NO_ROWS, reading } from "#platform/db/tx.ts";
import type { RequestContext } from "#platform/http/route.ts";
import { renderPage } from "#ui/render.ts";
import { allNavigation, allRoutes } from "../../src/areas.ts";
import { makeShells } from "../../src/shell.tsx";

const packed = promisify(gzip);
const pool = createPool({
  connectionString: process.env["DATABASE_URL"] ?? "",
  max: 12,
  pipeline: true,
  applicationName: "bare",
});
const shells = makeShells(allNavigation);
const procedure = allRoutes.find(({ method, path }) => method === "GET" && path === "/thu-tuc/:code");
if (procedure === undefined) throw new Error("the product has no page of a procedure");
const held: { body: Buffer; headers: Record<string, string> } = { body: Buffer.alloc(0), headers: {} };

async function render(code: string): Promise<string> {
  const c = {
    params: { code },
    query: {},
    body: {},
    locale: "vi",
    actor: undefined,
    csrfToken: "",
    kiosk: undefined,
    url: `/thu-tuc/${code}`,
    now: new Date(),
    flash: undefined,
    publicUrl: "http://127.0.0.1",
    pool,
    read: (work) => reading(pool, NO_ROWS, work),
  } as RequestContext<unknown, unknown, unknown>;
  Object.assign(c, shells(c));
  const answer = await procedure?.handler(c as never);
  if (answer?.kind !== "page") throw new Error("the route answered no page");
  return renderPage(answer.body);
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === "/static") {
    response.writeHead(200, held.headers).end(held.body);
    return;
  }
  const body = await packed(await render(request.url?.slice(1) ?? ""));
  response.writeHead(200, { ...held.headers, "content-length": String(body.length) }).end(body);
}

const server = createServer((request, response) => {
  serve(request, response).catch((error: Error) => response.writeHead(500).end(error.stack));
});
// Its callers wait while the product has its turn, twice in a row at times.
server.keepAliveTimeout = 60_000;
process.on("message", ({ body, headers }: { body: string; headers: Record<string, string> }) => {
  Object.assign(held, { body: Buffer.from(body, "base64"), headers });
  process.send?.({ port: (server.address() as AddressInfo).port });
});
process.on("disconnect", () => process.exit());
server.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as AddressInfo).port }));
