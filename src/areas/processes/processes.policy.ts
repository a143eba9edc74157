import type { Role } from "#core/roles.ts";
import type { Actor } from "#platform/http/actor.ts";

/** Who designs processes: for their own agency; people of the province's level for the province and all below it. */
export const DESIGNERS = ["administrator", "one_stop_head", "home_affairs_officer"] as const satisfies readonly Role[];

export interface Owner {
  readonly unitId: number;
  readonly provinceId: number | null;
}

type Designer = Pick<Actor, "posts" | "provinceId">;

/** Whether these posts let someone change the processes of an owner. */
export const mayDesign = (actor: Designer, owner: Owner): boolean =>
  actor.posts.some(
    (post) =>
      (DESIGNERS as readonly Role[]).includes(post.role) &&
      (post.agencyId === owner.unitId ||
        post.agencyId === owner.provinceId ||
        (post.role === "home_affairs_officer" &&
          actor.provinceId !== null &&
          (owner.unitId === actor.provinceId || owner.provinceId === actor.provinceId))),
  );

/** The units for which an actor may begin a process: their agencies, and the province for its home-affairs officers. */
export const ownersFor = (actor: Designer): readonly number[] => [
  ...new Set([
    ...actor.posts.filter((post) => (DESIGNERS as readonly Role[]).includes(post.role)).map((post) => post.agencyId),
    ...(actor.provinceId !== null && actor.posts.some((post) => post.role === "home_affairs_officer") ? [actor.provinceId] : []),
  ]),
];
