import { setImmediate as immediate } from "node:timers/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";
import type pg from "pg";
import { GENERATION } from "../db/remembered.ts";
import { namedQuery } from "../db/tx.ts";
import { isTraining } from "../training.ts";
import { LOCALE_COOKIE } from "./cookies.ts";
import { requestLocale } from "./failures.ts";
import { takesGzip } from "./pack-answers.ts";
import type { Route } from "./route.ts";

const packed = promisify(gzip);

/** What a process holds of pages, in bytes as they are sent; beyond it those that were asked for least lately go. */
const MOST_BYTES = 3_500_000;
/** Longer pages are rare, and one of them would push out many others. */
const LONGEST_PAGE = 300_000;
const LONGEST_ADDRESS = 400;
/** What the entry of a page costs beside its body. */
const ENTRY_BYTES = 2_000;
const MINUTE_MS = 60_000;

export interface KeptPage {
  readonly headers: Readonly<Record<string, string>>;
  /** Compressed, as it is sent. */
  readonly body: Buffer;
}

/** A place for a page: under which address, and as of which state of the database and which minute it was asked for. */
export interface PagePlace {
  readonly key: string;
  readonly generation: string;
  readonly minute: number;
}

interface Entry extends KeptPage {
  readonly generation: string;
  readonly minute: number;
  readonly bytes: number;
}

/**
 * Public pages as they were last sent, for whoever is nobody in particular: neither signed in nor at a kiosk, and without
 * anything else in a cookie than the language. A page is only handed out again while not one change was made in the
 * tables that the pages of such routes read (reference_generation): the count is asked of the database for every
 * request, once for all that come while it is being asked, so that a change made in any process bites at the next request.
 * What depends on the time depends on the minute, and a page ends with it.
 */
export class KeptPages {
  readonly #pool: Pick<pg.Pool, "query">;
  readonly #pages = new Map<string, Entry>();
  #bytes = 0;
  #minute = 0;
  #last: Promise<unknown> = Promise.resolve();
  #next: Promise<string> | undefined;

  constructor(pool: Pick<pg.Pool, "query">) {
    this.#pool = pool;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** The place of the page that is asked for, and the page where it may be handed out; undefined where it is nobody's business to keep it. */
  async find(
    route: Pick<Route, "kept">,
    request: FastifyRequest,
    now: Date,
  ): Promise<{ readonly place: PagePlace; readonly page: KeptPage | undefined } | undefined> {
    const key = keyOf(route, request);
    if (key === undefined) return undefined;
    const generation = await this.#generation().catch(() => undefined);
    if (generation === undefined) return undefined;
    const place = { key, generation, minute: Math.floor(now.getTime() / MINUTE_MS) };
    const found = this.#pages.get(key);
    if (found === undefined) return { place, page: undefined };
    this.#pages.delete(key);
    if (found.generation !== generation || found.minute !== place.minute) {
      this.#bytes -= found.bytes;
      return { place, page: undefined };
    }
    // Put behind the others: the first of the map is the one that goes.
    this.#pages.set(key, found);
    return { place, page: found };
  }

  /** Compresses a page and keeps it in its place, where it is not too long. */
  async keep({ key, generation, minute }: PagePlace, html: string, headers: KeptPage["headers"]): Promise<KeptPage> {
    // Copied: what the compressor hands out may be the beginning of a buffer far longer.
    const page = { headers, body: Buffer.from(await packed(html)) };
    if (page.body.length > LONGEST_PAGE) return page;
    if (minute !== this.#minute) {
      // Nobody is handed a page of another minute: none stays here longer, nor what was asked for in its address.
      this.#pages.clear();
      [this.#bytes, this.#minute] = [0, minute];
    }
    const bytes = page.body.length + ENTRY_BYTES + 2 * key.length;
    this.#bytes += bytes - (this.#pages.get(key)?.bytes ?? 0);
    this.#pages.delete(key);
    this.#pages.set(key, { ...page, generation, minute, bytes });
    for (const [oldest, entry] of this.#pages) {
      if (this.#bytes <= MOST_BYTES) break;
      this.#pages.delete(oldest);
      this.#bytes -= entry.bytes;
    }
    return page;
  }

  /** The count of changes as of now or later: a question that is already under way may have been answered before this request came. */
  #generation(): Promise<string> {
    this.#next ??= this.#ask();
    return this.#next;
  }

  async #ask(): Promise<string> {
    await this.#last;
    // All that came in this turn of the event loop are answered by one question.
    await immediate();
    this.#next = undefined;
    const asked = this.#pool.query<{ generation: string }>(namedQuery(GENERATION, []));
    this.#last = asked.catch(() => {});
    const { rows } = await asked;
    return rows[0]?.generation ?? "";
  }
}

/** Under what a page is kept; undefined where the request says more than an address and a language. */
function keyOf({ kept }: Pick<Route, "kept">, request: FastifyRequest): string | undefined {
  if (kept !== true || request.method !== "GET" || request.url.length > LONGEST_ADDRESS || isTraining()) return undefined;
  if (request.headers.authorization !== undefined || !takesGzip(request)) return undefined;
  if (Object.keys(request.cookies).some((name) => name !== LOCALE_COOKIE)) return undefined;
  return `${requestLocale(request)} ${request.url}`;
}

/** Sends a page that is kept, or that the client has already. */
export function sendKept({ headers, body }: KeptPage, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.headers(headers);
  if (request.headers["if-none-match"] === headers["etag"]) return reply.code(304).removeHeader("content-encoding").send();
  return reply.send(body);
}
