/** Ratings of the service (Circular 01/2018 articles 12 to 15; R-39): given once per phase, by nobody's name. */
import type { Route } from "#platform/http/route.ts";
import type { NavEntry } from "#platform/http/shell.ts";
import { complaintRoutes } from "./complaints.web.tsx";
import { indexRoutes } from "./indices.web.tsx";
import { postingRoutes } from "./posting.web.tsx";
import { rateRoutes } from "./rate.web.tsx";
import { PAGE_READERS, resultRoutes } from "./results.web.tsx";
import { text } from "./texts.ts";

export { jobs } from "./feedback.jobs.ts";
export { findAtCounter } from "./find-at-counter.ts";
export { countSatisfied, findDossierSubject, findTicketByCode, findTicketSubject, listRatedByDevice } from "./feedback.store.ts";
export { feedbackRefusal } from "./feedback.errors.ts";
export { RateInput, type Subject } from "./rating.ts";
export { rateService } from "./rate-service.ts";
export { answerComplaint, beginRegister, recordComplaint } from "./keep-complaints.ts";
export { recordPosting } from "./record-posting.ts";

export const routes: readonly Route[] = [...rateRoutes, ...resultRoutes, ...indexRoutes, ...postingRoutes, ...complaintRoutes];

export const navigation: readonly NavEntry[] = [
  {
    href: "/ket-qua-danh-gia",
    label: (locale) => text(locale, "nav.ratings"),
    group: (locale) => text(locale, "nav.group"),
    roles: PAGE_READERS,
    order: 320,
  },
];
