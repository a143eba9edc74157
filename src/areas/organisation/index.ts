/** Units, posts and who holds them, by date: what existed then, under which name and code, and who acted. */
export {
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
export { findProfileOn, listRollout, setCalendar, setProfiles, setRollouts, type RolloutRow, type UnitProfile } from "./unit-facts.store.ts";
export { addCodes, addSuccessions, insertUnits, type NewCode, type NewUnit, type Succession } from "./unit.store.ts";
export { type Desk, isAgencyKind, OFFICE_CALENDAR, UNIT_KINDS, type UnitCalendar, type UnitKind, type UnitOn } from "./unit.ts";
