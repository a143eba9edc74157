/** Units, posts and who holds them, by date: what existed then, under which name and code, and who acted. */
import type { Route } from "#platform/http/route.ts";
import type { NavEntry } from "#platform/http/shell.ts";
import { leaveRoutes } from "./leave.web.tsx";
import { mergePages } from "./merge.web.tsx";
import { organisationPages } from "./organisation.web.tsx";
import { text } from "./texts.ts";
import { unitPages } from "./unit.web.tsx";
import { unitsApi } from "./units.api.ts";

export {
  countUnitsOn,
  findUnitByCode,
  findDesk,
  findUnitOn,
  getUnitCalendar,
  listNamesOn,
  listPath,
  listSubtreeIds,
  searchUnits,
  type UnitFilter,
  type UnitListRow,
} from "./unit-query.store.ts";
export {
  endAssignment,
  findAssignment,
  findVacantPost,
  insertAssignments,
  insertPersons,
  insertPosts,
  listAssignmentsOf,
  listPostHolders,
  listPostsOn,
  type NewAssignment,
  type NewPost,
  type PostHolder,
} from "./post.store.ts";
export { findOffice, type Office } from "./find-office.ts";
export { findPersonNames, findUnitNames, listAgencyIds } from "./names.store.ts";
export { holderLabel, inPlaceOfText, standInSuffix } from "./holder-label.ts";
export { listLeaves } from "./leave.store.ts";
export { findStandIns } from "./stand-in.store.ts";
export { type InPlaceOf, oncePerPerson, type StandIn, withDelegates } from "./stand-in.ts";
export { LeaveInput, recordLeave } from "./record-leave.ts";
export { periodText } from "./period-text.ts";
export { WEEKDAYS, weekdayName } from "./weekday-name.ts";
export {
  findProfileOn,
  listRollout,
  setCalendar,
  setProfiles,
  setRollouts,
  type RolloutRow,
  type UnitProfile,
} from "./unit-facts.store.ts";
export { addCodes, addSuccessions, insertUnits, type NewCode, type NewUnit, type Succession } from "./unit.store.ts";
export { type Desk, isAgencyKind, OFFICE_CALENDAR, UNIT_KINDS, type UnitCalendar, type UnitKind, type UnitOn } from "./unit.ts";
export { importUnits, type UnitTables } from "./import-units.ts";
export type { UnitImportReport } from "./take-snapshot.ts";
export { getTypedUnit } from "./find-typed-unit.ts";
export { organisationRefusal } from "./organisation.errors.ts";
export { UNIT_FILES, type UnitFile } from "./unit-files.ts";
export { createUnit, CreateUnitInput } from "./create-unit.ts";
export { changeUnit, ChangeUnitInput } from "./change-unit.ts";
export { mergeUnits, MergeUnitsInput } from "./merge-units.ts";
export { EndPostInput, endPost, GivePostInput, givePost, POST_ROLES } from "./give-post.ts";
export {
  CalendarInput,
  ProfileInput,
  readHours,
  RolloutInput,
  setUnitCalendar,
  setUnitProfile,
  setUnitRollout,
} from "./set-unit-facts.ts";

export const routes: readonly Route[] = [...organisationPages, ...unitPages, ...mergePages, ...leaveRoutes, ...unitsApi];

export const navigation: readonly NavEntry[] = [
  {
    href: "/to-chuc",
    label: (locale) => text(locale, "nav.tree"),
    group: (locale) => text(locale, "nav.group"),
    roles: "signed-in",
    key: "g o",
    order: 700,
  },
  {
    href: "/to-chuc/trien-khai",
    label: (locale) => text(locale, "nav.rollout"),
    group: (locale) => text(locale, "nav.group"),
    roles: "signed-in",
    order: 710,
  },
  {
    href: "/nghi-phep",
    label: (locale) => text(locale, "nav.leave"),
    group: (locale) => text(locale, "nav.group.own"),
    roles: "signed-in",
    order: 795,
  },
];
