/**
 * The organisation of local government by date: units, their names, codes, tree, posts and holders. Every question
 * names a day.
 */
export { type Desk, findDesk, findPersonNames, listPostHolders, type PostHolder } from "./desk.store.ts";
