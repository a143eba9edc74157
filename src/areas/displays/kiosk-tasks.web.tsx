import { z } from "zod";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { file, redirect, type Reply } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { requiredText } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { type AnyContext, checkIn, printTicket } from "#queue";
import { DeviceParams, kioskAddress, openDevice } from "./device-context.ts";
import { displaysRefusal } from "./displays.errors.ts";
import { endVisit } from "./end-visit.ts";
import { chosenWords } from "./keep-kiosk-words.ts";
import { readGuide } from "./guides.ts";
import { kioskPage } from "./kiosk-reply.tsx";
import { KioskScan, type KioskTask } from "./kiosk-scan.page.tsx";

const nothing = z.object({});
const KIOSK = ["kiosk"] as const;

/** The address that stands in the receipt's QR code, wherever the installation was reached when it was printed. */
const RECEIPT = /\/t\/([A-Za-z0-9_-]{20,100})\/?\s*$/;

/** The address that an appointment's own code leads to: the hall and the secret. */
const APPOINTMENT = /\/dat-hen\/(\d{1,10})\/([A-Za-z0-9_-]{24})\/?\s*$/;

/** What a card's reader types, or the number on it: whose it is must not come to stand in an address. */
const isCard = (typed: string): boolean => typed.includes("|") || /^\d{9}$|^\d{12}$/.test(typed.replace(/[\s.]/g, ""));

async function scanPage(
  c: AnyContext,
  params: DeviceParams,
  task: KioskTask,
  errors: readonly FieldRefusal[] = [],
  typed?: unknown,
): Promise<Reply> {
  const words = await chosenWords(c.secondLanguage, await openDevice(c, params, KIOSK));
  const value = typeof typed === "string" && !isCard(typed) ? typed : undefined;
  const shown = { locale: c.locale, address: kioskAddress(params), task, errors, value, formKey: newFormKey() };
  return kioskPage(c, words, <KioskScan {...shown} />);
}

const receiptRoutes = (task: "track" | "pay", path: "ho-so" | "nop-phi") => [
  route({
    method: "GET",
    path: `/kiosk/:unitId(^\\d+$)/:token/${path}`,
    roles: "public",
    scope: "device",
    auditName: `displays.kiosk_${task}_page`,
    rate: "page",
    schema: { params: DeviceParams, query: nothing, body: nothing },
    handler: (c) => scanPage(c, c.params, task),
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
      if (isCard(receipt)) throw displaysRefusal("receipt_is_card", { field: "receipt" });
      if (task === "pay") throw displaysRefusal("receipt_needed", { field: "receipt" });
      return redirect(`/tra-cuu?ma=${encodeURIComponent(receipt)}`);
    },
    onRefusal: (c, _refusal, errors, typed) => scanPage(c, c.params, task, errors, typed["receipt"]),
  }),
];

const showArrive = route({
  method: "GET",
  path: "/kiosk/:unitId(^\\d+$)/:token/hen",
  roles: "public",
  scope: "device",
  auditName: "displays.kiosk_arrive_page",
  rate: "page",
  schema: { params: DeviceParams, query: nothing, body: nothing },
  handler: (c) => scanPage(c, c.params, "appointment"),
});

/** Whoever booked online and has come gets their number by the appointment's code, as at the door. */
const arrive = route({
  method: "POST",
  path: "/kiosk/:unitId(^\\d+$)/:token/hen",
  roles: "public",
  scope: "device",
  auditName: "displays.kiosk_arrive",
  rate: "look-up",
  schema: { params: DeviceParams, query: nothing, body: z.object({ receipt: requiredText(300) }) },
  handler: async (c) => {
    const { device, scope } = await openDevice(c, c.params, KIOSK);
    const { unitId } = device;
    const [, hall, secret] = APPOINTMENT.exec(c.body.receipt) ?? [];
    if (secret === undefined || Number(hall) !== unitId) throw displaysRefusal("appointment_code", { field: "receipt" });
    const kept = { unitId, device: device.id };
    const taken = await c.execute("queue.check_in", kept, (tx, unit) => checkIn(tx, unit, { unitId, secret }, c.now), {
      scope,
      agencyId: scope.agencies[0] ?? null,
    });
    const followUrl = `${c.publicUrl}/lay-so/${unitId}/${taken.secret}`;
    await printTicket(c, scope, { unitId, ticketId: taken.ticketId, deviceId: device.id, followUrl, after: 0, locale: c.locale });
    return redirect(`${kioskAddress(c.params)}/so/${taken.secret}`);
  },
  onRefusal: (c, _refusal, errors) => scanPage(c, c.params, "appointment", errors),
});

/** What a page of the kiosk says, for machines without a voice. */
const guide = route({
  method: "GET",
  path: "/kiosk/:unitId(^\\d+$)/:token/huong-dan/:clip.wav",
  roles: "public",
  scope: "device",
  auditName: "displays.kiosk_guide",
  rate: "page",
  schema: { params: DeviceParams.extend({ clip: z.string().regex(/^[a-z]{1,20}-(vi|en)$/) }), query: nothing, body: nothing },
  handler: async (c) => {
    await openDevice(c, c.params, KIOSK);
    const sound = readGuide(c.params.clip);
    if (sound === undefined) throw displaysRefusal("guide_unknown");
    return file(sound, "audio/wav", `${c.params.clip}.wav`, true);
  },
});

/** Ends a visit, also at a kiosk whose permission was withdrawn meanwhile. */
const end = route({
  method: "POST",
  path: "/kiosk/:unitId(^\\d+$)/:token/ket-thuc",
  roles: "public",
  scope: "device",
  auditName: "displays.kiosk_end",
  rate: "write",
  schema: { params: DeviceParams, query: nothing, body: nothing },
  handler: async (c) => {
    await endVisit(c);
    c.setCookie("locale", null);
    c.setCookie("second", null);
    return redirect(kioskAddress(c.params));
  },
});

export const kioskTaskRoutes = [
  ...receiptRoutes("track", "ho-so"),
  ...receiptRoutes("pay", "nop-phi"),
  showArrive,
  arrive,
  guide,
  end,
];
