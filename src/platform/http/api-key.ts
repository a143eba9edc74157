import { platformRefusal } from "../refusals.ts";

/** What a program's key may open; each API route that keys may call names one. */
export const KEY_SCOPES = [
  "dossiers.read",
  "dossiers.write",
  "fees.read",
  "fees.write",
  "reports.read",
  "staff.read",
  "queue.write",
  "organisation.read",
  "webhooks.read",
  "webhooks.write",
  "documents.read",
  "documents.write",
] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];

/** What shows no dossier: the keys that an administrator, who reads none, may issue. */
export const KEY_SCOPES_WITHOUT_DOSSIERS: readonly KeyScope[] = ["organisation.read", "webhooks.read", "webhooks.write"];

/** How many requests a minute a key has, over all routes. */
export const KEY_RATES = { slow: 30, normal: 120, fast: 600 } as const;
export type KeyRate = keyof typeof KEY_RATES;

/** The key behind a request. */
export interface ApiKey {
  readonly id: number;
  /** Shown in lists and in the audit trail; opens nothing. */
  readonly prefix: string;
  readonly scopes: readonly string[];
  readonly rate: KeyRate;
}

/** What `Authorization: Bearer` carries for a program. */
export const API_KEY = /^mck_[a-z0-9]{8}_[A-Za-z0-9_-]{43}$/;

const MINUTE_MS = 60_000;

/** Counts the requests of each key in this process, minute by minute. */
export class KeyMeter {
  readonly #counted = new Map<number, { readonly minute: number; count: number }>();

  /** Refuses (`too_many_requests`) what is beyond the key's rate in this minute. */
  count({ id, rate }: ApiKey, now: Date): void {
    const minute = Math.floor(now.getTime() / MINUTE_MS);
    const known = this.#counted.get(id);
    const entry = known?.minute === minute ? known : { minute, count: 0 };
    this.#counted.set(id, entry);
    entry.count += 1;
    if (entry.count > KEY_RATES[rate]) throw platformRefusal("too_many_requests");
  }
}
