import { formatDate } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { Role } from "#core/roles.ts";
import { POST_ROLES } from "#organisation";
import {
  Cluster,
  EmptyState,
  FilterBar,
  FormRow,
  LinkButton,
  PageHeader,
  Pagination,
  SearchField,
  SelectField,
  Table,
  Tag,
} from "#ui/ui.tsx";
import type { ManagedAccount } from "./managed-account.store.ts";
import { text } from "./texts.ts";

export interface AccountListProps {
  readonly locale: Locale;
  readonly rows: readonly ManagedAccount[];
  readonly q: string;
  readonly state: string | undefined;
  readonly role: Role | undefined;
  readonly offset: number;
  readonly pageSize: number;
  readonly more: boolean;
  readonly pageHref: (offset: number) => string;
}

export function AccountListPage(props: AccountListProps) {
  const { locale, rows, offset, pageSize } = props;
  return (
    <>
      <PageHeader
        title={text(locale, "accounts.title")}
        lead={text(locale, "accounts.lead")}
        actions={
          <LinkButton href="/quan-tri/tai-khoan/moi" variant="primary" icon="plus" shortcut="n">
            {text(locale, "accounts.new")}
          </LinkButton>
        }
      />
      <AccountFilters {...props} />
      <Table
        caption={text(locale, "accounts.title")}
        captionHidden
        stack
        rows={rows}
        rowKey={(row) => String(row.accountId)}
        empty={<EmptyState title={text(locale, "accounts.empty")} icon="user" />}
        columns={[
          {
            key: "name",
            header: text(locale, "field.full_name"),
            rowHeader: true,
            cell: (row) => <a href={`/quan-tri/tai-khoan/${row.accountId}`}>{row.name}</a>,
          },
          { key: "username", header: text(locale, "field.username"), cell: (row) => row.username },
          {
            key: "posts",
            header: text(locale, "accounts.posts"),
            cell: (row) =>
              row.posts.length === 0 ? (
                <span class="muted">{text(locale, "accounts.no_post")}</span>
              ) : (
                row.posts.map((post) => `${post.title} (${text(locale, `role.${post.role}`)}), ${post.unitName}`).join("; ")
              ),
          },
          { key: "state", header: text(locale, "field.state"), cell: (row) => <AccountTags locale={locale} account={row} /> },
          {
            key: "created",
            header: text(locale, "accounts.created_on"),
            hideOnPhone: true,
            nowrap: true,
            cell: (row) => formatDate(row.createdAt),
          },
        ]}
      />
      <Pagination
        from={rows.length === 0 ? undefined : offset + 1}
        to={rows.length === 0 ? undefined : offset + rows.length}
        previousHref={offset > 0 ? props.pageHref(Math.max(0, offset - pageSize)) : undefined}
        nextHref={props.more ? props.pageHref(offset + pageSize) : undefined}
      />
    </>
  );
}

function AccountFilters({ locale, q, state, role }: AccountListProps) {
  const count = [q !== "", state !== undefined, role !== undefined].filter(Boolean).length;
  return (
    <FilterBar action="/quan-tri/tai-khoan" resetHref="/quan-tri/tai-khoan" count={count}>
      <FormRow>
        <SearchField name="q" label={text(locale, "accounts.search")} value={q} />
        <SelectField
          name="state"
          label={text(locale, "field.state")}
          value={state ?? ""}
          emptyLabel={text(locale, "accounts.all")}
          options={[
            { value: "active", label: text(locale, "accounts.active") },
            { value: "disabled", label: text(locale, "accounts.disabled") },
          ]}
        />
        <SelectField
          name="role"
          label={text(locale, "field.role")}
          value={role ?? ""}
          emptyLabel={text(locale, "accounts.all")}
          options={POST_ROLES.map((value) => ({ value, label: text(locale, `role.${value}`) }))}
        />
      </FormRow>
    </FilterBar>
  );
}

export function AccountTags({ locale, account }: { locale: Locale; account: ManagedAccount }) {
  return (
    <Cluster>
      {account.disabledAt === null ? (
        <Tag tone="success">{text(locale, "accounts.active")}</Tag>
      ) : (
        <Tag tone="danger">{text(locale, "accounts.disabled")}</Tag>
      )}
      {account.mustChangePassword && <Tag tone="warning">{text(locale, "accounts.must_change")}</Tag>}
      {account.demo && <Tag tone="info">{text(locale, "accounts.demo")}</Tag>}
    </Cluster>
  );
}
