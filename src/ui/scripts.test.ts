import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";

const codeOf = (name: string): string => readFileSync(join(import.meta.dirname, "assets", name), "utf8");

/** Time that goes only when it is told to: what a script waits for happens in its order. */
function makeClock() {
  let now = 0;
  let made = 0;
  const waiting = new Map<number, { at: number; run: () => void; every?: number }>();
  const add = (run: () => void, ms: number, every?: number): number => {
    made += 1;
    waiting.set(made, { at: now + ms, run, ...(every === undefined ? {} : { every }) });
    return made;
  };
  /** What was begun without waiting for time comes to its end. */
  const turn = (): Promise<void> => new Promise((done) => void setImmediate(done));
  return {
    api: {
      setTimeout: (run: () => void, ms: number) => add(run, ms),
      setInterval: (run: () => void, ms: number) => add(run, ms, ms),
      clearTimeout: (id: number | undefined) => void (id !== undefined && waiting.delete(id)),
      performance: { now: () => now },
    },
    async pass(ms: number): Promise<void> {
      const until = now + ms;
      await turn();
      for (;;) {
        const next = [...waiting].filter(([, { at }]) => at <= until).toSorted(([, a], [, b]) => a.at - b.at)[0];
        if (next === undefined) break;
        const [id, { at, run, every }] = next;
        now = at;
        if (every === undefined) waiting.delete(id);
        else waiting.set(id, { at: at + every, run, every });
        run();
        await turn();
      }
      now = until;
    },
  };
}

class Source extends EventTarget {
  closed = false;
  readonly openedAt: number;
  constructor(openedAt: number) {
    super();
    this.openedAt = openedAt;
  }
  close(): void {
    this.closed = true;
  }
}

/** A board whose feed answers as the test says. */
function openBoard(answers: (openedAt: number) => "picture" | "error") {
  const clock = makeClock();
  const sources: Source[] = [];
  const classes = new Set<string>();
  const element = Object.assign(new EventTarget(), {
    dataset: { live: "/feed" },
    classList: { add: (name: string) => classes.add(name), remove: (name: string) => classes.delete(name) },
  });
  class EventSource extends Source {
    static readonly CLOSED = 2;
    /** Connecting: the browser goes on by itself. */
    readonly readyState = 0;
    constructor() {
      const at = clock.api.performance.now();
      super(at);
      sources.push(this);
      // What a browser does by itself, and all browsers at one moment.
      clock.api.setTimeout(() => void (!this.closed && answers(at) === "error" && sources.push(new Source(at + 3_000))), 3_000);
      clock.api.setTimeout(() => {
        if (!this.closed) this.dispatchEvent(Object.assign(new Event(answers(at)), { data: "x" }));
      }, 100);
    }
  }
  const context = {
    ...clock.api,
    EventSource,
    CustomEvent,
    Math,
    window: new EventTarget(),
    document: Object.assign(new EventTarget(), { hidden: false, querySelectorAll: () => [element] }),
  };
  runInNewContext(codeOf("motcua-live.js"), context);
  const show = (visible: boolean): void => {
    context.document.hidden = !visible;
    context.document.dispatchEvent(new Event("visibilitychange"));
  };
  return { clock, sources, classes, show };
}

describe("a page that is kept live", () => {
  it("comes back after hours without the server, and says meanwhile that it is stale", async () => {
    const HOURS = 3 * 3_600_000;
    const { clock, sources, classes } = openBoard((at) => (at < HOURS ? "error" : "picture"));
    await clock.pass(HOURS);
    expect(classes.has("is-stale")).toBe(true);
    for (let seconds = 0; seconds < 60 && classes.has("is-stale"); seconds += 1) await clock.pass(1_000);
    expect(classes.has("is-stale")).toBe(false);
    expect(sources.filter(({ closed }) => !closed)).toHaveLength(1);
    expect(sources.length, "it does not hammer at the server").toBeLessThan(1000);
  });

  it("notices a line that is silent without being broken", async () => {
    const { clock, sources } = openBoard(() => "picture");
    await clock.pass(10 * 60_000);
    expect(sources.length).toBeGreaterThan(5);
    expect(sources.filter(({ closed }) => !closed).length).toBeLessThanOrEqual(1);
  });

  it("holds no line while its tab is in the background: a browser has six for all tabs", async () => {
    const { clock, sources, show } = openBoard(() => "picture");
    await clock.pass(1_000);
    show(false);
    await clock.pass(10 * 60_000);
    expect([sources.length, sources.filter(({ closed }) => !closed).length]).toEqual([1, 0]);
    show(true);
    await clock.pass(1_000);
    expect([sources.length, sources.filter(({ closed }) => !closed).length]).toEqual([2, 1]);
  });

  it("does not come back with all others at once", async () => {
    const times = new Set<number>();
    for (let n = 0; n < 20; n += 1) {
      const { clock, sources } = openBoard(() => "error");
      await clock.pass(5_000);
      times.add(Math.round((sources[1]?.openedAt ?? 0) / 10));
    }
    expect(times.size).toBeGreaterThan(10);
  });
});

interface Sent {
  readonly answers: Record<string, string>;
  readonly revision: number;
}

/** A section whose saves answer as the test says. */
async function openSection(answer: (nth: number) => Promise<number>) {
  const clock = makeClock();
  const sent: Sent[] = [];
  const kept: unknown[] = [];
  const said: string[] = [];
  const fields = { revision: { value: "1" }, section: { value: "a" }, _csrf: { value: "t" } } as Record<
    string,
    { value: string }
  >;
  const typed = { name: "" };
  const pressed: unknown[] = [];
  const form = Object.assign(new EventTarget(), {
    elements: { namedItem: (name: string) => fields[name] },
    requestSubmit: (button: unknown) => void pressed.push(button),
  });
  const line = {
    set textContent(text: string) {
      said.push(text);
    },
  };
  let Element: (new () => { connectedCallback(): void; disconnectedCallback(): void }) | undefined;
  const context = {
    ...clock.api,
    Math,
    Date,
    JSON,
    Number,
    Error,
    addEventListener: () => {},
    navigator: { onLine: true },
    HTMLElement: class {
      dataset = { src: "/save", owner: "1", saved: "saved", offline: "offline", over: "over" };
      querySelector = (what: string) => (what === "form" ? form : line);
    },
    window: {
      motcuaUnsent: {
        all: async () => [],
        keep: async (entry: unknown) => void kept.push(entry),
        drop: async () => {},
        answersOf: () => ({ name: typed.name }),
      },
    },
    customElements: { define: (_name: string, made: typeof Element) => void (Element = made) },
    fetch: async (_src: string, { body }: { body: string }) => {
      sent.push(JSON.parse(body) as Sent);
      const status = await answer(sent.length);
      return { ok: status === 200, status, json: async () => ({ revision: sent.length + 1 }) };
    },
  };
  runInNewContext(codeOf("motcua-autosave.js"), context);
  if (Element === undefined) throw new Error("no element was defined");
  const element = new Element();
  element.connectedCallback();
  const type = (text: string): void => {
    typed.name = text;
    form.dispatchEvent(new Event("input"));
  };
  /** Presses the button; whether the page is left for the server. */
  const press = (): boolean =>
    form.dispatchEvent(Object.assign(new Event("submit", { cancelable: true }), { submitter: "next" }));
  return { clock, sent, kept, said, type, element, press, pressed };
}

describe("what is typed in a long form", () => {
  it("is sent though it was typed while the last save was under way", async () => {
    let release = (): void => {};
    const slow = new Promise<number>((done) => (release = () => done(200)));
    const { clock, sent, type } = await openSection((nth) => (nth === 1 ? slow : Promise.resolve(200)));
    type("Ng");
    await clock.pass(2_500);
    type("Nguyễn");
    await clock.pass(5_000);
    release();
    await clock.pass(5_000);
    expect(sent.map(({ answers }) => answers["name"])).toEqual(["Ng", "Nguyễn"]);
    expect(sent[1]?.revision).toBe(2);
  });

  it("is kept on the device while the server answers nothing good, and sent when it does", async () => {
    const { clock, sent, kept, said, type } = await openSection(async (nth) => (nth === 1 ? 503 : 200));
    type("Nguyễn");
    await clock.pass(3_000);
    expect([kept.length, said.at(-1)]).toEqual([1, "offline"]);
    await clock.pass(15_000);
    expect([sent.length, said.at(-1)]).toEqual([2, "saved"]);
  });

  it("is kept for whoever signs in again where the session has ended", async () => {
    const { clock, sent, kept, said, type } = await openSection(async () => 401);
    type("Nguyễn");
    await clock.pass(60_000);
    expect([sent.length, kept.length, said.at(-1)]).toEqual([1, 1, "over"]);
  });

  it("is not thrown away with a button that is pressed after the session has ended", async () => {
    const { clock, kept, said, type, press, pressed } = await openSection(async () => 401);
    await clock.pass(3_600_000);
    type("Nguyễn");
    expect(press()).toBe(false);
    await clock.pass(1_000);
    expect([kept.length, said.at(-1), pressed]).toEqual([1, "over", []]);
  });

  it("goes with the button, at once where the server was heard of lately, else after asking it", async () => {
    const { clock, type, press, pressed } = await openSection(async () => 200);
    type("Ng");
    expect(press()).toBe(true);
    await clock.pass(3_600_000);
    type("Nguyễn");
    expect([press(), pressed]).toEqual([false, []]);
    await clock.pass(1_000);
    expect(pressed).toEqual(["next"]);
    expect(press()).toBe(true);
  });

  it("goes with the button once what is under way has arrived, or has not for long", async () => {
    for (const arrives of [true, false]) {
      let release = (): void => {};
      const slow = new Promise<number>((done) => (release = () => done(200)));
      const { clock, sent, type, press, pressed } = await openSection(() => slow);
      type("Nguyễn");
      await clock.pass(2_500);
      expect([sent.length, press(), pressed]).toEqual([1, false, []]);
      if (arrives) release();
      await clock.pass(arrives ? 100 : 11_000);
      expect(pressed).toEqual(["next"]);
      expect(press()).toBe(true);
      expect(sent.length).toBe(1);
    }
  });

  it("goes nowhere once its page is wiped", async () => {
    const { clock, sent, kept, type, element } = await openSection(async () => 503);
    type("Nguyễn");
    await clock.pass(3_000);
    element.disconnectedCallback();
    await clock.pass(60_000);
    expect([sent.length, kept.length]).toEqual([1, 1]);
  });
});

describe("reading aloud", () => {
  const offered = (voices: readonly { lang: string; localService: boolean }[]): boolean => {
    const holder = { hidden: true, querySelector: () => Object.assign(new EventTarget(), { textContent: "Nghe" }) };
    const speechSynthesis = { getVoices: () => voices, addEventListener: () => {}, cancel: () => {} };
    const document = { documentElement: { lang: "vi" }, querySelectorAll: () => [holder] };
    const window = { speechSynthesis, SpeechSynthesisUtterance: Object };
    runInNewContext(codeOf("motcua-read-aloud.js"), { window, document, addEventListener: () => {} });
    return !holder.hidden;
  };

  it("is offered by a voice of this device alone, since others send the text to another host", () => {
    expect(offered([{ lang: "vi-VN", localService: true }])).toBe(true);
    expect(offered([{ lang: "vi-VN", localService: false }])).toBe(false);
    expect(offered([{ lang: "en-GB", localService: true }])).toBe(false);
  });
});
