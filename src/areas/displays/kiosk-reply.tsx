import type { VNode } from "preact";
import { type Reply, secretPage } from "#platform/http/reply.ts";
import type { AnyContext } from "#queue";
import { KioskPage } from "./kiosk-say.tsx";
import type { KioskWords } from "./kiosk-words.ts";

/** A kiosk's own page, in the language that was chosen at it. */
export const kioskPage = (c: Pick<AnyContext, "refused">, words: KioskWords | undefined, content: VNode): Reply =>
  secretPage(<KioskPage.Provider value={{ words, refused: c.refused }}>{content}</KioskPage.Provider>);
