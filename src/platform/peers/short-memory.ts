interface Payload {
  consumed?: number;
  readonly uid?: string;
  readonly grantId?: string;
}

interface Kept {
  readonly payload: Payload;
  readonly until: number;
}

const MOST_KEPT = 1000;

/**
 * What the stand-in for the electronic identity remembers of one kind (sessions, codes, tokens), until it expires or is
 * pushed out by newer ones. A restart forgets it on purpose: then whoever was signing in begins again.
 */
export class ShortMemory {
  readonly #kept = new Map<string, Kept>();

  async upsert(id: string, payload: Payload, expiresInS: number): Promise<void> {
    const now = performance.now();
    this.#kept.delete(id);
    this.#kept.set(id, { payload, until: now + expiresInS * 1000 });
    for (const [each, { until }] of this.#kept) if (until <= now || this.#kept.size > MOST_KEPT) this.#kept.delete(each);
  }

  async find(id: string): Promise<Payload | undefined> {
    const kept = this.#kept.get(id);
    return kept !== undefined && kept.until > performance.now() ? kept.payload : undefined;
  }

  async findByUid(uid: string): Promise<Payload | undefined> {
    for (const [id, { payload }] of this.#kept) if (payload.uid === uid) return await this.find(id);
    return undefined;
  }

  async consume(id: string): Promise<void> {
    const payload = await this.find(id);
    // The provider asks only whether it is set: a code that comes a second time is refused.
    if (payload !== undefined) payload.consumed = 1;
  }

  async destroy(id: string): Promise<void> {
    this.#kept.delete(id);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [id, { payload }] of this.#kept) if (payload.grantId === grantId) this.#kept.delete(id);
  }
}
