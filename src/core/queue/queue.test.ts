import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  arrivalOf,
  callOrder,
  estimateWait,
  leastLoaded,
  MOST_STRIKES,
  nextState,
  openActions,
  poolTimes,
  slotsOf,
  spokenCall,
  spokenNumber,
  spokenWords,
  TICKET_ACTIONS,
  TICKET_CLASSES,
  TICKET_STATES,
  type Waiting,
} from "./index.ts";

const counter = { id: 1, services: new Set([1, 2]) };
const ticket = (change: Partial<Waiting>): Waiting => ({
  id: 1,
  serviceId: 1,
  class: "ordinary",
  rank: 9,
  since: 0,
  counterId: null,
  ...change,
});

const anyWaiting = fc.array(
  fc.record({
    id: fc.nat(),
    serviceId: fc.integer({ min: 1, max: 3 }),
    class: fc.constantFrom(...TICKET_CLASSES),
    rank: fc.integer({ min: 1, max: 3 }),
    since: fc.nat(1000),
    counterId: fc.constantFrom(null, 1, 2),
  }),
  { maxLength: 20 },
);

describe("who is called next", () => {
  it("goes by coming back, appointment, priority by rank, then by waiting", () => {
    const waiting = [
      ticket({ id: 1, since: 1 }),
      ticket({ id: 2, class: "priority", rank: 2, since: 2 }),
      ticket({ id: 3, class: "priority", rank: 1, since: 9 }),
      ticket({ id: 4, class: "appointment", since: 5 }),
      ticket({ id: 5, class: "returned", since: 7 }),
    ];
    expect(callOrder(waiting, counter, []).map(({ id }) => id)).toEqual([5, 4, 3, 2, 1]);
  });

  it("lets one without priority go after three with: nobody waits for ever", () => {
    const waiting = [ticket({ id: 1 }), ticket({ id: 2, class: "priority" })];
    expect(callOrder(waiting, counter, ["priority", "returned", "priority"])[0]?.id).toBe(1);
    expect(callOrder(waiting, counter, ["priority", "ordinary", "priority"])[0]?.id).toBe(2);
  });

  it("offers a counter only what it serves, and what was sent to it alone", () => {
    fc.assert(
      fc.property(anyWaiting, (waiting) => {
        const offered = callOrder(waiting, counter, []);
        const fits = (one: Waiting) =>
          one.counterId === null ? counter.services.has(one.serviceId) : one.counterId === counter.id;
        expect(offered).toHaveLength(waiting.filter(fits).length);
        expect(offered.every(fits)).toBe(true);
      }),
    );
  });

  it("never passes an older ticket of the same class and rank", () => {
    fc.assert(
      fc.property(anyWaiting, (waiting) => {
        const offered = callOrder(waiting, counter, []);
        for (const [index, one] of offered.entries()) {
          const later = offered.slice(index + 1).filter((other) => other.class === one.class && other.rank === one.rank);
          expect(later.every((other) => other.since >= one.since)).toBe(true);
        }
      }),
    );
  });

  it("sends a transfer to the counter with the least to do", () => {
    const counters = [
      { id: 1, services: new Set([1]), load: 2 },
      { id: 2, services: new Set([1]), load: 1 },
      { id: 3, services: new Set([2]), load: 0 },
    ];
    expect(leastLoaded(counters, 1)?.id).toBe(2);
    expect(leastLoaded(counters, 9)).toBeUndefined();
  });
});

describe("the life of a ticket", () => {
  it("refuses every action that its state does not name", () => {
    for (const state of TICKET_STATES) {
      for (const action of TICKET_ACTIONS) {
        expect(nextState(state, action) !== undefined).toBe(openActions(state).includes(action));
      }
    }
  });

  it("puts a no-show at the tail, and ends it at the third", () => {
    expect(nextState("called", "no_show", 1)).toBe("waiting");
    expect(nextState("called", "no_show", MOST_STRIKES)).toBe("no_show");
  });

  it("leaves nothing open once it has ended", () => {
    for (const state of ["done", "no_show", "cancelled", "expired"] as const) expect(openActions(state)).toEqual([]);
  });
});

describe("the expected wait", () => {
  const times = { count: 30, mean: 600, deviation: 240 };

  it("does not pretend: no counter open, or too little seen", () => {
    expect(estimateWait(3, 0, 0, times)).toEqual({ known: false, why: "no_counter_open" });
    expect(estimateWait(3, 2, 0, { ...times, count: 4 })).toEqual({ known: false, why: "too_little_seen" });
  });

  it("grows with the people ahead, shrinks with the counters, and lies in its band", () => {
    const whole = { min: 0, max: 200 };
    fc.assert(
      fc.property(
        fc.integer(whole),
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 60, max: 3600 }),
        (ahead, counters, mean) => {
          const about = { count: 30, mean, deviation: mean / 3 };
          const [one, more, faster] = [
            estimateWait(ahead, counters, 0, about),
            estimateWait(ahead + 1, counters, 0, about),
            estimateWait(ahead, counters + 1, 0, about),
          ];
          if (!one.known || !more.known || !faster.known) throw new Error("known");
          expect(more.minutes).toBeGreaterThanOrEqual(one.minutes);
          expect(faster.minutes).toBeLessThanOrEqual(one.minutes);
          expect(one.from).toBeLessThanOrEqual(one.minutes);
          expect(one.to).toBeGreaterThanOrEqual(one.minutes);
        },
      ),
    );
  });

  it("is nothing while a counter is free", () => {
    expect(estimateWait(0, 2, 1, times)).toMatchObject({ known: true, minutes: 0, from: 0 });
  });

  it("learns from today, and less and less from before", () => {
    const earlier = { count: 500, mean: 600, deviation: 0 };
    expect(poolTimes({ count: 0, mean: 0, deviation: 0 }, earlier)).toMatchObject({ count: 20, mean: 600 });
    expect(poolTimes({ count: 20, mean: 1200, deviation: 0 }, earlier)).toMatchObject({ count: 40, mean: 900 });
  });
});

/** Written apart from the rule, by string replacement on the plain reading of the digits. */
function oracle(value: number): string {
  const d = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
  const s = String(value);
  if (value < 10) return d[value] ?? "";
  const names = ["", "mươi", "trăm", "nghìn"];
  let text = [...s].map((c, i) => `${d[Number(c)]} ${names[s.length - 1 - i]}`.trim()).join(" ");
  if (s.length === 4) text = text.replace(/ không trăm không mươi không$/, "");
  text = text.replace(/ không mươi không$/, "").replace(/không mươi (?=\S)/, "linh ");
  text = text.replace(/một mươi/, "mười");
  text = text.replace(/(mươi|mười) không$/, "$1").replace(/(mươi|mười) năm$/, "$1 lăm");
  return text.replace(/mươi một$/, "mươi mốt").replace(/mươi bốn$/, "mươi tư");
}

describe("a spoken call", () => {
  it.each([
    [0, "không"],
    [10, "mười"],
    [11, "mười một"],
    [14, "mười bốn"],
    [15, "mười lăm"],
    [21, "hai mươi mốt"],
    [24, "hai mươi tư"],
    [55, "năm mươi lăm"],
    [100, "một trăm"],
    [105, "một trăm linh năm"],
    [111, "một trăm mười một"],
    [1000, "một nghìn"],
    [1002, "một nghìn không trăm linh hai"],
    [1015, "một nghìn không trăm mười lăm"],
    [2021, "hai nghìn không trăm hai mươi mốt"],
    [9994, "chín nghìn chín trăm chín mươi tư"],
  ])("says %i as %s", (value, words) => expect(spokenNumber(value, "linh").join(" ")).toBe(words));

  it("says every number from 0 to 9999 as the oracle does, in words that the voice has", () => {
    const words = new Set(spokenWords("linh"));
    const wrong = Array.from({ length: 10_000 }, (_, value) => value).filter(
      (value) =>
        spokenNumber(value, "linh").join(" ") !== oracle(value) || !spokenNumber(value, "linh").every((w) => words.has(w)),
    );
    expect(wrong).toEqual([]);
  });

  it("says lẻ where the voice does, and refuses what has no words", () => {
    expect(spokenNumber(305, "lẻ").join(" ")).toBe("ba trăm lẻ năm");
    expect(() => spokenNumber(10_000, "linh")).toThrow(RangeError);
    expect(() => spokenNumber(-1, "linh")).toThrow(RangeError);
  });

  it("names prefix, number and counter", () => {
    expect(spokenCall("A", 21, 3, "linh").join(" ")).toBe("mời số a hai mươi mốt đến quầy số ba");
  });
});

describe("what can be booked", () => {
  it("lies within the opening, and leaves room for those who just come", () => {
    const slots = slotsOf([{ from: 450, to: 690, counters: 2 }], 30, 10, 0.5);
    expect(slots).toHaveLength(8);
    expect(slots[0]).toEqual({ from: 450, places: 3 });
    expect(slots.at(-1)?.from).toBe(660);
  });

  it("comes early, in time or late", () => {
    expect([arrivalOf(540, 500, 15), arrivalOf(540, 520, 15), arrivalOf(540, 555, 15), arrivalOf(540, 556, 15)]).toEqual([
      "early",
      "in_time",
      "in_time",
      "late",
    ]);
  });
});
