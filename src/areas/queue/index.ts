/** The waiting hall: numbers, counters, calls, appointments (Decree 118/2025; R-29 of the rule catalogue). */
import type { Route } from "#platform/http/route.ts";
import type { NavEntry } from "#platform/http/shell.ts";
import { HALL_STAFF } from "./access.ts";
import { appointmentRoutes } from "./appointment.web.tsx";
import { counterRoutes } from "./counter.web.tsx";
import { expectedRoutes } from "./expected.web.tsx";
import { hallRoutes } from "./hall.web.tsx";
import { phoneRoutes } from "./phone.web.tsx";
import { planRoutes } from "./plan.web.tsx";
import { proofRoutes } from "./prove-phone.web.tsx";
import { printRoutes } from "./print.web.tsx";
import { rebalanceRoutes } from "./rebalance.web.tsx";
import { shiftRoutes } from "./shifts.web.tsx";
import { queueApi } from "./queue.api.ts";
import { text } from "./texts.ts";

export { actorOf, type AnyContext, hallScope } from "./access.ts";
export { checkIn } from "./book-appointment.ts";
export { type Followed, getFollowed } from "./get-followed.ts";
export { actOnTicket } from "./act-on-ticket.ts";
export { callNext } from "./call-next.ts";
export { countCounters } from "./figures.store.ts";
export { hallOfNow } from "./hall-of-now.ts";
export { getHall, type Hall, waitFor, aheadOf } from "./get-hall.ts";
export { COUNTERS_A_PAGE, hallPicture } from "./picture.ts";
export { listPriorityReasons } from "./plan.store.ts";
export { findPoint, listCounters, listServices } from "./point.store.ts";
export {
  type AtCounter,
  type Counter,
  type Point,
  POINT_ID,
  type PriorityReason,
  queueTopic,
  SecretParams,
  TakeTicketInput,
  type Ticket,
  ratingCode,
  ticketLabel,
  type TicketSource,
} from "./queue.ts";
export { queueRefusal } from "./queue.errors.ts";
export { setUpPoint } from "./set-up-point.ts";
export { getPaper, type Paper, printTicket } from "./print-ticket.ts";
export { takeTicket } from "./take-ticket.ts";
export { counterName, serviceName, waitText } from "./wait-text.ts";
export { findShiftAt } from "./shifts.ts";
export { workShift } from "./work-shift.ts";
export { listVoices, VOICE_FOLDER } from "./voices.ts";
export { dossierExtension } from "./link-dossier.ts";
export { jobs } from "./queue.jobs.ts";

export const routes: readonly Route[] = [
  ...counterRoutes,
  ...hallRoutes,
  ...planRoutes,
  ...shiftRoutes,
  ...expectedRoutes,
  ...rebalanceRoutes,
  ...phoneRoutes,
  ...proofRoutes,
  ...appointmentRoutes,
  ...printRoutes,
  ...queueApi,
];

export const navigation: readonly NavEntry[] = [
  {
    href: "/quay",
    label: (locale) => text(locale, "nav.counter"),
    group: (locale) => text(locale, "nav.group"),
    roles: HALL_STAFF,
    key: "g q",
    order: 300,
  },
  {
    href: "/hang-doi",
    label: (locale) => text(locale, "nav.hall"),
    group: (locale) => text(locale, "nav.group"),
    roles: HALL_STAFF,
    key: "g h",
    order: 310,
  },
];
