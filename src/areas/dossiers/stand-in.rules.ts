import type { InPlaceOf, PostHolder } from "#organisation";
import type { ActionInput } from "./action-input.ts";

/** In whose place the receiver gets it whom a step's policy chose, by the input: the input itself has no place for it. */
const filledPlaces = new WeakMap<object, InPlaceOf>();
export const fillPlace = (input: ActionInput, place: InPlaceOf): void => void filledPlaces.set(input, place);

/** The post by which somebody gets a dossier: one of their own before one that was lent. */
export const findReceivingPost = (
  holders: readonly PostHolder[],
  roles: readonly PostHolder["role"][],
  personId: number,
): PostHolder | undefined => holders.find((holder) => holder.personId === personId && roles.includes(holder.role));

/** In whose place the receiver of an action gets the dossier; undefined where it is for themselves. */
export const placeFilled = (input: ActionInput, post: PostHolder | undefined): InPlaceOf | undefined =>
  filledPlaces.get(input) ?? post?.inPlaceOf;
