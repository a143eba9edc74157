import type { FastifyInstance } from "fastify";
import type pg from "pg";

/** /healthz: the process lives. /readyz: it can also reach its database. Neither says anything else. */
export function serveHealth(server: FastifyInstance, pool: pg.Pool): void {
  server.get("/healthz", async () => ({ status: "ok" }));
  server.get("/readyz", async (_request, reply) => {
    try {
      await pool.query("select 1");
      return { status: "ready" };
    } catch {
      return reply.code(503).header("retry-after", "5").send({ status: "unavailable" });
    }
  });
}
