import { resultPath } from "#results";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { formatInstant, formatNumber } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  Button,
  DescriptionList,
  Form,
  LiveChange,
  Notice,
  PageHeader,
  QrImage,
  Section,
  Stack,
  Timeline,
  type TimelineEvent,
  type Tone,
} from "#ui/ui.tsx";
import { Derivation } from "#dossiers";
import { PushForms } from "#notices";
import type { TrackedMore } from "./track-more.ts";
import type { Tracking } from "./look-up.ts";
import type { TrackedDossier, TrackedEvent } from "./portal.store.ts";
import { StageMeaning, StageSteps } from "./stage-view.tsx";
import { stageOf, trackingPicture } from "./stages.ts";
import { text } from "./texts.ts";

type Key = Parameters<typeof text>[1];

const known = (key: string): key is Key => text.keys.has(key);

function eventTitle(locale: Locale, event: TrackedEvent, timeZone: string): string {
  const due = event.dueAt === null ? "–" : formatInstant(event.dueAt, timeZone);
  const key = event.type === "decided" ? `event.decided.${event.outcome ?? "approved"}` : `event.${event.type}`;
  return known(key) ? text(locale, key, { due }) : event.type;
}

const TONES: Readonly<Partial<Record<TrackedEvent["type"], Tone>>> = {
  intake_supplement_requested: "warning",
  supplement_requested: "warning",
  intake_refused: "danger",
  stopped: "danger",
  decided: "success",
  result_ready: "success",
  returned: "success",
};

/** Officials act by name and office; a name alone, or "system", says nothing to a citizen. */
function actorText(locale: Locale, event: TrackedEvent, unitNames: Tracking["unitNames"]): string {
  const role = `role.${event.actorRole ?? ""}`;
  const parts = [
    known(role) ? `${event.actorName} – ${text(locale, role)}` : undefined,
    event.actorUnitId === null ? undefined : unitNames.get(event.actorUnitId),
  ];
  return parts.filter((part) => part !== undefined).join(", ");
}

function detailOf(locale: Locale, event: TrackedEvent, step: string | undefined) {
  if (event.reason === null && event.items.length === 0 && step === undefined) return undefined;
  return (
    <>
      {step !== undefined && <p>{step}</p>}
      {event.items.length > 0 && (
        <>
          <p>{text(locale, "track.items")}:</p>
          <ul>
            {event.items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        </>
      )}
      {event.reason !== null && (
        <p>
          {text(locale, "track.reason")}: {event.reason}
        </p>
      )}
    </>
  );
}

function timelineOf(locale: Locale, { dossier, events, steps, unitNames }: Tracking): TimelineEvent[] {
  return events.map((event, index) => ({
    time: formatInstant(event.at, dossier.timeZone),
    dateTime: event.at.toISOString(),
    title: eventTitle(locale, event, dossier.timeZone),
    who: actorText(locale, event, unitNames),
    detail: detailOf(locale, event, steps.find((step) => step.seq === event.seq)?.[locale]),
    tone: event.type === "decided" && event.outcome === "refused" ? "warning" : TONES[event.type],
    current: index === events.length - 1,
  }));
}

function dueText(locale: Locale, dossier: TrackedDossier): string {
  if (dossier.pausedAt !== null) return text(locale, "track.due.paused");
  return dossier.dueAt === null ? text(locale, "track.due.none") : formatInstant(dossier.dueAt, dossier.timeZone);
}

function factsOf(locale: Locale, { dossier, unitNames }: Tracking) {
  const at = (instant: Date) => formatInstant(instant, dossier.timeZone);
  const stage = stageOf(dossier.state);
  const ready = stage === "result_ready" || stage === "returned" ? dossier.endedAt : null;
  return [
    { term: text(locale, "track.procedure"), detail: `${dossier.procedureName} (${dossier.procedureCode})` },
    { term: text(locale, "track.received"), detail: at(dossier.receivedAt) },
    { term: text(locale, "track.due"), detail: dueText(locale, dossier) },
    ...(ready === null ? [] : [{ term: text(locale, "track.ended"), detail: at(ready) }]),
    ...(dossier.returnedAt === null ? [] : [{ term: text(locale, "track.returned"), detail: at(dossier.returnedAt) }]),
    { term: text(locale, "track.agency"), detail: unitNames.get(dossier.agencyId) },
    { term: text(locale, "track.place"), detail: unitNames.get(dossier.unitId) },
    ...(dossier.holderUnitId === null
      ? []
      : [{ term: text(locale, "track.now_at"), detail: unitNames.get(dossier.holderUnitId) }]),
  ];
}

const isLate = (dossier: TrackedDossier, now: Date): boolean =>
  dossier.endedAt === null && dossier.pausedAt === null && dossier.dueAt !== null && dossier.dueAt < now;

interface TrackingPageProps {
  readonly locale: Locale;
  readonly tracking: Tracking;
  /** The secret of the receipt that opened it. A telephone number and its code follow the dossier, and no more: without it. */
  readonly secret: string | undefined;
  /** A kiosk keeps no file for anybody, and leads to no other host. */
  readonly atKiosk: boolean;
  readonly csrf: string;
  readonly now: Date;
  readonly more: TrackedMore;
}

/** Since when it has been where it is, in the citizen's words. */
function WhyLate({ locale, tracking: { dossier, events, unitNames } }: Pick<TrackingPageProps, "locale" | "tracking">) {
  const last = events.at(-1);
  const place = unitNames.get(dossier.holderUnitId ?? dossier.unitId) ?? "";
  const since = last === undefined ? "–" : formatInstant(last.at, dossier.timeZone);
  const due = dossier.dueAt === null ? "–" : formatInstant(dossier.dueAt, dossier.timeZone);
  const letters = events.filter(({ type }) => type === "extended");
  return (
    <Notice tone="danger" title={text(locale, "track.late.title")}>
      <p>{text(locale, "track.late.text")}</p>
      <ul>
        <li>{text(locale, "track.late.where", { due, place, since })}</li>
        {letters.map(({ seq, at, reason }) => (
          <li key={seq}>
            {text(locale, "track.late.letter", { at: formatInstant(at, dossier.timeZone), reason: reason ?? "–" })}
          </li>
        ))}
        {letters.length === 0 && <li>{text(locale, "track.late.no_letter")}</li>}
      </ul>
    </Notice>
  );
}

/** What is owed, and the code that a bank's application reads; whoever pays makes it where the office takes transfers. */
type PayProps = Pick<TrackingPageProps, "locale" | "more" | "csrf" | "atKiosk"> & { readonly base: string };

function Pay({ locale, more, base, csrf, atKiosk }: PayProps) {
  const { code, owedVnd, takesTransfers } = more;
  if (owedVnd === 0 && code === undefined) return null;
  const money = (vnd: number) => text(locale, "track.pay.money", { amount: formatNumber(vnd, locale) });
  return (
    <Section
      id="thanh-toan"
      title={text(locale, "track.pay.title")}
      lead={code === undefined ? text(locale, takesTransfers ? "track.pay.choose" : "track.pay.counter") : undefined}
    >
      <DescriptionList
        items={[
          { term: text(locale, "track.pay.amount"), detail: <strong>{money(code?.amountVnd ?? owedVnd)}</strong> },
          ...(code === undefined
            ? []
            : [
                { term: text(locale, "track.pay.bank"), detail: `${code.bankName} · ${code.accountNo} · ${code.holder}` },
                { term: text(locale, "track.pay.content"), detail: <strong class="code">{code.reference}</strong> },
              ]),
        ]}
      />
      {code === undefined && takesTransfers && (
        <Form action={`${base}/thanh-toan`} csrf={csrf} formKey={newFormKey()} label={text(locale, "track.pay.title")}>
          <Button>{text(locale, "track.pay.make")}</Button>
        </Form>
      )}
      {code !== undefined && (
        <QrImage
          src={`${base}/ma-qr.svg?r=${code.reference}`}
          alt={text(locale, "track.pay.alt", { amount: money(code.amountVnd) })}
          caption={text(locale, "track.pay.caption")}
        />
      )}
      {code?.link !== undefined && !atKiosk && (
        <p>
          <a href={code.link.href} target="_blank" rel="noopener noreferrer">
            {text(locale, code.link.localPeer ? "track.pay.link_peer" : "track.pay.link")}
          </a>
        </p>
      )}
    </Section>
  );
}

interface ResultsProps {
  readonly locale: Locale;
  readonly atKiosk: boolean;
  readonly results: Tracking["results"];
  readonly base: string;
}

/** The signed results, for whoever holds the receipt. */
function Results({ locale, results, base, atKiosk }: ResultsProps) {
  if (results.length === 0) return null;
  return (
    <Section title={text(locale, "track.results")} lead={text(locale, atKiosk ? "track.results_kiosk" : "track.results_lead")}>
      <ul>
        {results.map((result) => (
          <li key={result.code}>
            {atKiosk ? (
              result.title
            ) : (
              <>
                <a href={`${base}/ket-qua/${result.code}`}>{result.title} (PDF)</a>
                {" · "}
                <a href={resultPath.checkCode(result.code)}>{text(locale, "track.check_result")}</a>
              </>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What the QR code of the receipt opens: dates, stage and steps in plain words, without any personal number. */
export function TrackingPage({ locale, tracking, secret, atKiosk, csrf, now, more }: TrackingPageProps) {
  const base = secret === undefined ? undefined : `/t/${secret}`;
  const { dossier } = tracking;
  const stage = stageOf(dossier.state);
  return (
    <>
      <PageHeader kicker={dossier.code} title={text(locale, "track.title")} />
      <Stack gap="l">
        {base !== undefined && (
          <LiveChange
            src={`${base}/truc-tiep`}
            known={`${trackingPicture(dossier)}.${more.owedVnd}`}
            href={base}
            text={text(locale, "track.changed")}
            reload={text(locale, "track.reload")}
          />
        )}
        {isLate(dossier, now) ? <WhyLate locale={locale} tracking={tracking} /> : <StageMeaning locale={locale} stage={stage} />}
        {dossier.outcome === "refused" && <Notice tone="warning">{text(locale, "track.refused")}</Notice>}
        <StageSteps locale={locale} stage={stage} />
        <DescriptionList items={factsOf(locale, tracking)} />
        {base === undefined ? (
          <p class="muted">{text(locale, "track.by_phone")}</p>
        ) : (
          <>
            <Pay locale={locale} more={more} base={base} csrf={csrf} atKiosk={atKiosk} />
            <Results locale={locale} results={tracking.results} base={base} atKiosk={atKiosk} />
            {more.push !== undefined && dossier.endedAt === null && (
              <PushForms
                locale={locale}
                csrf={csrf}
                offer={more.push}
                href={`${base}/thong-bao`}
                endHref={`${base}/thong-bao/bo`}
              />
            )}
          </>
        )}
        {more.due !== undefined && (
          <Section title={text(locale, "track.days")}>
            <Derivation {...more.due} locale={locale} plain />
          </Section>
        )}
        <Section title={text(locale, "track.timeline")}>
          <Timeline events={timelineOf(locale, tracking)} label={text(locale, "track.timeline")} />
        </Section>
        {secret !== undefined && (
          <>
            <p>
              <a href={`/danh-gia/${secret}`}>{text(locale, "track.rate")}</a>
            </p>
            <p class="muted">{text(locale, "track.private")}</p>
          </>
        )}
      </Stack>
    </>
  );
}
