declare const brand: unique symbol;

/** A primitive that only its own constructor hands out, so that ids and dates of different kinds never mix. */
export type Branded<T, Name extends string> = T & { readonly [brand]: Name };
