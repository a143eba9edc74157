import { findAtCounter, listRatedByDevice, type Subject } from "#feedback";
import type { Tx } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { type Counter, findPoint, findShiftAt, listCounters, queueRefusal } from "#queue";
import type { Device } from "./displays.ts";
import { listOfficers, type Officer } from "./officer.store.ts";

/** So long after the end of a service the tablet asks about it. */
const ASKS_MS = 180_000;
const THANKS_MS = 8_000;

/** What the tablet of a counter shows in one moment. */
export interface Tablet {
  readonly place: string;
  readonly counter: Counter;
  readonly officer: Officer | undefined;
  readonly subject: Subject | undefined;
  /** Somebody rated here a moment ago. */
  readonly thanks: boolean;
}

/** What tells one tablet from another among those who rate. */
export const tabletName = (device: Pick<Device, "id">): string => `tablet:${device.id}`;

export async function getTablet(tx: Tx, device: Device, now: Date): Promise<Tablet> {
  const { unitId } = device;
  const [point, counters] = await Promise.all([findPoint(tx, unitId), listCounters(tx, unitId)]);
  const counter = counters.find(({ id }) => id === device.counterId);
  if (point === undefined || counter === undefined) throw queueRefusal("device_unknown");
  const { agencyId } = point;
  const [shift, officers, rated] = await Promise.all([
    findShiftAt(tx, unitId, counter.id),
    listOfficers(tx, agencyId, localDay(now)),
    listRatedByDevice(tx, agencyId, tabletName(device)),
  ]);
  const last = rated[0];
  const at = { agencyId, counterId: counter.id, personId: shift?.personId ?? 0 };
  const opened = shift?.openedAt.getTime() ?? Number.POSITIVE_INFINITY;
  const since = new Date(Math.max(now.getTime() - ASKS_MS, Math.min(opened, now.getTime())));
  return {
    place: point.name,
    counter,
    officer:
      shift === undefined
        ? undefined
        : (officers.find(({ personId }) => personId === shift.personId) ?? {
            personId: shift.personId,
            name: shift.personName,
            post: "",
            photo: null,
          }),
    subject: shift === undefined ? undefined : await findAtCounter(tx, at, since),
    thanks: last !== undefined && now.getTime() - last.getTime() < THANKS_MS,
  };
}

/** The address part under which an officer's photograph stands: it changes with the photograph. */
export const photoVersion = (photo: NonNullable<Officer["photo"]>): string => photo.sha256.slice(0, 16);

/** What the tablet shows, as a text that changes with it: the page is drawn anew when it does. */
export const tabletPicture = ({ counter, officer, subject, thanks }: Tablet): string =>
  JSON.stringify({
    counter: counter.name,
    officer: officer?.name,
    post: officer?.post,
    photo: officer?.photo?.sha256.slice(0, 16),
    subject: subject === undefined ? null : [subject.ticketId, subject.dossierId],
    thanks,
  });
