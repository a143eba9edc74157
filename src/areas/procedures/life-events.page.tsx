import type { Locale } from "#platform/i18n/messages.ts";
import { Card, Grid, LinkButton, Notice, PageHeader, ReadAloud, Stack, Tag } from "#ui/ui.tsx";
import type { LifeEvent, LifeStep } from "./life-events.ts";
import { shorten } from "./links.ts";
import type { Procedure } from "./procedure.ts";
import { shortTerm } from "./term-words.ts";
import { text } from "./texts.ts";

export const GUIDES = "/viec-trong-doi";

export function LifeEventsPage({ locale, events }: { locale: Locale; events: readonly LifeEvent[] }) {
  return (
    <Stack>
      <PageHeader title={text(locale, "guides.title")} lead={text(locale, "guides.lead")} />
      <Grid columns={2}>
        {events.map((event) => (
          <Card key={event.code} title={event.title[locale]} href={`${GUIDES}/${event.code}`} level={2}>
            <p>{event.lead[locale]}</p>
            <p class="muted">{text(locale, "guides.steps", { count: event.steps.length })}</p>
          </Card>
        ))}
      </Grid>
    </Stack>
  );
}

export interface LifeEventProps {
  readonly locale: Locale;
  readonly event: LifeEvent;
  /** The versions in force today, by code; a procedure that is not in this catalogue is absent. */
  readonly procedures: ReadonlyMap<string, Procedure>;
}

/** One event in life: what to do in order, each step with the way to its procedure. */
export function LifeEventPage({ locale, event, procedures }: LifeEventProps) {
  return (
    <Stack>
      <PageHeader
        kicker={text(locale, "guides.title")}
        title={event.title[locale]}
        lead={event.lead[locale]}
        actions={<ReadAloud of="main ol" />}
      />
      {!event.verified && (
        <Notice tone="info">
          <p>{text(locale, "guides.unverified", { source: event.source })}</p>
        </Notice>
      )}
      <ol class="stack">
        {event.steps.map((step, index) => (
          <li key={step.procedure}>
            <Card title={`${index + 1}. ${step.title[locale]}`} level={2}>
              <Step locale={locale} step={step} procedure={procedures.get(step.procedure)} />
            </Card>
          </li>
        ))}
      </ol>
      <p class="muted small">{text(locale, "guides.source", { source: event.source })}</p>
    </Stack>
  );
}

interface StepProps {
  readonly locale: Locale;
  readonly step: LifeStep;
  readonly procedure: Procedure | undefined;
}

function Step({ locale, step, procedure }: StepProps) {
  return (
    <Stack gap="s">
      {step.when !== undefined && (
        <p>
          <Tag tone="neutral">{text(locale, "guides.only_if")}</Tag> <strong>{step.when[locale]}</strong>
        </p>
      )}
      <p>{step.text[locale]}</p>
      {step.within !== undefined && (
        <p>
          <strong>{step.within[locale]}</strong>
          {step.basis !== undefined && <span class="muted"> ({step.basis})</span>}
        </p>
      )}
      {procedure === undefined ? (
        <p class="muted">{text(locale, "guides.not_here", { code: step.procedure })}</p>
      ) : (
        <>
          <p class="muted">
            {shorten(procedure.name)} · {shortTerm(locale, procedure.term)}
          </p>
          <div>
            <LinkButton href={`/thu-tuc/${procedure.code}`} variant="secondary">
              {text(locale, "guides.open")}
              <span class="visually-hidden">: {shorten(procedure.name)}</span>
            </LinkButton>
          </div>
        </>
      )}
    </Stack>
  );
}
