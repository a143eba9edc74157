import type { ServerResponse } from "node:http";
import type pg from "pg";
import { assetVersion } from "../http/assets.ts";
import { platformRefusal } from "../refusals.ts";
import { listenTo } from "./listen.ts";

/** One picture that pages keep up to date: a board, the state of a dossier. */
export interface LiveFeed {
  /** What `unit.announce` names when the picture may have changed, such as "queue:12". */
  readonly topic: string;
  /** Feeds with one key show the same picture: it is made once for all who look at it. */
  readonly key: string;
  /** The picture, as the page's script expects it. Whoever may open the feed may see all of it. */
  readonly render: () => Promise<string>;
  /** What `unit.announce` names when this one page may see it no more: its connection ends, and opens nothing again. */
  readonly endsOn?: string;
  /** Made anew this often though nothing was announced; without it only when announced. */
  readonly refreshMs?: number;
}

interface Channel extends LiveFeed {
  readonly listeners: Set<ServerResponse>;
  text: string | undefined;
  last: Buffer | undefined;
  seq: number;
  running: boolean;
  dirty: boolean;
  madeAt: number;
}

export interface LiveLimits {
  readonly most?: number;
  readonly mostPerAddress?: number;
}

const MOST = 20_000;
const MOST_PER_ADDRESS = 500;
const BEAT_MS = 15_000;
const RETRY_MS = 3_000;
/** Whoever takes in less than this is gone or too slow, and comes back by itself. */
const MOST_UNSENT_BYTES = 262_144;
const SECOND = 1_000;

/** Server-sent events need one line a part: a text of several lines is several `data:` lines. */
const frame = (event: string, id: number, text: string): Buffer =>
  Buffer.from(`event: ${event}\nid: ${id}\n${text.replaceAll(/^/gm, "data: ")}\n\n`);

/** Straight to the socket: an answer without chunks is what is written, and nothing is put together for each of ten thousand boards. */
function write(raw: ServerResponse, bytes: Buffer): void {
  if (raw.writableLength > MOST_UNSENT_BYTES) raw.destroy();
  else raw.socket?.write(bytes);
}

/** Makes the picture anew and hands it to all who look at it, unless it is the same; once at a time. */
async function refresh(channel: Channel): Promise<void> {
  channel.dirty = true;
  if (channel.running) return;
  channel.running = true;
  while (channel.dirty && channel.listeners.size > 0) {
    channel.dirty = false;
    channel.madeAt = performance.now();
    const text = await channel.render().catch(() => undefined);
    if (text === undefined || text === channel.text) continue;
    channel.seq += 1;
    channel.text = text;
    channel.last = frame("picture", channel.seq, text);
    for (const raw of channel.listeners) write(raw, channel.last);
  }
  channel.running = false;
}

/**
 * Holds the live pages of one web process. One connection to the database listens for all of them; it is made when the
 * first page comes, and made again when it breaks, after which every picture is made anew.
 */
export class LiveHub {
  readonly #channels = new Map<string, Channel>();
  readonly #perAddress = new Map<string, number>();
  readonly #ending = new Map<string, Set<ServerResponse>>();
  readonly #limits: LiveLimits;
  readonly #listener: ReturnType<typeof listenTo>;
  readonly #timers: readonly NodeJS.Timeout[];
  #open = 0;

  constructor(pool: pg.Pool, limits: LiveLimits = {}) {
    this.#limits = limits;
    this.#listener = listenTo(pool, (topic) => {
      for (const channel of this.#channels.values()) if (topic === undefined || channel.topic === topic) void refresh(channel);
      for (const raw of this.#ending.get(topic ?? "") ?? []) raw.end();
    });
    this.#timers = [setInterval(() => this.#beat(), BEAT_MS), setInterval(() => this.#renew(), SECOND)];
    for (const timer of this.#timers) timer.unref();
  }

  /** Refuses (503, 429) where one more connection is too many; asked before the head is written. */
  assertRoom(address: string): void {
    const { most = MOST, mostPerAddress = MOST_PER_ADDRESS } = this.#limits;
    if (this.#open >= most) throw platformRefusal("unavailable");
    if ((this.#perAddress.get(address) ?? 0) >= mostPerAddress) throw platformRefusal("too_many_requests");
  }

  /** Answers with the feed's events until either side ends it. */
  open(feed: LiveFeed, address: string, raw: ServerResponse): void {
    this.#listener.start();
    let channel = this.#channels.get(feed.key);
    if (channel === undefined) {
      const empty = { text: undefined, last: undefined, seq: 0, running: false, dirty: false, madeAt: 0 };
      channel = { ...feed, ...empty, listeners: new Set() };
      this.#channels.set(feed.key, channel);
    }
    const own = channel;
    own.listeners.add(raw);
    this.#open += 1;
    this.#perAddress.set(address, (this.#perAddress.get(address) ?? 0) + 1);
    const { endsOn } = feed;
    if (endsOn !== undefined) this.#ending.set(endsOn, (this.#ending.get(endsOn) ?? new Set()).add(raw));
    for (const event of ["close", "error"]) raw.on(event, () => this.#leave(own, { address, endsOn }, raw));
    raw.write(`retry: ${RETRY_MS}\n\n`);
    raw.write(frame("version", 0, assetVersion));
    if (own.last === undefined) void refresh(own);
    else write(raw, own.last);
  }

  /** Ends all pages, which then look for another process. */
  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    for (const { listeners } of this.#channels.values()) {
      for (const raw of listeners) {
        raw.end();
        raw.socket?.destroySoon();
      }
    }
    await this.#listener.stop();
  }

  #beat(): void {
    const bytes = frame("beat", 0, new Date().toISOString());
    for (const { listeners } of this.#channels.values()) for (const raw of listeners) write(raw, bytes);
  }

  #renew(): void {
    const now = performance.now();
    for (const channel of this.#channels.values()) {
      if (channel.refreshMs !== undefined && now - channel.madeAt >= channel.refreshMs) void refresh(channel);
    }
  }

  #leave(channel: Channel, { address, endsOn }: { address: string; endsOn: string | undefined }, raw: ServerResponse): void {
    if (!channel.listeners.delete(raw)) return;
    const ending = this.#ending.get(endsOn ?? "");
    ending?.delete(raw);
    if (ending?.size === 0) this.#ending.delete(endsOn ?? "");
    this.#open -= 1;
    const left = (this.#perAddress.get(address) ?? 1) - 1;
    if (left === 0) this.#perAddress.delete(address);
    else this.#perAddress.set(address, left);
    if (channel.listeners.size === 0 && this.#channels.get(channel.key) === channel) this.#channels.delete(channel.key);
  }
}
