import { type Answers, type Eform, placesOf, sectionsOf, type Value } from "#core/eform/index.ts";
import { SignatureNotes } from "#papers";
import { formatDay, formatInstant, formatNumber } from "#platform/i18n/dates.ts";
import { phoneToNational } from "#platform/input/fields.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { DescriptionList, Section, Tag, Timeline, type Tone } from "#ui/ui.tsx";
import type { Filing, FilingEvent, FilingFile, FilingState } from "./filing.ts";
import { text } from "./texts.ts";

const STATE_TONES: Readonly<Record<FilingState, Tone>> = {
  DRAFT: "neutral",
  SUBMITTED: "info",
  INTAKE_SUPPLEMENT: "warning",
  ACCEPTED: "success",
  INTAKE_REFUSED: "danger",
  WITHDRAWN: "neutral",
};

export function StateTag({ locale, state }: { locale: Locale; state: FilingState }) {
  return <Tag tone={STATE_TONES[state]}>{text(locale, `state.${state}`)}</Tag>;
}

const EVENT_TONES: Readonly<Partial<Record<FilingEvent["type"], Tone>>> = {
  completion_asked: "warning",
  refused: "danger",
  accepted: "success",
};

function eventDetail(event: FilingEvent) {
  if (event.items.length === 0 && event.reason === null) return undefined;
  return (
    <>
      {event.reason !== null && <p>{event.reason}</p>}
      {event.items.length > 0 && (
        <ul>
          {event.items.map((item) => (
            <li key={`${item.code}${item.name}`}>
              <strong>{item.name}</strong>
              {item.what === "" ? "" : `: ${item.what}`}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

export function FilingTimeline({ locale, events }: { locale: Locale; events: readonly FilingEvent[] }) {
  return (
    <Section title={text(locale, "timeline.title")}>
      <Timeline
        label={text(locale, "timeline.title")}
        events={events.map((event, index) => ({
          time: formatInstant(event.at),
          dateTime: event.at.toISOString(),
          title: text(locale, `event.${event.type}`),
          who: event.actorName,
          detail: eventDetail(event),
          tone: EVENT_TONES[event.type],
          current: index === events.length - 1,
        }))}
      />
    </Section>
  );
}

export interface AnswersProps {
  readonly locale: Locale;
  readonly form: Eform;
  readonly answers: Answers;
  /** Values by path, where the form could be read; else what was typed is shown. */
  readonly values: Readonly<Record<string, Value>>;
  readonly show: (path: string) => string;
  /** Where a section is changed; absent where it no longer can be. */
  readonly changeHref?: ((section: string) => string) | undefined;
}

function valueText(locale: Locale, type: string, shown: string, options: ReadonlyMap<string, string>): string {
  if (shown === "") return text(locale, "answer.none");
  if (type === "yes_no") return shown === "yes" || shown === "no" ? text(locale, `answer.${shown}`) : shown;
  if (type === "date" && /^\d{4}-\d\d-\d\d$/.test(shown)) return formatDay(shown);
  if (type === "money" && /^\d+$/.test(shown))
    return text(locale, "answer.money", { amount: formatNumber(Number(shown), locale) });
  if (type === "phone") return phoneToNational(shown);
  return shown
    .split("; ")
    .map((each) => options.get(each) ?? each)
    .join("; ");
}

/** Every question that is asked, with its answer, section by section: to check before sending, and to read afterwards. */
export function AnswerList({ locale, form, answers, show, changeHref }: AnswersProps) {
  return (
    <>
      {sectionsOf(form, answers).map((section) => (
        <Section
          key={section.code}
          title={section.title}
          actions={
            changeHref === undefined ? undefined : (
              <a href={changeHref(section.code)}>
                {text(locale, "check.change")}
                <span class="visually-hidden"> {section.title}</span>
              </a>
            )
          }
        >
          <DescriptionList
            items={placesOf(section, answers).map(({ field, path, within }) => ({
              term: within === "" ? field.label : `${Number(within.split(".")[1]) + 1}. ${field.label}`,
              detail: valueText(
                locale,
                field.type,
                show(path),
                new Map(field.options?.map(({ value, label }) => [value, label] as const)),
              ),
            }))}
          />
        </Section>
      ))}
    </>
  );
}

const kilobytes = (bytes: number): string =>
  bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1024))} kB` : `${(bytes / 1_048_576).toFixed(1).replace(".", ",")} MB`;

/** Files as links, with what is known of each; a file that no scanner has seen says so. */
export function FileList({ locale, files, base }: { locale: Locale; files: readonly FilingFile[]; base: string }) {
  if (files.length === 0) return <p class="muted">{text(locale, "files.none")}</p>;
  return (
    <ul>
      {files.map((file) => (
        <li key={file.id}>
          <a href={`${base}/${file.id}`}>{file.name}</a>{" "}
          <span class="muted">
            {file.kind.toUpperCase()} · {kilobytes(file.bytes)}
            {file.pages === null ? "" : ` · ${text(locale, "files.pages", { count: file.pages })}`}
            {file.scan === "not_scanned" ? ` · ${text(locale, "files.not_scanned")}` : ""}
          </span>
          <SignatureNotes locale={locale} notes={file.signatures} />
        </li>
      ))}
    </ul>
  );
}

/** Until when the one-stop shop answers, and whether it is late. */
export function RespondBy({ locale, filing, now }: { locale: Locale; filing: Filing; now: Date }) {
  if (filing.respondBy === null) return <>–</>;
  const at = formatInstant(filing.respondBy);
  const late = (filing.respondedAt ?? now) > filing.respondBy;
  return (
    <>
      {at} {late && <Tag tone="danger">{text(locale, filing.respondedAt === null ? "intake.late" : "intake.was_late")}</Tag>}
    </>
  );
}
