import type { Locale } from "#platform/i18n/messages.ts";
import { Button, Card, EmptyState, Form, Grid, LinkButton, NumberField, PageHeader, Section, Stack, Tag } from "#ui/ui.tsx";
import type { CounterNow, Hall } from "./get-hall.ts";
import { text } from "./texts.ts";
import { counterName } from "./wait-text.ts";

interface Guard {
  readonly locale: Locale;
  readonly csrf: string;
  readonly newKey: () => string;
}

export interface ChooseProps extends Guard {
  readonly halls: readonly Hall[];
  readonly personId: number;
}

/** Where do I sit today: the counters of the halls in which this person works. */
export function ChooseCounterPage({ locale, halls, personId, csrf, newKey }: ChooseProps) {
  return (
    <>
      <PageHeader title={text(locale, "counter.choose")} lead={text(locale, "counter.choose.lead")} />
      {halls.length === 0 && <EmptyState title={text(locale, "hall.none")}>{text(locale, "hall.none.text")}</EmptyState>}
      {halls.map((hall) => (
        <Section key={hall.point.unitId} title={hall.point.name}>
          <Grid columns={3}>
            {hall.counters.map((at) => (
              <CounterCard key={at.counter.id} {...{ locale, hall, at, personId, csrf, newKey }} />
            ))}
          </Grid>
        </Section>
      ))}
    </>
  );
}

function CounterCard({ locale, hall, at, personId, csrf, newKey }: Guard & { hall: Hall; at: CounterNow; personId: number }) {
  const { counter, shift } = at;
  const href = `/quay/${hall.point.unitId}/${counter.id}`;
  const own = shift?.personId === personId;
  const free = shift === undefined || shift.breakSince !== null;
  return (
    <Card title={text(locale, "counter.title", { n: counter.number })}>
      <Stack gap="s">
        <p>{counterName(locale, counter)}</p>
        {shift !== undefined && (
          <p class="muted">
            {shift.personName} {shift.breakSince !== null && <Tag tone="warning">{text(locale, "shift.on_break")}</Tag>}
          </p>
        )}
        {own && <LinkButton href={href}>{text(locale, "counter.go")}</LinkButton>}
        {free && !own && (
          <Form action={`${href}/ca`} csrf={csrf} formKey={newKey()} scope={`c${counter.id}`} hidden={{ step: "open" }}>
            <NumberField name="cash" label={text(locale, "shift.cash.open")} suffix="đ" maxLength={12} />
            <Button>{text(locale, shift === undefined ? "shift.open" : "shift.cover")}</Button>
          </Form>
        )}
      </Stack>
    </Card>
  );
}
