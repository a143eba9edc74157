import { newFormKey } from "#platform/http/idempotency-key.ts";
import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { TaskFigure, TaskRow } from "#platform/jobs/task.store.ts";
import {
  Button,
  Details,
  EmptyState,
  Form,
  PageHeader,
  Pagination,
  Section,
  Stack,
  StatGrid,
  StatTile,
  Table,
  Tabs,
  TextField,
} from "#ui/ui.tsx";
import { reasonText } from "./task-reason.ts";
import { text } from "./texts.ts";

export const TASK_VIEWS = ["dead", "waiting", "discarded"] as const;
export type TaskView = (typeof TASK_VIEWS)[number];

export interface TasksPageProps {
  readonly locale: Locale;
  readonly csrf: string;
  readonly view: TaskView;
  readonly rows: readonly TaskRow[];
  readonly figures: readonly TaskFigure[];
  readonly offset: number;
  readonly pageSize: number;
  readonly more: boolean;
  readonly agencies: ReadonlyMap<number, string>;
  /** The task whose decision was refused, with what was typed. */
  readonly typed?: { readonly id: number; readonly reason: string } | undefined;
}

type Key = Parameters<typeof text>[1];
const known = (key: string): key is Key => text.keys.has(key);

const kindText = (locale: Locale, kind: string): string => {
  const key = `task.${kind}`;
  return known(key) ? text(locale, key) : kind;
};

/** Topic, id or code of what the task is about: an administrator sees no dossier. */
function aboutOf({ payload }: TaskRow): string {
  const data = payload["data"] as { code?: string } | undefined;
  return [payload["topic"] ?? payload["about"], data?.code ?? payload["subject"]]
    .filter((part) => part !== undefined)
    .join(" · ");
}

/** What waits, what stopped and why; stopped tasks are tried again or given up here. */
export function TasksPage(props: TasksPageProps) {
  const { locale, figures, view, offset, rows, pageSize } = props;
  const sum = (of: "dead" | "waiting" | "doneToday"): number => figures.reduce((total, figure) => total + figure[of], 0);
  const href = (to: TaskView, at = 0): string => `/quan-tri/tac-vu?view=${to}${at === 0 ? "" : `&offset=${at}`}`;
  return (
    <>
      <PageHeader title={text(locale, "tasks.title")} lead={text(locale, "tasks.lead")} />
      <Stack gap="l">
        <StatGrid>
          <StatTile
            value={sum("dead")}
            label={text(locale, "tasks.dead")}
            href={href("dead")}
            tone={sum("dead") > 0 ? "danger" : "success"}
          />
          <StatTile value={sum("waiting")} label={text(locale, "tasks.waiting")} href={href("waiting")} />
          <StatTile value={sum("doneToday")} label={text(locale, "tasks.done_today")} />
        </StatGrid>
        <Tabs
          label={text(locale, "tasks.filter")}
          items={TASK_VIEWS.map((each) => ({
            href: href(each),
            label: text(locale, `tasks.view.${each}`),
            current: each === view,
          }))}
        />
        <TaskTable {...props} />
        <Pagination
          from={rows.length === 0 ? undefined : offset + 1}
          to={rows.length === 0 ? undefined : offset + rows.length}
          previousHref={offset > 0 ? href(view, Math.max(0, offset - pageSize)) : undefined}
          nextHref={props.more ? href(view, offset + pageSize) : undefined}
        />
        <FigureTable locale={locale} figures={figures} />
      </Stack>
    </>
  );
}

function TaskTable(props: TasksPageProps) {
  const { locale, rows, view, agencies } = props;
  return (
    <Table
      caption={text(locale, `tasks.view.${view}`)}
      captionHidden
      rows={rows}
      rowKey={(row) => String(row.id)}
      empty={
        <EmptyState title={text(locale, "tasks.empty")} icon="check">
          {text(locale, "tasks.empty_hint")}
        </EmptyState>
      }
      columns={[
        { key: "kind", header: text(locale, "tasks.kind"), rowHeader: true, cell: (row) => kindText(locale, row.kind) },
        {
          key: "about",
          header: text(locale, "tasks.about"),
          cell: (row) => (
            <>
              <span class="code">{aboutOf(row)}</span>
              {row.agencyId !== null && <div class="muted small">{agencies.get(row.agencyId)}</div>}
            </>
          ),
        },
        { key: "reason", header: text(locale, "tasks.reason"), cell: (row) => reasonText(locale, row.reason) },
        { key: "attempts", header: text(locale, "tasks.attempts"), align: "end", cell: (row) => row.attempt },
        { key: "since", header: text(locale, "tasks.since"), nowrap: true, cell: (row) => formatInstant(row.createdAt) },
        ...(view === "waiting"
          ? [
              {
                key: "next",
                header: text(locale, "tasks.next"),
                nowrap: true,
                cell: (row: TaskRow) => formatInstant(row.runAt),
              },
            ]
          : []),
        ...(view === "dead"
          ? [
              {
                key: "held",
                header: text(locale, "tasks.held_back"),
                align: "end" as const,
                cell: (row: TaskRow) => row.heldBack,
              },
              { key: "decide", header: text(locale, "tasks.decide"), cell: (row: TaskRow) => <Decision {...props} row={row} /> },
            ]
          : []),
      ]}
    />
  );
}

function Decision({ locale, csrf, row, typed }: TasksPageProps & { readonly row: TaskRow }) {
  const path = `/quan-tri/tac-vu/${row.id}`;
  const refused = typed?.id === row.id;
  return (
    <Stack gap="s">
      <Form action={`${path}/thu-lai`} csrf={csrf} formKey={newFormKey()}>
        <Button variant="secondary" size="s">
          {text(locale, "tasks.retry")}
        </Button>
      </Form>
      <Details summary={text(locale, "tasks.discard")} open={refused}>
        <Form action={`${path}/bo-qua`} csrf={csrf} formKey={newFormKey()} scope={refused ? undefined : `t${row.id}`}>
          <TextField
            name="reason"
            label={text(locale, "tasks.discard_reason")}
            hint={text(locale, "tasks.discard_hint")}
            value={refused ? typed.reason : undefined}
            maxLength={300}
            required
          />
          <Button variant="danger" size="s">
            {text(locale, "tasks.discard")}
          </Button>
        </Form>
      </Details>
    </Stack>
  );
}

function FigureTable({ locale, figures }: { readonly locale: Locale; readonly figures: readonly TaskFigure[] }) {
  if (figures.length === 0) return null;
  return (
    <Section title={text(locale, "tasks.figures")}>
      <Table
        caption={text(locale, "tasks.figures")}
        captionHidden
        rows={figures}
        rowKey={(row) => row.kind}
        columns={[
          { key: "kind", header: text(locale, "tasks.kind"), rowHeader: true, cell: (row) => kindText(locale, row.kind) },
          { key: "waiting", header: text(locale, "tasks.waiting"), align: "end", cell: (row) => row.waiting },
          { key: "dead", header: text(locale, "tasks.dead"), align: "end", cell: (row) => row.dead },
          { key: "done", header: text(locale, "tasks.done_today"), align: "end", cell: (row) => row.doneToday },
        ]}
      />
    </Section>
  );
}
