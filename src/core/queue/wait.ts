/** Beside what was seen today, earlier days count as at most so many services. */
const MOST_HISTORY = 20;
/** With fewer services seen than this no honest estimate can be given. */
const FEWEST_SEEN = 5;
/** Four of five waits end within the band (standard normal deviate of 80 %). */
const BAND = 1.2816;
const SECONDS_PER_MINUTE = 60;

export interface ServiceTimes {
  readonly count: number;
  /** Mean and standard deviation, in seconds. */
  readonly mean: number;
  readonly deviation: number;
}

export type WaitEstimate =
  | { readonly known: false; readonly why: "no_counter_open" | "too_little_seen" }
  /** Whole minutes: about when, and between what four of five waits end. */
  | { readonly known: true; readonly minutes: number; readonly from: number; readonly to: number };

/** Pools today's service times with those of earlier days, which weigh less the more was seen today. */
export function poolTimes(today: ServiceTimes, earlier: ServiceTimes): ServiceTimes {
  const before = Math.min(earlier.count, MOST_HISTORY);
  const count = today.count + before;
  if (count === 0) return { count: 0, mean: 0, deviation: 0 };
  const mean = (today.count * today.mean + before * earlier.mean) / count;
  const square = ({ mean: m, deviation }: ServiceTimes): number => deviation ** 2 + m ** 2;
  const variance = (today.count * square(today) + before * square(earlier)) / count - mean ** 2;
  return { count, mean, deviation: Math.sqrt(Math.max(0, variance)) };
}

/**
 * How long somebody with `ahead` people before them waits when `counters` serve them, `free` of which serve nobody now:
 * the sum of the services that must end first, spread over the counters. The band holds the spread of the services and
 * the doubt about their mean. It does not know when no counter is open, or when fewer than five services were seen.
 */
export function estimateWait(ahead: number, counters: number, free: number, times: ServiceTimes): WaitEstimate {
  if (counters <= 0) return { known: false, why: "no_counter_open" };
  if (times.count < FEWEST_SEEN) return { known: false, why: "too_little_seen" };
  const ends = Math.max(0, ahead - free + 1);
  // The first end comes earlier than a whole service: that service has begun already.
  const expected = ends === 0 ? 0 : ((ends - 0.5) * times.mean) / counters;
  const spread = (Math.sqrt(ends) * times.deviation) / counters;
  const doubt = times.mean === 0 ? 0 : (expected / times.mean) * (times.deviation / Math.sqrt(times.count));
  const reach = BAND * Math.hypot(spread, doubt);
  return {
    known: true,
    minutes: Math.round(expected / SECONDS_PER_MINUTE),
    from: Math.max(0, Math.floor((expected - reach) / SECONDS_PER_MINUTE)),
    to: Math.ceil((expected + reach) / SECONDS_PER_MINUTE),
  };
}
