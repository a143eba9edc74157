import type { Locale } from "#platform/i18n/messages.ts";
import { ActionBar, Button, Card, Form, Grid, PageHeader, Section, Stack, Table, TextField } from "#ui/ui.tsx";
import { LookUpForm } from "./look-up.page.tsx";
import { text } from "./texts.ts";

export interface OpeningHours {
  readonly place: string;
  readonly week: readonly string[];
  readonly hours: readonly (readonly [string, string])[];
}

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** Days in a row are told as a span: Thứ Hai – Thứ Sáu. */
export function daysText(locale: Locale, week: readonly string[]): string {
  const open = DAYS.map((day) => week.includes(day));
  const spans: string[] = [];
  for (let from = 0; from < DAYS.length; from += 1) {
    if (!open[from]) continue;
    let to = from;
    while (open[to + 1]) to += 1;
    const name = (index: number) => text(locale, `day.${DAYS[index] ?? "mon"}`);
    spans.push(from === to ? name(from) : `${name(from)} – ${name(to)}`);
    from = to;
  }
  return spans.join(", ");
}

const hoursText = (hours: OpeningHours["hours"]): string => hours.map(([from, to]) => `${from}–${to}`).join(", ");

function Hours({ locale, places }: { locale: Locale; places: readonly OpeningHours[] }) {
  return (
    <Section title={text(locale, "home.hours.title")}>
      <Table
        caption={text(locale, "home.hours.title")}
        captionHidden
        stack
        columns={[
          { key: "place", header: text(locale, "home.hours.place"), rowHeader: true, cell: (row) => row.place },
          { key: "days", header: text(locale, "home.hours.days"), cell: (row) => daysText(locale, row.week) },
          { key: "hours", header: text(locale, "home.hours.hours"), cell: (row) => hoursText(row.hours) },
        ]}
        rows={places}
        rowKey={(row) => row.place}
      />
      <p class="muted">{text(locale, "home.hours.note")}</p>
    </Section>
  );
}

/** What someone who is not signed in can do here. */
export function HomePage({ locale, csrf, places }: { locale: Locale; csrf: string; places: readonly OpeningHours[] }) {
  return (
    <>
      <PageHeader title={text(locale, "home.title")} lead={text(locale, "home.lead")} />
      <Stack gap="l">
        <Grid columns={2}>
          <Card title={text(locale, "home.look_up.title")}>
            <LookUpForm locale={locale} csrf={csrf} byNumber={false} />
          </Card>
          <Card title={text(locale, "home.procedures.title")}>
            <p>{text(locale, "home.procedures.text")}</p>
            <Form action="/thu-tuc" method="get" label={text(locale, "home.procedures.title")}>
              <TextField
                name="q"
                label={text(locale, "home.procedures.field")}
                hint={text(locale, "home.procedures.hint")}
                maxLength={100}
              />
              <ActionBar>
                <Button variant="secondary" icon="search">
                  {text(locale, "home.procedures.title")}
                </Button>
              </ActionBar>
            </Form>
          </Card>
        </Grid>
        <Grid columns={3}>
          <Card title={text(locale, "home.file.title")} href="/nop-ho-so">
            <p>{text(locale, "home.file.text")}</p>
          </Card>
          <Card title={text(locale, "home.guides.title")} href="/viec-trong-doi">
            <p>{text(locale, "home.guides.text")}</p>
          </Card>
          <Card title={text(locale, "home.deadline.title")} href="/tinh-han">
            <p>{text(locale, "home.deadline.text")}</p>
          </Card>
          <Card title={text(locale, "home.receipt.title")}>
            <p>{text(locale, "home.receipt.text")}</p>
          </Card>
        </Grid>
        {places.length > 0 && <Hours locale={locale} places={places} />}
      </Stack>
    </>
  );
}
