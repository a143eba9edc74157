import type { PlainDate } from "#core/plain-date.ts";
import type { Role } from "#core/roles.ts";

/** Who does the work of somebody for a time, because the post was lent by a decision or because they are on leave. */
export interface StandIn {
  readonly basis: "delegation" | "leave";
  /** The first day on which the person does the work again. */
  readonly until: PlainDate;
  /** null where nobody was named or who was named is away too. */
  readonly personId: number | null;
  readonly name: string | null;
  readonly decisionNo: string | null;
}

/** Whose work somebody does who was given it in that person's place. */
export interface InPlaceOf {
  readonly personId: number;
  readonly name: string;
  readonly basis: StandIn["basis"];
  readonly decisionNo: string | null;
}

interface Seat {
  readonly personId: number;
  readonly name: string;
  readonly role: Role;
  readonly standIn: StandIn | null;
  readonly inPlaceOf?: InPlaceOf;
}

/** The seat of somebody as others fill it: what an event says of it. */
const inPlaceOf = ({ personId, name }: Pick<Seat, "personId" | "name">, by: StandIn): InPlaceOf => ({
  personId,
  name,
  basis: by.basis,
  decisionNo: by.decisionNo,
});

/**
 * The holders of posts, and after them those to whom a post was lent and who hold none of that role themselves. Whoever does
 * the work of a person on leave acts in a post of their own, and stands in the list already.
 */
export function withDelegates<T extends Seat>(holders: readonly T[]): readonly T[] {
  const lent = holders.flatMap((holder): readonly T[] => {
    const { standIn, role } = holder;
    if (standIn?.basis !== "delegation" || standIn.personId === null || standIn.name === null) return [];
    const { personId, name } = standIn;
    if (holders.some((one) => one.personId === personId && one.role === role)) return [];
    return [{ ...holder, personId, name, standIn: null, inPlaceOf: inPlaceOf(holder, standIn) }];
  });
  return [...holders, ...lent];
}

/** Each person once, by the first of their posts in the list. */
export const oncePerPerson = <T extends { readonly personId: number }>(holders: readonly T[]): readonly T[] =>
  [...new Map(holders.toReversed().map((holder) => [holder.personId, holder])).values()].toReversed();
