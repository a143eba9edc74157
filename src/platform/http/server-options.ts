import type pg from "pg";
import type { LiveLimits } from "../events/live-hub.ts";
import type { FileFolder } from "../files/file-folder.ts";
import type { SignedInSession } from "./actor.ts";
import type { RequestContext, Route } from "./route.ts";
import type { Shell } from "./shell.ts";

export interface ServerOptions {
  readonly pool: pg.Pool;
  readonly files: FileFolder;
  readonly routes: readonly Route[];
  /** Finds who a session token belongs to, with the posts held at this moment. */
  readonly findSession: (token: string, now: Date) => Promise<SignedInSession | undefined>;
  readonly shells: (c: RequestContext<unknown, unknown, unknown>) => { readonly shell: Shell; readonly portal: Shell };
  readonly publicUrl: string;
  /** The front page of a host name that is not ours alone, such as that of a commune's own site. */
  readonly findFrontPage?: (host: string, publicUrl: string) => Promise<string | undefined>;
  readonly trustProxy: boolean | number | string;
  readonly logLevel: "silent" | "fatal" | "error" | "warn" | "info" | "debug" | "trace";
  /** Requests a minute from one address, by rate class; tests that send thousands raise it. */
  readonly rates?: Partial<Record<Route["rate"], number>>;
  /** How many live pages this process holds. */
  readonly live?: LiveLimits;
  readonly now?: () => Date;
  /** Beyond this delay of the event loop the server answers 503; 0 never does (tests on a busy machine). */
  readonly maxEventLoopDelayMs?: number;
}

export const DEFAULT_RATES: Readonly<Record<Route["rate"], number>> = {
  page: 600,
  write: 240,
  "sign-in": 30,
  "look-up": 60,
  export: 60,
  api: 600,
};
