import { agencyWording, type NoticeDraft, writeNotices } from "#notices";
import type { Tx } from "#platform/db/tx.ts";
import { formatDay, formatTime, localDay } from "#platform/i18n/dates.ts";
import { slotText } from "./appointment.ts";
import { type Booked, listBooked } from "./appointment.store.ts";
import { minutesOf } from "./local-time.ts";
import { type Reminder, remindedDays, reminderDue, reminderKey, slotInstant } from "./remind.rules.ts";
import { serviceName } from "./wait-text.ts";

async function draftOf(tx: Tx, appointment: Booked, event: Reminder, publicUrl: string, now: Date): Promise<NoticeDraft> {
  const { id, agencyId, name, phone, locale, place, service, serviceEn, day, slotFrom } = appointment;
  const wording = await agencyWording(tx, { agencyId, event, locale }, now, {
    ho_ten: name,
    co_quan: place,
    thu_tuc: serviceName(locale, { name: service, nameEn: serviceEn }),
    han_tra: `${slotText(slotFrom)} ${formatDay(day)}`,
    lien_ket: publicUrl,
  });
  return {
    ...wording,
    agencyId,
    dossierId: null,
    key: reminderKey(id, event),
    event,
    audience: "citizen",
    accountId: null,
    recipientName: name,
    locale,
    urgent: true,
    digestOn: null,
    contact: { phone, email: null },
    validUntil: slotInstant(appointment),
  };
}

/** Writes the reminders that are due now in the agencies that the transaction sees; answers how many. */
export async function remindOf(tx: Tx, publicUrl: string, now: Date): Promise<number> {
  const today = localDay(now);
  const minutes = minutesOf(formatTime(now));
  const drafts: NoticeDraft[] = [];
  for (const appointment of await listBooked(tx, remindedDays(today))) {
    const event = reminderDue(appointment, today, minutes, now);
    if (event !== undefined) drafts.push(await draftOf(tx, appointment, event, publicUrl, now));
  }
  await writeNotices(tx, drafts, now);
  return drafts.length;
}
