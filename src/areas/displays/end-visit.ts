import { signOut } from "#identity";
import { isCitizen } from "#platform/http/actor.ts";
import type { AnyContext } from "#queue";

/**
 * Ends what a citizen began at a kiosk: whoever signed in to file is signed out on the server, and the browser keeps nothing of
 * them. Staff stay signed in: theirs is no visit.
 */
export async function endVisit(c: AnyContext): Promise<void> {
  const { actor, sessionToken } = c;
  if (actor !== undefined && sessionToken !== undefined && isCitizen(actor)) {
    await c.execute("identity.sign_out", {}, (tx, unit) => signOut(tx, unit, sessionToken));
    c.setCookie("session", null);
  }
  c.setCookie("visit", null);
}
