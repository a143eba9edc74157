import pg from "pg";
import { CHANNEL } from "./announce.ts";

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 10_000;

/**
 * Listens for announcements on a connection of its own, from the first `start` on, and connects again when it breaks.
 * `changed` gets the topic, or undefined once it listens (again): anything may have changed before.
 */
export function listenTo(pool: pg.Pool, changed: (topic: string | undefined) => void): { start(): void; stop(): Promise<void> } {
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let wait = FIRST_WAIT_MS;
  let wanted = false;

  const again = (broken: pg.Client): void => {
    if (client !== broken) return;
    client = undefined;
    broken.end().catch(() => {});
    if (!wanted) return;
    timer = setTimeout(connect, wait);
    timer.unref();
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  };

  async function listen(made: pg.Client): Promise<void> {
    await made.connect();
    await made.query(`listen ${CHANNEL}`);
    wait = FIRST_WAIT_MS;
    changed(undefined);
  }

  function connect(): void {
    const { connectionString } = pool.options;
    const made = new pg.Client({
      ...(connectionString === undefined ? {} : { connectionString }),
      application_name: "motcua live",
      keepAlive: true,
    });
    client = made;
    made.on("error", () => again(made));
    made.on("end", () => again(made));
    made.on("notification", ({ payload }) => changed(payload));
    listen(made).catch(() => again(made));
  }

  return {
    start() {
      if (wanted) return;
      wanted = true;
      connect();
    },
    async stop() {
      wanted = false;
      clearTimeout(timer);
      const last = client;
      client = undefined;
      await last?.end().catch(() => {});
    },
  };
}
