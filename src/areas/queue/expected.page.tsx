import { formatDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { Button, Cluster, DateField, FilterBar, Form, PageHeader, Table, Tag } from "#ui/ui.tsx";
import { slotText } from "./appointment.ts";
import type { Expected } from "./appointment.store.ts";
import type { Point, Service } from "./queue.ts";
import { text } from "./texts.ts";
import { serviceName } from "./wait-text.ts";

export interface ExpectedProps {
  readonly locale: Locale;
  readonly point: Point;
  readonly services: readonly Service[];
  readonly day: string;
  readonly today: string;
  readonly expected: readonly Expected[];
  readonly csrf: string;
  readonly newKey: () => string;
}

const TONES = { booked: "info", arrived: "success", cancelled: "neutral", missed: "warning" } as const;

/** Who is expected: whoever comes without the code of their appointment is found here by name and telephone. */
export function ExpectedPage(props: ExpectedProps) {
  const { locale, point, services, day, today, expected } = props;
  const href = `/hang-doi/${point.unitId}/lich-hen`;
  return (
    <>
      <PageHeader title={text(locale, "expected.title")} lead={text(locale, "expected.lead")} />
      <FilterBar action={href} submitLabel={text(locale, "expected.show")}>
        <DateField name="day" label={text(locale, "book.day")} value={formatDay(day)} />
      </FilterBar>
      <Table
        caption={text(locale, "expected.caption", { day: formatDay(day), n: expected.length })}
        columns={[
          { key: "at", header: text(locale, "book.slot"), rowHeader: true, cell: (row) => slotText(row.slotFrom) },
          { key: "name", header: text(locale, "book.name"), cell: (row) => row.name },
          { key: "phone", header: text(locale, "phone.number"), cell: (row) => <span class="code">{row.phone}</span> },
          {
            key: "service",
            header: text(locale, "ticket.service"),
            cell: (row) => {
              const service = services.find(({ id }) => id === row.serviceId);
              return service === undefined ? "–" : serviceName(locale, service);
            },
          },
          {
            key: "state",
            header: text(locale, "expected.state"),
            cell: (row) => (
              <Tag tone={TONES[row.state]}>
                {text(locale, `appointment.${row.state}`)}
                {row.label === null ? "" : `: ${row.label}`}
              </Tag>
            ),
          },
          {
            key: "act",
            header: text(locale, "plan.act"),
            cell: (row) => (row.state === "booked" && row.day >= today ? <Acts {...props} href={href} row={row} /> : "–"),
          },
        ]}
        rows={expected}
        rowKey={(row) => String(row.id)}
        empty={text(locale, "expected.none")}
      />
    </>
  );
}

function Acts({ locale, today, href, row, csrf, newKey }: ExpectedProps & { href: string; row: Expected }) {
  const acts = row.day === today ? (["den", "huy"] as const) : (["huy"] as const);
  return (
    <Cluster>
      {acts.map((act) => (
        <Form
          key={act}
          action={`${href}/${row.id}/${act}`}
          csrf={csrf}
          formKey={newKey()}
          scope={`${act}${row.id}`}
          label={`${text(locale, `expected.${act}`)}: ${row.name}`}
          confirm={act === "huy" ? text(locale, "appointment.cancel") : undefined}
        >
          <Button variant="secondary" size="s">
            {text(locale, `expected.${act}`)}
          </Button>
        </Form>
      ))}
    </Cluster>
  );
}
