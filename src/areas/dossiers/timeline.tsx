import { z } from "zod";
import { inPlaceOfText } from "#organisation";
import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { TimelineEvent } from "#ui/ui.tsx";
import type { Dossier, DossierEventRow } from "./dossier.ts";
import type { Inquiry } from "./inquiry.ts";
import { text } from "./texts.ts";

interface History {
  readonly locale: Locale;
  readonly events: readonly DossierEventRow[];
  readonly unitNames: ReadonlyMap<number, string>;
  readonly dossier: Dossier;
  readonly inquiries: readonly Inquiry[];
}

/** In whose place the receiver got the dossier. */
const InPlace = z.object({
  personId: z.number(),
  name: z.string(),
  basis: z.enum(["delegation", "leave"]),
  decisionNo: z.string().nullable(),
});

const LETTER_STATES = ["drafting", "approved", "none", "sent"] as const;

/** What an event is called: of a letter of apology, what became of it. */
function titleOf(locale: Locale, { type, payload }: DossierEventRow): string {
  const letter = LETTER_STATES.find((state) => state === payload["apology"]);
  return text(locale, type === "apology_changed" && letter !== undefined ? `event.apology.${letter}` : `event.${type}`);
}

/** The exchange with other systems has its own place: in a history that people read it would only be noise. */
const isForPeople = ({ type }: DossierEventRow): boolean => type !== "sync_changed";

/** What was asked of others, and what came back, as entries of the history. */
function ofInquiries({ locale, inquiries, dossier }: History): Dated[] {
  const entry = (at: Date, title: string, who: string, detail: string): Dated => ({
    at,
    event: {
      time: formatInstant(at, dossier.timeZone),
      dateTime: at.toISOString(),
      title,
      who,
      current: false,
      detail: <p>{detail}</p>,
    },
  });
  return inquiries.flatMap((it) => {
    const kind = text(locale, `inquiry.kind.${it.kind}`);
    const asked = entry(it.askedAt, `${kind}: ${it.askedOf}`, it.askedByName, it.question);
    if (it.answeredAt === null) return [asked];
    const title = text(locale, "inquiry.answered", { kind });
    const said = [it.place, it.participants, it.finding].filter((part) => part !== null).join(" · ");
    return [asked, entry(it.answeredAt, title, it.answeredByName ?? "", said)];
  });
}

interface Dated {
  readonly at: Date;
  readonly event: TimelineEvent;
}

/** The history of a dossier as its page shows it, oldest first: its events, and what was asked of others meanwhile. */
export function timelineOf(history: History): TimelineEvent[] {
  return [...ofEvents(history), ...ofInquiries(history)]
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ event }, index, all) => ({ ...event, current: index === all.length - 1 }));
}

/** Of a letter of apology its number, the date that it gives, and that it came too late to move anything. */
function ofLetter(locale: Locale, { payload }: DossierEventRow, timeZone: string): string[] {
  const { letterNo, newDueAt, late, apology } = payload;
  return [
    ...(typeof letterNo === "string" ? [`${text(locale, "apology.letter_no")}: ${letterNo}`] : []),
    ...(typeof newDueAt === "number"
      ? [`${text(locale, "apology.new_due")}: ${formatInstant(new Date(newDueAt), timeZone)}`]
      : []),
    ...(late === true ? [text(locale, apology === "sent" ? "apology.was_late" : "apology.late")] : []),
  ];
}

/** What else an event says, a line for each. */
function factsOf(locale: Locale, event: DossierEventRow, timeZone: string): unknown[] {
  const place = InPlace.safeParse(event.payload["inPlaceOf"]);
  return [
    event.payload["activity"],
    place.success ? text(locale, "in_place_of", { how: inPlaceOfText(locale, place.data) }) : undefined,
    event.payload["documentNo"] === undefined
      ? undefined
      : `${text(locale, "sign.document_no")}: ${String(event.payload["documentNo"])}`,
    event.payload["receiverName"] === undefined
      ? undefined
      : `${text(locale, "return.receiver")}: ${String(event.payload["receiverName"])}`,
    event.payload["basis"] === undefined ? undefined : `${text(locale, "basis")}: ${String(event.payload["basis"])}`,
    ...ofLetter(locale, event, timeZone),
    event.type === "proposed"
      ? text(locale, event.payload["proposal"] === "refuse" ? "proposal.refuse" : "proposal.approve")
      : undefined,
    event.type === "decided" && event.outcome !== null
      ? text(locale, event.outcome === "refused" ? "outcome.refused" : "outcome.approved")
      : undefined,
  ].filter((fact) => fact !== undefined);
}

function ofEvents({ locale, events, unitNames, dossier }: History): Dated[] {
  return events.filter(isForPeople).map((event) => {
    const items = Array.isArray(event.payload["items"]) ? (event.payload["items"] as string[]) : [];
    const facts = factsOf(locale, event, dossier.timeZone);
    const role = event.actorRole === null ? "" : text(locale, `role.${event.actorRole}` as Parameters<typeof text>[1]);
    const unit = event.actorUnitId === null ? "" : (unitNames.get(event.actorUnitId) ?? "");
    const shown: TimelineEvent = {
      time: formatInstant(event.occurredAt, dossier.timeZone),
      dateTime: event.occurredAt.toISOString(),
      title: titleOf(locale, event),
      who: [
        event.actorName,
        event.onBehalfOf === null ? "" : text(locale, "on_behalf_of", { name: event.onBehalfOf }),
        role,
        unit,
      ]
        .filter((part) => part !== "")
        .join(" · "),
      current: false,
      detail:
        event.reason === null && facts.length === 0 && items.length === 0 ? undefined : (
          <>
            {facts.map((fact) => (
              <p key={String(fact)}>{String(fact)}</p>
            ))}
            {event.reason !== null && (
              <p>
                {text(locale, "reason")}: {event.reason}
              </p>
            )}
            {items.length > 0 && (
              <ul>
                {items.map((item) => (
                  <li key={item}>{item}</li>
                ))}
              </ul>
            )}
          </>
        ),
    };
    return { at: event.occurredAt, event: shown };
  });
}
