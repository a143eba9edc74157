import { formatDay, formatNumber, formatTime } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { DateField, FilterBar, PageHeader, Table, Tag } from "#ui/ui.tsx";
import type { CountedShift } from "./count-cash.ts";
import type { Point } from "./queue.ts";
import { text } from "./texts.ts";

export interface ShiftsProps {
  readonly locale: Locale;
  readonly point: Point;
  readonly day: string;
  readonly shifts: readonly CountedShift[];
}

const dong = (locale: Locale, value: number | null): string => (value === null ? "–" : `${formatNumber(value, locale)} đ`);

/** Who worked at which counter on a day, and whether each drawer came out. */
export function ShiftsPage({ locale, point, day, shifts }: ShiftsProps) {
  return (
    <>
      <PageHeader title={text(locale, "shifts.title")} lead={text(locale, "shifts.lead")} />
      <FilterBar action={`/hang-doi/${point.unitId}/ca-truc`} submitLabel={text(locale, "expected.show")}>
        <DateField name="day" label={text(locale, "plan.weekday")} value={formatDay(day)} />
      </FilterBar>
      <Table
        caption={text(locale, "shifts.caption", { day: formatDay(day), n: shifts.length })}
        columns={[
          {
            key: "counter",
            header: text(locale, "counters.counter"),
            rowHeader: true,
            cell: (row) => text(locale, "counter.title", { n: row.counter }),
          },
          {
            key: "who",
            header: text(locale, "counters.officer"),
            cell: (row) => (
              <>
                {row.personName} {row.covers !== null && <Tag>{text(locale, "shifts.covers", { name: row.covers })}</Tag>}
              </>
            ),
          },
          {
            key: "time",
            header: text(locale, "plan.hours"),
            nowrap: true,
            cell: (row) =>
              row.closedAt === null ? (
                <>
                  {text(locale, "shifts.since", { time: formatTime(row.openedAt) })}{" "}
                  <Tag tone="info">{text(locale, "shifts.running")}</Tag>
                </>
              ) : (
                `${formatTime(row.openedAt)}–${formatTime(row.closedAt)}`
              ),
          },
          { key: "served", header: text(locale, "services.done"), align: "end", cell: (row) => row.served },
          { key: "open", header: text(locale, "shifts.opening"), align: "end", cell: (row) => dong(locale, row.openingCash) },
          { key: "taken", header: text(locale, "shifts.taken"), align: "end", cell: (row) => dong(locale, row.takenVnd) },
          { key: "close", header: text(locale, "shifts.closing"), align: "end", cell: (row) => dong(locale, row.closingCash) },
          {
            key: "out",
            header: text(locale, "shifts.difference"),
            align: "end",
            cell: (row) => <Outcome locale={locale} shift={row} />,
          },
        ]}
        rows={shifts}
        rowKey={(row) => String(row.id)}
        empty={text(locale, "shifts.none")}
      />
    </>
  );
}

function Outcome({ locale, shift }: { locale: Locale; shift: CountedShift }) {
  const { differenceVnd, closedAt, closedByJob } = shift;
  if (closedAt === null) return <>–</>;
  if (closedByJob) return <Tag tone="warning">{text(locale, "shifts.by_evening")}</Tag>;
  if (differenceVnd === null) return <Tag>{text(locale, "shifts.uncounted")}</Tag>;
  return differenceVnd === 0 ? (
    <Tag tone="success">{text(locale, "shifts.right")}</Tag>
  ) : (
    <Tag tone="danger">{dong(locale, differenceVnd)}</Tag>
  );
}
