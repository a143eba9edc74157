import { newFormKey } from "#platform/http/idempotency-key.ts";
import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { ActionBar, Button, Card, Form, LinkButton, Notice, PageHeader, Stack, Table, TextField } from "#ui/ui.tsx";
import type { TrackedDossier } from "./portal.store.ts";
import { stageOf } from "./stages.ts";
import { text } from "./texts.ts";

export const PHONE = "/tra-cuu/so-dien-thoai";

interface Props {
  readonly locale: Locale;
  readonly csrf: string;
}

/** Asks for the number; says so where this installation sends no messages. */
export function PhonePage({
  locale,
  csrf,
  typed,
  offered,
}: Props & { readonly typed: string | undefined; readonly offered: boolean }) {
  return (
    <>
      <PageHeader title={text(locale, "phone.title")} lead={text(locale, "phone.lead")} />
      {offered ? (
        <Form action={PHONE} csrf={csrf} formKey={newFormKey()}>
          <TextField
            name="phone"
            label={text(locale, "phone.field")}
            hint={text(locale, "phone.hint")}
            type="tel"
            inputMode="tel"
            autocomplete="tel"
            width="m"
            maxLength={30}
            value={typed}
            required
          />
          <ActionBar>
            <Button icon="send">{text(locale, "phone.ask")}</Button>
            <a href="/tra-cuu">{text(locale, "phone.by_code")}</a>
          </ActionBar>
        </Form>
      ) : (
        <Notice tone="warning">{text(locale, "phone.not_offered")}</Notice>
      )}
    </>
  );
}

interface CodeProps extends Props {
  readonly handle: string;
  readonly minutes: number;
}

/** Asks for the code; the same whether one was sent or not. */
export function CodePage({ locale, csrf, handle, minutes }: CodeProps) {
  return (
    <>
      <PageHeader title={text(locale, "phone.code_title")} lead={text(locale, "phone.code_lead", { minutes })} />
      <Form action={`${PHONE}/${handle}`} csrf={csrf} formKey={newFormKey()}>
        <TextField
          name="code"
          label={text(locale, "phone.code")}
          hint={text(locale, "phone.code_hint")}
          inputMode="numeric"
          autocomplete="one-time-code"
          width="s"
          maxLength={12}
          required
        />
        <ActionBar>
          <Button>{text(locale, "phone.open")}</Button>
          <a href={PHONE}>{text(locale, "phone.again")}</a>
        </ActionBar>
      </Form>
    </>
  );
}

interface FollowedProps {
  readonly locale: Locale;
  readonly token: string;
  readonly dossiers: readonly TrackedDossier[];
  readonly minutes: number;
}

/** The dossiers of a number, each with its stage and the way to its history. */
export function FollowedPage({ locale, token, dossiers, minutes }: FollowedProps) {
  const units = [...new Set(dossiers.map(({ unitId }) => unitId))];
  const [unit] = units;
  return (
    <>
      <PageHeader title={text(locale, "phone.followed")} lead={text(locale, "phone.followed_lead", { minutes })} />
      <Stack gap="l">
        <Table
          caption={text(locale, "phone.followed")}
          captionHidden
          stack
          rows={dossiers}
          rowKey={({ code }) => code}
          columns={[
            {
              key: "code",
              header: text(locale, "track.code"),
              rowHeader: true,
              cell: ({ code }) => <a href={`/theo-doi/${token}/${encodeURIComponent(code)}`}>{code}</a>,
            },
            { key: "procedure", header: text(locale, "track.procedure"), cell: ({ procedureName }) => procedureName },
            {
              key: "stage",
              header: text(locale, "look_up.result"),
              cell: ({ state }) => text(locale, `stage.${stageOf(state)}`),
            },
            {
              key: "due",
              header: text(locale, "track.due"),
              cell: ({ dueAt, timeZone }) => (dueAt === null ? "–" : formatInstant(dueAt, timeZone)),
            },
          ]}
        />
        {unit !== undefined && units.length === 1 && (
          <Card title={text(locale, "phone.book_title")}>
            <p>{text(locale, "phone.book")}</p>
            <LinkButton href={`/dat-hen/${unit}`} variant="secondary">
              {text(locale, "phone.book_link")}
            </LinkButton>
          </Card>
        )}
      </Stack>
    </>
  );
}
