import type { ComponentChildren } from "preact";
import { formatDay, formatNumber } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  Columns,
  DateField,
  DescriptionList,
  FilterBar,
  Notice,
  PageHeader,
  Section,
  Stack,
  Table,
  Tag,
  Timeline,
} from "#ui/ui.tsx";
import { periodText, unitHref } from "./period-text.ts";
import type { PostOn } from "./post.store.ts";
import { text } from "./texts.ts";
import { OFFICE_CALENDAR, type UnitCalendar, type UnitOn } from "./unit.ts";
import type { DatedProfile } from "./unit-facts.store.ts";
import type { SuccessionRow, UnitCodeRow, UnitListRow, UnitVersionRow } from "./unit-query.store.ts";
import { UnitTable } from "./unit-tree.page.tsx";

export interface UnitPageProps {
  readonly locale: Locale;
  readonly on: string;
  readonly id: number;
  readonly name: string;
  /** Undefined on a day on which the unit did not exist. */
  readonly unit: UnitOn | undefined;
  readonly path: readonly { readonly id: number; readonly fullName: string }[];
  readonly versions: readonly UnitVersionRow[];
  readonly codes: readonly UnitCodeRow[];
  readonly successions: readonly SuccessionRow[];
  readonly profile: DatedProfile | undefined;
  readonly calendar: UnitCalendar;
  readonly posts: readonly PostOn[];
  readonly below: readonly UnitListRow[];
  /** The forms of those who administer the organisation. */
  readonly children?: ComponentChildren;
}

export function UnitPage(props: UnitPageProps) {
  const { locale, on, unit } = props;
  return (
    <>
      <PageHeader
        title={props.name}
        kicker={text(locale, "unit.on", { on: formatDay(on) })}
        tags={unit === undefined ? undefined : <Tag>{text(locale, `kind.${unit.kind}`)}</Tag>}
      />
      {unit === undefined && <Notice tone="warning">{text(locale, "unit.not_on_day", { on: formatDay(on) })}</Notice>}
      <FilterBar action={`/to-chuc/${props.id}`} submitLabel={text(locale, "tree.filter")}>
        <DateField name="on" label={text(locale, "unit.other_day")} value={formatDay(on)} />
      </FilterBar>
      <Columns
        aside={
          <Stack>
            <Profile {...props} />
            <WorkingTime {...props} />
          </Stack>
        }
      >
        {unit !== undefined && <Facts {...props} unit={unit} />}
        {unit !== undefined && <Posts {...props} />}
        {props.below.length > 0 && (
          <Section title={text(locale, "unit.below")}>
            <UnitTable locale={locale} on={on} rows={props.below} caption={text(locale, "unit.below")} />
          </Section>
        )}
        <Successions {...props} />
        <History {...props} />
        {props.children}
      </Columns>
    </>
  );
}

function Facts({ locale, on, unit, path, codes }: UnitPageProps & { unit: UnitOn }) {
  const parent = path.at(-2);
  const inForce = codes.filter((code) => (code.from === null || code.from <= on) && (code.until === null || code.until > on));
  return (
    <Section title={text(locale, "unit.facts")}>
      <DescriptionList
        items={[
          { term: text(locale, "unit.kind"), detail: text(locale, `kind.${unit.kind}`) },
          {
            term: text(locale, "unit.parent"),
            detail: parent === undefined ? "" : <a href={unitHref(parent.id, on)}>{parent.fullName}</a>,
          },
          { term: text(locale, "unit.since"), detail: periodText(locale, unit, unit.startKnown) },
          ...inForce.map((code) => ({
            term: text(locale, `scheme.${code.scheme}`),
            detail: <span class="code">{code.code}</span>,
          })),
        ]}
      />
    </Section>
  );
}

function Posts({ locale, on, posts }: UnitPageProps) {
  return (
    <Section title={text(locale, "unit.posts")} lead={text(locale, "unit.on", { on: formatDay(on) })}>
      <Table
        caption={text(locale, "unit.posts")}
        captionHidden
        stack
        rows={posts}
        rowKey={(row) => String(row.postId)}
        empty={text(locale, "unit.no_posts")}
        columns={[
          {
            key: "title",
            header: text(locale, "unit.post"),
            rowHeader: true,
            cell: (row) => <a href={`/to-chuc/vi-tri/${row.postId}?on=${formatDay(on)}`}>{row.title}</a>,
          },
          { key: "role", header: text(locale, "unit.role"), cell: (row) => text(locale, `role.${row.role}` as "role.leader") },
          {
            key: "holders",
            header: text(locale, "unit.holder"),
            cell: (row) =>
              row.holders.length === 0 ? (
                <span class="muted">{text(locale, "unit.vacant")}</span>
              ) : (
                row.holders.map((holder) => holder.name).join(", ")
              ),
          },
          {
            key: "since",
            header: text(locale, "tree.since"),
            cell: (row) => row.holders.map((holder) => (holder.from === null ? "" : formatDay(holder.from))).join(", "),
          },
          {
            key: "decision",
            header: text(locale, "unit.decision"),
            hideOnPhone: true,
            cell: (row) => row.holders.map((holder) => holder.decisionNo ?? "").join(", "),
          },
        ]}
      />
    </Section>
  );
}

function Successions({ locale, successions }: UnitPageProps) {
  if (successions.length === 0) return null;
  const list = (direction: SuccessionRow["direction"]) => {
    const rows = successions.filter((row) => row.direction === direction);
    if (rows.length === 0) return "";
    return (
      <ul>
        {rows.map((row) => (
          <li key={row.unitId}>
            <a href={unitHref(row.unitId, row.happenedOn)}>{row.fullName}</a>{" "}
            <span class="muted">
              {formatDay(row.happenedOn)}, {text(locale, `succession.${row.kind}` as "succession.merged")}
            </span>
          </li>
        ))}
      </ul>
    );
  };
  return (
    <Section title={text(locale, "unit.successions")}>
      <DescriptionList
        columns={1}
        items={[
          { term: text(locale, "unit.predecessors"), detail: list("predecessor") },
          { term: text(locale, "unit.successors"), detail: list("successor") },
        ]}
      />
    </Section>
  );
}

function History({ locale, on, versions }: UnitPageProps) {
  return (
    <Section title={text(locale, "unit.history")}>
      <Timeline
        label={text(locale, "unit.history")}
        events={versions.map((version) => ({
          time: periodText(locale, version, version.startKnown),
          ...(version.from === null ? {} : { dateTime: version.from }),
          title: version.fullName,
          who: version.parentName === null ? undefined : text(locale, "tree.under", { unit: version.parentName }),
          detail: version.basis ?? undefined,
          current: (version.from === null || version.from <= on) && (version.until === null || version.until > on),
        }))}
      />
    </Section>
  );
}

function Profile({ locale, profile }: UnitPageProps) {
  const number = (value: number | null): string => (value === null ? "" : formatNumber(value, locale));
  return (
    <Section title={text(locale, "unit.profile")}>
      {profile === undefined ? (
        <p class="muted">{text(locale, "unit.no_profile")}</p>
      ) : (
        <DescriptionList
          columns={1}
          items={[
            { term: text(locale, "unit.area"), detail: number(profile.areaHectares) },
            { term: text(locale, "unit.households"), detail: number(profile.households) },
            { term: text(locale, "unit.people"), detail: number(profile.people) },
            { term: text(locale, "unit.hamlets"), detail: number(profile.hamlets) },
            { term: text(locale, "unit.source"), detail: `${profile.source} (${periodText(locale, profile)})` },
          ]}
        />
      )}
    </Section>
  );
}

/** The country's own calendar has a name for people; others are shown as they are recorded. */
const calendarName = (locale: Locale, { calendar, timeZone }: UnitCalendar): string =>
  calendar === OFFICE_CALENDAR.calendar && timeZone === OFFICE_CALENDAR.timeZone
    ? text(locale, "unit.calendar_vn")
    : `${calendar}, ${timeZone}`;

function WorkingTime({ locale, calendar }: UnitPageProps) {
  return (
    <Section title={text(locale, "unit.calendar")}>
      <DescriptionList
        columns={1}
        items={[
          {
            term: text(locale, "unit.week"),
            detail: calendar.week.map((day) => text(locale, `day.${day}` as "day.mon")).join(", "),
          },
          { term: text(locale, "unit.hours"), detail: calendar.hours.map(([opens, closes]) => `${opens}–${closes}`).join(", ") },
          { term: text(locale, "unit.calendar_name"), detail: calendarName(locale, calendar) },
        ]}
      />
    </Section>
  );
}
