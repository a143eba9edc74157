import { formatDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { Card, Drawer, LinkButton, Notice, PageHeader, Section, Stack, Table, Tag } from "#ui/ui.tsx";
import type { RosterRow } from "./get-roster.ts";
import { monthText, noticePath, PATH, type RosterProps } from "./roster-view.ts";
import { EndForm, MeetingForm, SecondForm } from "./secondment-forms.page.tsx";
import type { Shop } from "./secondment.ts";
import { text } from "./texts.ts";

/** The one-stop shops whose people are kept. */
export function ShopsPage({ locale, shops }: { locale: Locale; shops: readonly Shop[] }) {
  return (
    <>
      <PageHeader title={text(locale, "title")} lead={text(locale, "lead")} />
      <Table
        caption={text(locale, "shops")}
        captionHidden
        rows={shops}
        rowKey={(shop) => String(shop.unitId)}
        empty={text(locale, "shops.none")}
        columns={[
          {
            key: "name",
            header: text(locale, "shop"),
            rowHeader: true,
            cell: (shop) => <a href={`${PATH}/${shop.unitId}`}>{shop.name}</a>,
          },
        ]}
      />
    </>
  );
}

/** What the law asks to be done now, who is at the shop, the meetings and the monthly notices. */
export function RosterPage(props: RosterProps) {
  const { locale, roster, canKeep, refused } = props;
  return (
    <>
      <PageHeader
        kicker={text(locale, "title")}
        title={roster.shop.name}
        lead={text(locale, "day", { day: formatDay(props.on) })}
      />
      <StandardNotice {...props} />
      <ToDo {...props} />
      <People {...props} />
      {canKeep && (
        <Stack gap="s">
          <Drawer id="gioi-thieu" title={text(locale, "second.title")} open={refused === "second"}>
            <SecondForm {...props} />
          </Drawer>
          <Drawer id="ghi-hop" title={text(locale, "meeting.title")} open={refused === "meeting"}>
            <MeetingForm {...props} />
          </Drawer>
        </Stack>
      )}
      <Meetings {...props} />
      <Notices {...props} />
    </>
  );
}

function StandardNotice({ locale, roster: { standard } }: RosterProps) {
  if (standard === undefined) return <Notice tone="warning">{text(locale, "standard.none")}</Notice>;
  return (
    <Notice tone="info" title={standard.source}>
      {text(locale, "standard.says", {
        leastMonths: standard.leastMonths,
        mostMonths: standard.mostMonths,
        reserves: standard.reserves,
        meetingMonths: standard.meetingMonths,
      })}{" "}
      {!standard.verified && text(locale, "standard.unverified")}
    </Notice>
  );
}

/** Everything that is owed by now, each with where it is done. */
function ToDo({ locale, on, roster }: RosterProps) {
  const { shop, meetingDueOn, untold, month, lackReserve, rows } = roster;
  const ending = rows.filter(({ stage }) => stage === "ending");
  const short = rows.filter(({ stage, shortfalls }) => stage !== "over" && shortfalls.length > 0);
  const isMeetingDue = meetingDueOn !== undefined && meetingDueOn <= on;
  const done = !isMeetingDue && untold.length + lackReserve.length + ending.length + short.length === 0;
  return (
    <Card title={text(locale, "todo")}>
      {done && <p class="muted">{text(locale, "todo.none")}</p>}
      <ul>
        {isMeetingDue && <li>{text(locale, "todo.meeting", { day: formatDay(meetingDueOn) })}</li>}
        {untold.map((sender) => (
          <li key={sender.unitId}>
            <a href={noticePath(shop.unitId, sender.unitId, month)}>
              {text(locale, "todo.notice", { month: monthText(month), sender: sender.name })}
            </a>
          </li>
        ))}
        {lackReserve.map((sender) => (
          <li key={sender.unitId}>{text(locale, "todo.reserve", { sender: sender.name })}</li>
        ))}
        {ending.map((row) => (
          <li key={row.id}>{text(locale, "todo.ending", { name: row.name, day: formatDay(row.until) })}</li>
        ))}
        {short.map((row) => (
          <li key={row.id}>{text(locale, "todo.short", { name: row.name, why: shortText(locale, row) })}</li>
        ))}
      </ul>
    </Card>
  );
}

const shortText = (locale: Locale, { shortfalls }: RosterRow): string =>
  shortfalls.map((one) => text(locale, `short.${one}`)).join("; ");

const TONES = { ahead: "info", running: "success", ending: "warning", over: "neutral" } as const;

function People(props: RosterProps) {
  const { locale, roster, canKeep } = props;
  return (
    <Section title={text(locale, "people")}>
      <Table
        caption={text(locale, "people")}
        captionHidden
        stack
        rows={roster.rows}
        rowKey={(row) => String(row.id)}
        empty={text(locale, "people.none")}
        columns={[
          { key: "name", header: text(locale, "person"), rowHeader: true, cell: (row) => row.name },
          { key: "sender", header: text(locale, "sender"), cell: (row) => row.sender },
          { key: "kind", header: text(locale, "kind"), cell: (row) => text(locale, `kind.${row.kind}`) },
          {
            key: "rank",
            header: text(locale, "rank"),
            cell: (row) => `${text(locale, `rank.${row.rank}`)}, ${text(locale, "since", { day: formatDay(row.inServiceFrom) })}`,
          },
          {
            key: "period",
            header: text(locale, "period"),
            cell: (row) => `${formatDay(row.from)} – ${formatDay(row.until)} (${row.decisionNo})`,
          },
          {
            key: "stage",
            header: text(locale, "stage"),
            cell: (row) => (
              <>
                <Tag tone={TONES[row.stage]}>{text(locale, `stage.${row.stage}`)}</Tag>
                {row.shortfalls.length > 0 && <div class="small">{shortText(locale, row)}</div>}
                {row.endedWhy !== null && <div class="small">{row.endedWhy}</div>}
                {canKeep && row.stage !== "over" && row.endedWhy === null && <EndForm {...props} row={row} />}
              </>
            ),
          },
        ]}
      />
    </Section>
  );
}

function Meetings({ locale, roster: { meetings, meetingDueOn } }: RosterProps) {
  return (
    <Section
      title={text(locale, "meetings")}
      lead={meetingDueOn === undefined ? undefined : text(locale, "meetings.next", { day: formatDay(meetingDueOn) })}
    >
      <Table
        caption={text(locale, "meetings")}
        captionHidden
        stack
        rows={meetings}
        rowKey={(one) => one.heldOn}
        empty={text(locale, "meetings.none")}
        columns={[
          { key: "day", header: text(locale, "meeting.day"), rowHeader: true, cell: (one) => formatDay(one.heldOn) },
          { key: "who", header: text(locale, "meeting.attended"), cell: (one) => one.attended },
          { key: "said", header: text(locale, "meeting.said"), cell: (one) => one.said },
        ]}
      />
    </Section>
  );
}

function Notices({ locale, roster: { notices, rows, shop } }: RosterProps) {
  const names = new Map(rows.map((row) => [row.senderUnitId, row.sender]));
  return (
    <Section title={text(locale, "notices")}>
      <Table
        caption={text(locale, "notices")}
        captionHidden
        stack
        rows={notices}
        rowKey={(one) => `${one.month} ${one.senderUnitId}`}
        empty={text(locale, "notices.none")}
        columns={[
          { key: "month", header: text(locale, "month"), rowHeader: true, cell: (one) => monthText(one.month) },
          { key: "sender", header: text(locale, "sender"), cell: (one) => names.get(one.senderUnitId) ?? "" },
          { key: "sent", header: text(locale, "notice.sent"), cell: (one) => formatDay(one.sentOn) },
          {
            key: "open",
            header: text(locale, "notice.annex"),
            cell: (one) => (
              <LinkButton href={noticePath(shop.unitId, one.senderUnitId, one.month)} size="s">
                {text(locale, "notice.open")}
              </LinkButton>
            ),
          },
        ]}
      />
    </Section>
  );
}
