import { z } from "zod";
import { signOut } from "#identity";
import { isCitizen } from "#platform/http/actor.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { redirect, type Reply } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { requiredText } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import type { AnyContext } from "#queue";
import { DeviceParams, kioskAddress, openDevice } from "./device-context.ts";
import { displaysRefusal } from "./displays.errors.ts";
import { chosenWords } from "./keep-kiosk-words.ts";
import { KioskReceipt } from "./kiosk.page.tsx";
import { kioskPage } from "./kiosk-reply.tsx";

const nothing = z.object({});
const KIOSK = ["kiosk"] as const;
type Task = "track" | "pay";

/** The address that stands in the receipt's QR code, wherever the installation was reached when it was printed. */
const RECEIPT = /\/t\/([A-Za-z0-9_-]{20,100})\/?\s*$/;

async function receiptPage(
  c: AnyContext,
  params: DeviceParams,
  task: Task,
  errors: readonly FieldRefusal[] = [],
): Promise<Reply> {
  const words = await chosenWords(c.secondLanguage, await openDevice(c, params, KIOSK));
  const shown = { locale: c.locale, address: kioskAddress(params), task, errors, formKey: newFormKey() };
  return kioskPage(c, words, <KioskReceipt {...shown} />);
}

const receiptRoutes = (task: Task, path: "ho-so" | "nop-phi") => [
  route({
    method: "GET",
    path: `/kiosk/:unitId(^\\d+$)/:token/${path}`,
    roles: "public",
    scope: "device",
    auditName: `displays.kiosk_${task}_page`,
    rate: "page",
    schema: { params: DeviceParams, query: nothing, body: nothing },
    handler: (c) => receiptPage(c, c.params, task),
  }),
  route({
    method: "POST",
    path: `/kiosk/:unitId(^\\d+$)/:token/${path}`,
    roles: "public",
    scope: "device",
    auditName: `displays.kiosk_${task}`,
    rate: "look-up",
    schema: { params: DeviceParams, query: nothing, body: z.object({ receipt: requiredText(300) }) },
    handler: async (c) => {
      await openDevice(c, c.params, KIOSK);
      const { receipt } = c.body;
      const secret = RECEIPT.exec(receipt)?.[1];
      if (secret !== undefined) return redirect(`/t/${secret}`);
      if (task === "pay") throw displaysRefusal("receipt_needed", { field: "receipt" });
      return redirect(`/tra-cuu?ma=${encodeURIComponent(receipt)}`);
    },
    onRefusal: (c, _refusal, errors) => receiptPage(c, c.params, task, errors),
  }),
];

/** Ends a visit: whoever signed in to file is signed out on the server, and the browser keeps nothing of them. */
const end = route({
  method: "POST",
  path: "/kiosk/:unitId(^\\d+$)/:token/ket-thuc",
  roles: "public",
  scope: "device",
  auditName: "displays.kiosk_end",
  rate: "write",
  schema: { params: DeviceParams, query: nothing, body: nothing },
  handler: async (c) => {
    await openDevice(c, c.params, KIOSK);
    const { actor, sessionToken } = c;
    if (actor !== undefined && sessionToken !== undefined && isCitizen(actor)) {
      await c.execute("identity.sign_out", {}, (tx, unit) => signOut(tx, unit, sessionToken));
      c.setCookie("session", null);
    }
    c.setCookie("visit", null);
    c.setCookie("locale", null);
    c.setCookie("second", null);
    return redirect(kioskAddress(c.params));
  },
});

export const kioskTaskRoutes = [...receiptRoutes("track", "ho-so"), ...receiptRoutes("pay", "nop-phi"), end];
