import { newFormKey } from "#platform/http/idempotency-key.ts";
import { formatDate, formatDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  ActionBar,
  Button,
  Card,
  Columns,
  DateField,
  EmptyState,
  FilterBar,
  Form,
  FormRow,
  LinkButton,
  PageHeader,
  Pagination,
  SearchField,
  Section,
  SelectField,
  Stack,
  Table,
  Tag,
} from "#ui/ui.tsx";
import type { AnnouncedDraft } from "./board.store.ts";
import { PAGE_SIZE } from "./catalogue.page.tsx";
import { linkTo, shorten } from "./links.ts";
import { StatusTag, Versions } from "./procedure.page.tsx";
import { ORIGINS, type Procedure, type ProcedureSummary, STATUSES } from "./procedure.ts";
import { periodInWords, ProcedureFacts, ProcedureParts } from "./procedure-parts.page.tsx";
import { shortTerm } from "./term-words.ts";
import { text } from "./texts.ts";

export const ADMIN = "/quan-tri/thu-tuc";
export const versionHref = (versionId: number): string => `${ADMIN}/phien-ban/${versionId}`;

export interface AdminQuery {
  readonly q?: string | undefined;
  readonly status?: string | undefined;
  readonly origin?: string | undefined;
  readonly detail?: string | undefined;
  readonly page: number;
}

export interface AdminListProps {
  readonly locale: Locale;
  readonly query: AdminQuery;
  readonly versions: readonly ProcedureSummary[];
  readonly total: number;
  /** Drafts that a decision has announced, with the day by which they are to be posted. */
  readonly announced: readonly (AnnouncedDraft & { readonly dueAt: Date | undefined })[];
  readonly now: Date;
}

export function AdminList(props: AdminListProps) {
  const { locale, query, versions, total } = props;
  const { page, ...filter } = query;
  const to = (page - 1) * PAGE_SIZE + versions.length;
  return (
    <Stack>
      <PageHeader
        title={text(locale, "admin.title")}
        lead={text(locale, "admin.lead")}
        actions={
          <>
            <LinkButton href={`${ADMIN}/nhap`} variant="secondary" icon="list">
              {text(locale, "admin.imports")}
            </LinkButton>
            <LinkButton href={`${ADMIN}/moi`} variant="primary" icon="plus" shortcut="n">
              {text(locale, "admin.new")}
            </LinkButton>
          </>
        }
      />
      <Announced {...props} />
      <Filters locale={locale} query={query} />
      {versions.length === 0 ? (
        <EmptyState
          title={text(locale, "catalogue.empty")}
          icon="search"
          action={
            <LinkButton href={ADMIN} variant="secondary">
              {text(locale, "catalogue.reset")}
            </LinkButton>
          }
        />
      ) : (
        <>
          <VersionTable locale={locale} versions={versions} />
          <Pagination
            previousHref={page > 1 ? linkTo(ADMIN, { ...filter, page: page - 1 }) : undefined}
            nextHref={to < total ? linkTo(ADMIN, { ...filter, page: page + 1 }) : undefined}
            from={to - versions.length + 1}
            to={to}
            exact={total}
          />
        </>
      )}
    </Stack>
  );
}

/** What is still to be posted after its decision, and what is overdue. */
function Announced({ locale, announced, now, query }: AdminListProps) {
  if (announced.length === 0 || query.page > 1) return null;
  return (
    <Section title={text(locale, "admin.announced")} lead={text(locale, "admin.announced_lead")} id="cho-cong-khai">
      <Table
        caption={text(locale, "admin.announced")}
        captionHidden
        stack
        rows={announced}
        rowKey={({ procedure }) => String(procedure.versionId)}
        columns={[
          {
            key: "name",
            header: text(locale, "admin.name"),
            width: "l",
            rowHeader: true,
            cell: ({ procedure }) => <a href={versionHref(procedure.versionId)}>{shorten(procedure.name)}</a>,
          },
          {
            key: "decision",
            header: text(locale, "board.decision"),
            cell: ({ decision }) => `${decision.no}, ${formatDay(decision.date)}`,
          },
          {
            key: "due",
            header: text(locale, "admin.post_by"),
            cell: ({ dueAt }) => (
              <>
                {dueAt === undefined ? "–" : formatDate(dueAt)}{" "}
                {dueAt !== undefined && now > dueAt && <Tag tone="danger">{text(locale, "admin.overdue")}</Tag>}
              </>
            ),
          },
        ]}
      />
    </Section>
  );
}

function Filters({ locale, query }: { locale: Locale; query: AdminQuery }) {
  return (
    <FilterBar action={ADMIN} submitLabel={text(locale, "catalogue.search")} resetHref={ADMIN} open>
      <FormRow>
        <SearchField name="q" label={text(locale, "catalogue.q")} value={query.q} />
        <SelectField
          name="status"
          label={text(locale, "admin.status")}
          value={query.status}
          emptyLabel={text(locale, "admin.status_all")}
          options={STATUSES.map((s) => ({ value: s, label: text(locale, `status.${s}`) }))}
        />
        <SelectField
          name="origin"
          label={text(locale, "admin.origin")}
          value={query.origin}
          emptyLabel={text(locale, "admin.origin_all")}
          options={ORIGINS.map((o) => ({ value: o, label: text(locale, `origin.${o}`) }))}
        />
        <SelectField
          name="detail"
          label={text(locale, "admin.detail")}
          value={query.detail}
          emptyLabel={text(locale, "admin.detail_all")}
          options={[
            { value: "yes", label: text(locale, "admin.detail_yes") },
            { value: "no", label: text(locale, "admin.detail_no") },
          ]}
        />
      </FormRow>
    </FilterBar>
  );
}

function VersionTable({ locale, versions }: { locale: Locale; versions: readonly ProcedureSummary[] }) {
  return (
    <Table
      caption={text(locale, "admin.title")}
      captionHidden
      stack
      rows={versions}
      columns={[
        { key: "code", header: text(locale, "admin.code"), nowrap: true, cell: (v) => <span class="code">{v.code}</span> },
        {
          key: "name",
          width: "l",
          header: text(locale, "admin.name"),
          rowHeader: true,
          cell: (v) => <a href={versionHref(v.versionId)}>{shorten(v.name)}</a>,
        },
        { key: "field", header: text(locale, "admin.field"), cell: (v) => v.field },
        { key: "term", header: text(locale, "procedure.term"), nowrap: true, cell: (v) => shortTerm(locale, v.term) },
        { key: "version", header: text(locale, "procedure.version"), align: "end", cell: (v) => v.version },
        { key: "status", header: text(locale, "admin.status"), cell: (v) => <StatusTag locale={locale} version={v} /> },
        { key: "origin", header: text(locale, "admin.origin"), nowrap: true, cell: (v) => text(locale, `origin.${v.origin}`) },
      ]}
    />
  );
}

export interface AdminVersionProps {
  readonly locale: Locale;
  readonly csrfToken: string;
  readonly procedure: Procedure;
  readonly versions: readonly ProcedureSummary[];
  readonly today: string;
}

export function AdminVersion(props: AdminVersionProps) {
  const { locale, procedure, versions } = props;
  return (
    <Stack>
      <PageHeader
        kicker={procedure.code}
        title={shorten(procedure.name, 300)}
        lead={`${text(locale, "procedure.version")} ${procedure.version}: ${periodInWords(locale, procedure)}`}
        tags={<StatusTag locale={locale} version={procedure} />}
        actions={
          <LinkButton href={`/thu-tuc/${procedure.code}`} variant="secondary" icon="globe">
            {text(locale, "admin.public_page")}
          </LinkButton>
        }
      />
      <Columns aside={<Actions {...props} />} asideLabel={text(locale, "admin.actions")}>
        <ProcedureFacts locale={locale} procedure={procedure} />
        <ProcedureParts locale={locale} procedure={procedure} />
        <Section title={text(locale, "admin.versions")}>
          <Versions locale={locale} versions={versions} hrefOf={(v) => versionHref(v.versionId)} />
        </Section>
      </Columns>
    </Stack>
  );
}

function Actions({ locale, csrfToken, procedure, today }: AdminVersionProps) {
  const href = versionHref(procedure.versionId);
  const isDraft = procedure.status === "draft";
  const form = { csrf: csrfToken, formKey: newFormKey() };
  return (
    <Stack>
      <LinkButton href={`${href}/sua`} icon="edit" variant={isDraft ? "primary" : "secondary"}>
        {text(locale, isDraft && procedure.origin === "office" ? "admin.edit" : "admin.copy")}
      </LinkButton>
      {!isDraft && (
        <LinkButton href={`${ADMIN}/mau-don/${procedure.code}`} icon="list" variant="secondary">
          {text(locale, "sheets.title")}
        </LinkButton>
      )}
      {isDraft && (
        <Card title={text(locale, "admin.publish")}>
          <p>{text(locale, "admin.publish_lead")}</p>
          <Form action={`${href}/cong-bo`} {...form} label={text(locale, "admin.publish")}>
            <DateField name="from" label={text(locale, "admin.from")} value={formatDay(today)} required />
            <ActionBar>
              <Button>{text(locale, "admin.publish")}</Button>
            </ActionBar>
          </Form>
        </Card>
      )}
      {procedure.status !== "withdrawn" && (
        <Card title={text(locale, isDraft ? "admin.discard" : "admin.withdraw")}>
          {!isDraft && <p>{text(locale, "admin.withdraw_lead")}</p>}
          <Form action={`${href}/bai-bo`} {...form} label={text(locale, isDraft ? "admin.discard" : "admin.withdraw")}>
            {!isDraft && <DateField name="on" label={text(locale, "admin.on")} value={formatDay(today)} required />}
            <ActionBar>
              <Button variant="danger">{text(locale, isDraft ? "admin.discard" : "admin.withdraw")}</Button>
            </ActionBar>
          </Form>
        </Card>
      )}
    </Stack>
  );
}
