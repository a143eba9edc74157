import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { TimelineEvent } from "#ui/ui.tsx";
import type { Dossier, DossierEventRow } from "./dossier.ts";
import { text } from "./texts.ts";

interface History {
  readonly locale: Locale;
  readonly events: readonly DossierEventRow[];
  readonly unitNames: ReadonlyMap<number, string>;
  readonly dossier: Dossier;
}

/** The history of a dossier as its page shows it, oldest first. */
export function timelineOf({ locale, events, unitNames, dossier }: History): TimelineEvent[] {
  return events.map((event, index) => {
    const items = Array.isArray(event.payload["items"]) ? (event.payload["items"] as string[]) : [];
    const facts = [
      event.payload["activity"],
      event.payload["documentNo"] === undefined
        ? undefined
        : `${text(locale, "sign.document_no")}: ${String(event.payload["documentNo"])}`,
      event.payload["receiverName"] === undefined
        ? undefined
        : `${text(locale, "return.receiver")}: ${String(event.payload["receiverName"])}`,
      event.payload["basis"] === undefined ? undefined : `${text(locale, "basis")}: ${String(event.payload["basis"])}`,
      event.type === "proposed"
        ? text(locale, event.payload["proposal"] === "refuse" ? "proposal.refuse" : "proposal.approve")
        : undefined,
      event.type === "decided" && event.outcome !== null
        ? text(locale, event.outcome === "refused" ? "outcome.refused" : "outcome.approved")
        : undefined,
    ].filter((fact) => fact !== undefined);
    const role = event.actorRole === null ? "" : text(locale, `role.${event.actorRole}` as Parameters<typeof text>[1]);
    const unit = event.actorUnitId === null ? "" : (unitNames.get(event.actorUnitId) ?? "");
    return {
      time: formatInstant(event.occurredAt, dossier.timeZone),
      dateTime: event.occurredAt.toISOString(),
      title: text(locale, `event.${event.type}`),
      who: [
        event.actorName,
        event.onBehalfOf === null ? "" : text(locale, "on_behalf_of", { name: event.onBehalfOf }),
        role,
        unit,
      ]
        .filter((part) => part !== "")
        .join(" · "),
      current: index === events.length - 1,
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
  });
}
