import type { WaitEstimate } from "#core/queue/index.ts";
import { type CounterNow, type Hall, waitFor } from "./get-hall.ts";
import type { Counter } from "./queue.ts";

export interface Foreseen {
  readonly serviceId: number;
  readonly waiting: number;
  readonly waitNow: WaitEstimate;
  readonly waitThen: WaitEstimate;
  /** Counters at which somebody works and that serve it. */
  readonly openNow: number;
  readonly openThen: number;
}

const serves = ({ counter, shift }: CounterNow, serviceId: number): boolean =>
  shift !== undefined && shift.breakSince === null && counter.services.includes(serviceId);

/** Whoever will sit at a counter that is only just opened. */
const somebody = (counterId: number, since: Date) => ({
  id: 0,
  counterId,
  personId: 0,
  personName: "",
  openedAt: since,
  breakSince: null,
});

/**
 * What becomes of the waits when a counter serves other services, is closed or is opened; a counter that is opened counts as
 * if somebody sat down at it at once.
 */
export function foresee(
  hall: Pick<Hall, "counters" | "services" | "times" | "shifts">,
  changed: Counter,
  now: Date,
): readonly Foreseen[] {
  const before = hall.counters.find(({ counter }) => counter.id === changed.id);
  const opened: CounterNow = {
    counter: changed,
    shift: somebody(changed.id, now),
    ticket: undefined,
    lastCall: undefined,
    next: undefined,
  };
  const others = hall.counters.filter(({ counter }) => counter.id !== changed.id);
  const then = !changed.active ? others : [...others, before === undefined ? opened : { ...before, counter: changed }];
  return hall.services.map(({ service, waiting, wait }) => ({
    serviceId: service.id,
    waiting,
    waitNow: wait,
    waitThen: waitFor({ counters: then, times: hall.times }, service.id, waiting),
    openNow: hall.counters.filter((one) => serves(one, service.id)).length,
    openThen: then.filter((one) => serves(one, service.id)).length,
  }));
}
