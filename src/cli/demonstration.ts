import type { Config } from "#platform/config.ts";
import type { DatabaseHandle } from "#platform/db/embedded/ensure-database.ts";
import type { CliIo } from "./command.ts";

export interface DemonstrationContext {
  readonly config: Config;
  readonly database: DatabaseHandle;
  readonly io: CliIo;
}

/** What `motcua start` does in demo mode; the areas that can do it are joined here, loaded when needed. */
export const DEMONSTRATION = {
  /** Fills a database that has no agency yet with demonstration data. */
  seedWhenEmpty: async (_context: DemonstrationContext): Promise<void> => {},
  /** Lines that name the demonstration accounts and their password. */
  describeSignIns: async (): Promise<readonly string[]> => [],
};
