export const TICKET_STATES = ["waiting", "called", "serving", "held", "done", "no_show", "cancelled", "expired"] as const;
export type TicketState = (typeof TICKET_STATES)[number];

export const TICKET_ACTIONS = ["recall", "serve", "hold", "resume", "transfer", "no_show", "finish", "cancel"] as const;
export type TicketAction = (typeof TICKET_ACTIONS)[number];

/** Why someone is called before others who came earlier. `returned` was held at a counter and comes back. */
export const TICKET_CLASSES = ["returned", "appointment", "priority", "ordinary"] as const;
export type TicketClass = (typeof TICKET_CLASSES)[number];

/** After three calls that were not answered a number is not called again. */
export const MOST_STRIKES = 3;
export const UNDO_SECONDS = 5;
/** Of so many calls in a row one goes to somebody without a priority, if there is one: nobody waits for ever. */
export const PRIORITY_CALLS_IN_A_ROW = 3;

const FROM: Readonly<Record<TicketAction, readonly TicketState[]>> = {
  recall: ["called"],
  serve: ["called"],
  hold: ["called", "serving"],
  resume: ["held"],
  transfer: ["called", "serving"],
  no_show: ["called"],
  finish: ["serving"],
  cancel: ["waiting", "held", "called"],
};

/** The state a ticket comes to by an action; undefined where the action is not open to it. `strikes` counts this no-show. */
export function nextState(state: TicketState, action: TicketAction, strikes = 0): TicketState | undefined {
  if (!FROM[action].includes(state)) return undefined;
  switch (action) {
    case "recall":
      return "called";
    case "serve":
      return "serving";
    case "hold":
      return "held";
    case "resume":
    case "transfer":
      return "waiting";
    case "no_show":
      return strikes >= MOST_STRIKES ? "no_show" : "waiting";
    case "finish":
      return "done";
    case "cancel":
      return "cancelled";
  }
}

/** The actions open to a ticket in a state, in the order of the table. */
export const openActions = (state: TicketState): readonly TicketAction[] =>
  TICKET_ACTIONS.filter((action) => FROM[action].includes(state));

export interface Waiting {
  readonly id: number;
  readonly serviceId: number;
  readonly class: TicketClass;
  /** Rank of the reason for priority: a smaller number goes first. */
  readonly rank: number;
  /** Milliseconds since the epoch from which it waits; a no-show waits anew, at the tail. */
  readonly since: number;
  /** Only this counter calls it, after a transfer to a counter. */
  readonly counterId: number | null;
}

const order = (a: Waiting, b: Waiting): number =>
  TICKET_CLASSES.indexOf(a.class) - TICKET_CLASSES.indexOf(b.class) ||
  (a.class === "priority" ? a.rank - b.rank : 0) ||
  a.since - b.since ||
  a.id - b.id;

/**
 * The tickets that a counter calls, the next first. Whoever comes back to a counter goes before an appointment that is
 * due, that before a priority by rank, that before the rest, each by how long they wait. Where the last
 * `PRIORITY_CALLS_IN_A_ROW` calls (newest first) all went to others, the longest-waiting ordinary ticket goes first.
 */
export function callOrder(
  waiting: readonly Waiting[],
  counter: { readonly id: number; readonly services: ReadonlySet<number> },
  recent: readonly TicketClass[],
): readonly Waiting[] {
  const open = waiting.filter((ticket) =>
    ticket.counterId === null ? counter.services.has(ticket.serviceId) : ticket.counterId === counter.id,
  );
  const sorted = open.toSorted(order);
  const streak = recent.slice(0, PRIORITY_CALLS_IN_A_ROW);
  const mustYield = streak.length === PRIORITY_CALLS_IN_A_ROW && streak.every((one) => one !== "ordinary");
  const ordinary = mustYield ? sorted.find((ticket) => ticket.class === "ordinary") : undefined;
  return ordinary === undefined ? sorted : [ordinary, ...sorted.filter((ticket) => ticket !== ordinary)];
}

export interface CounterLoad {
  readonly id: number;
  readonly services: ReadonlySet<number>;
  /** Tickets called to it, in service or waiting for it alone. */
  readonly load: number;
}

/** The open counter of a service with the least to do, for a transfer; undefined where none is open. */
export const leastLoaded = (counters: readonly CounterLoad[], serviceId: number): CounterLoad | undefined =>
  counters.filter(({ services }) => services.has(serviceId)).toSorted((a, b) => a.load - b.load || a.id - b.id)[0];
