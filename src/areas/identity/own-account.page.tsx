import { formatDay, formatInstant } from "#platform/i18n/dates.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import type { Actor } from "#platform/http/actor.ts";
import { phoneToNational } from "#platform/input/fields.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  ActionBar,
  Button,
  DescriptionList,
  Form,
  LinkButton,
  Notice,
  PageHeader,
  Section,
  Table,
  Tag,
  TextField,
} from "#ui/ui.tsx";
import { SHORTEST_PASSWORD } from "./password.rules.ts";
import type { Citizen } from "./citizen.ts";
import { deviceName } from "./device-name.ts";
import type { OwnSession } from "./session.store.ts";
import { text } from "./texts.ts";

export interface OwnAccountProps {
  readonly locale: Locale;
  readonly actor: Actor;
  /** Set for whoever came by electronic identity. */
  readonly citizen: Citizen | undefined;
  readonly sessions: readonly OwnSession[];
  readonly csrf: string;
}

/** What the identity provider says of a citizen; it is put right there, not here. */
function CitizenFacts({ locale, citizen }: { locale: Locale; citizen: Citizen }) {
  const facts = [
    ["name", citizen.fullName],
    ["number", citizen.idNumber],
    ["born", citizen.dateOfBirth === null ? null : formatDay(citizen.dateOfBirth)],
    ["phone", citizen.phone === null ? null : phoneToNational(citizen.phone)],
    ["email", citizen.email],
    ["address", citizen.address],
    ["assurance", String(citizen.assurance)],
  ] as const;
  return (
    <Section title={text(locale, "own.citizen")} lead={text(locale, "own.citizen_lead")}>
      <DescriptionList
        items={facts.flatMap(([key, value]) =>
          value === null ? [] : [{ term: text(locale, `own.citizen.${key}`), detail: value }],
        )}
      />
    </Section>
  );
}

export function OwnAccountPage({ locale, actor, citizen, sessions, csrf }: OwnAccountProps) {
  if (citizen !== undefined) {
    return (
      <>
        <PageHeader title={text(locale, "own.title")} lead={citizen.fullName} />
        <CitizenFacts locale={locale} citizen={citizen} />
        <Sessions locale={locale} sessions={sessions} csrf={csrf} lead="own.sessions_citizen" />
      </>
    );
  }
  return (
    <>
      <PageHeader
        title={text(locale, "own.title")}
        lead={`${actor.name} · ${actor.username}`}
        actions={
          <LinkButton href="/tai-khoan/mat-khau" icon="lock">
            {text(locale, "own.change_password")}
          </LinkButton>
        }
      />
      <Section title={text(locale, "own.posts")}>
        {actor.posts.length === 0 ? (
          <Notice tone="warning">{text(locale, actor.mustChangePassword ? "password.must_change" : "own.no_posts")}</Notice>
        ) : (
          <Table
            caption={text(locale, "own.posts")}
            captionHidden
            stack
            rows={actor.posts}
            rowKey={(post) => String(post.assignmentId)}
            columns={[
              { key: "title", header: text(locale, "field.title"), rowHeader: true, cell: (post) => post.title },
              { key: "role", header: text(locale, "field.role"), cell: (post) => text(locale, `role.${post.role}`) },
              { key: "unit", header: text(locale, "field.unit"), cell: (post) => post.unitName },
              {
                key: "by",
                header: text(locale, "nav.delegations"),
                cell: (post) =>
                  post.delegatedBy === undefined
                    ? ""
                    : text(locale, "own.delegated", { name: post.delegatedBy.name, decision: post.delegatedBy.decisionNo }),
              },
            ]}
          />
        )}
      </Section>
      <Sessions locale={locale} sessions={sessions} csrf={csrf} lead="own.sessions_lead" />
    </>
  );
}

interface SessionsProps extends Pick<OwnAccountProps, "locale" | "sessions" | "csrf"> {
  /** A citizen has no password here. */
  readonly lead: "own.sessions_lead" | "own.sessions_citizen";
}

function Sessions({ locale, sessions, csrf, lead }: SessionsProps) {
  return (
    <Section title={text(locale, "own.sessions")} lead={text(locale, lead)}>
      <Table
        caption={text(locale, "own.sessions")}
        captionHidden
        stack
        rows={sessions}
        columns={[
          {
            key: "device",
            header: text(locale, "own.session.device"),
            rowHeader: true,
            cell: (session) => (
              <>
                {session.userAgent === null ? text(locale, "own.session.unknown_device") : deviceName(session.userAgent)}{" "}
                {session.current && <Tag tone="info">{text(locale, "own.session.current")}</Tag>}
              </>
            ),
          },
          {
            key: "started",
            header: text(locale, "own.session.started"),
            nowrap: true,
            cell: (session) => formatInstant(session.createdAt),
          },
          {
            key: "seen",
            header: text(locale, "own.session.last_seen"),
            nowrap: true,
            cell: (session) => formatInstant(session.lastSeenAt),
          },
          {
            key: "ends",
            header: text(locale, "own.session.expires"),
            nowrap: true,
            cell: (session) => formatInstant(session.expiresAt),
          },
        ]}
      />
      <Form action="/tai-khoan/phien/ket-thuc" csrf={csrf} formKey={newFormKey()}>
        <ActionBar>
          <Button variant="secondary">{text(locale, "own.sign_out_elsewhere")}</Button>
        </ActionBar>
      </Form>
    </Section>
  );
}

export function ChangePasswordPage({ locale, mustChange, csrf }: { locale: Locale; mustChange: boolean; csrf: string }) {
  return (
    <>
      <PageHeader title={text(locale, "password.title")} lead={text(locale, "password.lead", { length: SHORTEST_PASSWORD })} />
      {mustChange && <Notice tone="warning">{text(locale, "password.must_change")}</Notice>}
      <Form action="/tai-khoan/mat-khau" csrf={csrf} formKey={newFormKey()}>
        <TextField
          name="current"
          label={text(locale, "field.current_password")}
          type="password"
          required
          autocomplete="current-password"
        />
        <TextField
          name="chosen"
          label={text(locale, "field.new_password")}
          type="password"
          required
          autocomplete="new-password"
        />
        <TextField
          name="repeated"
          label={text(locale, "field.repeat_password")}
          type="password"
          required
          autocomplete="new-password"
        />
        <ActionBar>
          <Button>{text(locale, "password.submit")}</Button>
        </ActionBar>
      </Form>
    </>
  );
}
