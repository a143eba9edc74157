import { newFormKey } from "#platform/http/idempotency-key.ts";
import { formatDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { ActionBar, Button, Form, PageHeader, Section, Stack, Table, Tag, TextField, type Tone } from "#ui/ui.tsx";
import { GROUPS } from "./group-editor.page.tsx";
import type { GroupStage, GroupVersion } from "./group.store.ts";
import type { BundleGroup } from "./groups.ts";
import { text } from "./texts.ts";

export const TONES: Readonly<Record<GroupStage, Tone>> = {
  draft: "info",
  published: "success",
  planned: "warning",
  retired: "neutral",
  withdrawn: "neutral",
};

export const periodText = (
  locale: Locale,
  { from, until }: { readonly from: string | null; readonly until: string | null },
): string =>
  from === null
    ? ""
    : until === null
      ? text(locale, "groups.from", { from: formatDay(from) })
      : text(locale, "groups.between", { from: formatDay(from), until: formatDay(until) });

interface ListProps {
  readonly locale: Locale;
  readonly csrf: string;
  readonly own: readonly GroupVersion[];
  readonly shipped: readonly BundleGroup[];
  readonly mayKeep: boolean;
  readonly typed: string | undefined;
}

/** The groups of the province by version, and those that ship. */
export function GroupListPage({ locale, csrf, own, shipped, mayKeep, typed }: ListProps) {
  return (
    <Stack>
      <PageHeader title={text(locale, "groups.title")} lead={text(locale, "groups.lead")} />
      <Section title={text(locale, "groups.own")}>
        <Table
          caption={text(locale, "groups.own")}
          captionHidden
          stack
          rows={own}
          rowKey={(row) => String(row.id)}
          empty={text(locale, "groups.own_none")}
          columns={[
            {
              key: "name",
              header: text(locale, "group"),
              rowHeader: true,
              cell: (row) => <a href={`${GROUPS}/${row.id}`}>{row.definition.name || row.code}</a>,
            },
            { key: "version", header: text(locale, "groups.version"), align: "end", cell: (row) => row.version },
            {
              key: "stage",
              header: text(locale, "state"),
              cell: (row) => <Tag tone={TONES[row.stage]}>{text(locale, `groups.stage.${row.stage}`)}</Tag>,
            },
            { key: "period", header: text(locale, "groups.period"), cell: (row) => periodText(locale, row) },
            { key: "members", header: text(locale, "members"), align: "end", cell: (row) => row.definition.members.length },
          ]}
        />
        {mayKeep && (
          <Form action={`${GROUPS}/moi`} csrf={csrf} formKey={newFormKey()} label={text(locale, "groups.new")}>
            <TextField
              name="name"
              label={text(locale, "groups.new_name")}
              hint={text(locale, "groups.new_hint")}
              value={typed}
              required
            />
            <ActionBar>
              <Button icon="plus">{text(locale, "groups.new")}</Button>
            </ActionBar>
          </Form>
        )}
      </Section>
      <Shipped locale={locale} shipped={shipped} />
    </Stack>
  );
}

function Shipped({ locale, shipped }: Pick<ListProps, "locale" | "shipped">) {
  return (
    <Section title={text(locale, "groups.shipped")} lead={text(locale, "groups.shipped_lead")}>
      <Table
        caption={text(locale, "groups.shipped")}
        captionHidden
        stack
        rows={shipped}
        rowKey={(row) => row.code}
        columns={[
          {
            key: "name",
            header: text(locale, "group"),
            rowHeader: true,
            cell: (row) => <a href={`${GROUPS}/di-kem/${row.code}`}>{row.name}</a>,
          },
          { key: "period", header: text(locale, "groups.period"), cell: (row) => periodText(locale, row) },
          {
            key: "total",
            header: text(locale, "total_term"),
            cell: (row) => text(locale, "member.days", { days: row.totalDays }),
          },
          { key: "members", header: text(locale, "members"), align: "end", cell: (row) => row.members.length },
        ]}
      />
    </Section>
  );
}
