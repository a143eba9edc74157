import type { LegalState } from "#core/workflow/dossier-state.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { formatDate } from "#platform/i18n/dates.ts";
import { Tag, type Tone } from "#ui/ui.tsx";
import { text } from "./texts.ts";

const TONES = {
  DRAFT: "neutral",
  SUBMITTED: "warning",
  INTAKE_SUPPLEMENT: "warning",
  INTAKE_REFUSED: "danger",
  ACCEPTED: "info",
  PROCESSING: "info",
  SUPPLEMENT_WAIT: "warning",
  FINANCE_WAIT: "warning",
  DECIDED: "success",
  RETURNED: "success",
  WITHDRAWN: "neutral",
  STOPPED: "neutral",
  VOIDED: "neutral",
} as const satisfies Record<LegalState, Tone>;

export const StateTag = ({ state, locale }: { state: LegalState; locale: Locale }) => (
  <Tag tone={TONES[state]}>{text(locale, `state.${state}`)}</Tag>
);

interface DueFacts {
  readonly dueAt: Date | null;
  readonly pausedAt: Date | null;
  readonly endedAt: Date | null;
}

/** The due date with what it means now: late and soon are said in words, not by colour alone. */
export function DueCell({ it, now, soon, locale }: { it: DueFacts; now: Date; soon: Date; locale: Locale }) {
  if (it.dueAt === null) return <span class="muted">{text(locale, "due.none")}</span>;
  const date = <span class="nowrap">{formatDate(it.dueAt)}</span>;
  if (it.endedAt !== null) return date;
  if (it.pausedAt !== null)
    return (
      <>
        {date} <Tag tone="warning">{text(locale, "due.paused")}</Tag>
      </>
    );
  if (it.dueAt < now)
    return (
      <>
        {date}{" "}
        <Tag tone="danger" icon="warning">
          {text(locale, "due.late")}
        </Tag>
      </>
    );
  if (it.dueAt <= soon)
    return (
      <>
        {date}{" "}
        <Tag tone="warning" icon="clock">
          {text(locale, "due.soon")}
        </Tag>
      </>
    );
  return date;
}
