import type { FastifyInstance } from "fastify";
import { findSession } from "#identity";
import { buildServer } from "#platform/http/build-server.ts";
import type { RequestContext, Route } from "#platform/http/route.ts";
import type { Shell } from "#platform/http/shell.ts";
import { PortalLayout } from "#ui/ui.tsx";
import type { TestDatabase } from "./database.ts";
import { testFiles } from "./files.ts";

const frameOf =
  ({ refused }: Pick<RequestContext<unknown, unknown, unknown>, "refused">): Shell =>
  (page, content) => (
    <PortalLayout locale="vi" title={page.title} errors={page.errors} refused={refused}>
      {content}
    </PortalLayout>
  );

/** The address under which the test server believes to be reached. */
export const TEST_PUBLIC_URL = "http://localhost:3000";

/** The product's server with the routes of one area only, in a plain frame; visitors may say where they come from. */
export function testServer(database: TestDatabase, routes: readonly Route[], now?: () => Date): Promise<FastifyInstance> {
  return buildServer({
    pool: database.app,
    files: testFiles(),
    routes,
    findSession: (token, at) => findSession(database.app, token, at),
    shells: (c) => ({
      shell: (page, content) => frameOf(c)(page, content),
      portal: (page, content) => frameOf(c)(page, content),
    }),
    publicUrl: TEST_PUBLIC_URL,
    trustProxy: true,
    logLevel: "silent",
    maxEventLoopDelayMs: 0,
    rates: { "look-up": 100_000, export: 100_000, api: 100_000 },
    ...(now === undefined ? {} : { now }),
  });
}
