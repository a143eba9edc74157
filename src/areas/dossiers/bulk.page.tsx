import { holderLabel, oncePerPerson, type PostHolder } from "#organisation";
import type { Locale } from "#platform/i18n/messages.ts";
import { ActionBar, Button, Details, LinkButton, PageHeader, SelectField, Table, Tag, TextArea } from "#ui/ui.tsx";
import { mayReceive } from "./choose-action.ts";
import type { DossierSummary } from "./dossier-list.ts";
import { text } from "./texts.ts";

/** What may be done with several dossiers at once: nothing that ends one, nothing that needs its own words. */
export const BULK_ACTIONS = ["hand_over", "forward", "reassign", "sign", "mark_result_ready", "archive"] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];

const FORM = "bulk";

export const pickValue = ({ id, seq, code }: DossierSummary): string => `${id}:${seq}:${code}`;

/** A box in the row of a dossier; it belongs to the form below the table. */
export const PickBox = ({ row, locale }: { row: DossierSummary; locale: Locale }) => (
  <input
    type="checkbox"
    name="pick"
    value={pickValue(row)}
    form={FORM}
    aria-label={text(locale, "bulk.pick", { code: row.code })}
  />
);

export interface BulkFormProps {
  readonly locale: Locale;
  readonly actions: readonly BulkAction[];
  readonly holders: readonly PostHolder[];
  readonly csrf: string;
  readonly formKey: string;
}

/** What to do with the dossiers that are ticked in the table; works without scripts. */
export function BulkForm({ locale, actions, holders, csrf, formKey }: BulkFormProps) {
  if (actions.length === 0) return null;
  const people = oncePerPerson(holders.filter(({ role }) => mayReceive(role, actions)));
  return (
    <Details summary={text(locale, "bulk.title")}>
      <form id={FORM} action="/ho-so/hang-loat" method="post" class="form">
        <input type="hidden" name="_csrf" value={csrf} />
        <input type="hidden" name="_key" value={formKey} />
        <SelectField
          name="action"
          label={text(locale, "bulk.action")}
          required
          options={actions.map((action) => ({ value: action, label: text(locale, `action.${action}`) }))}
        />
        <SelectField
          name="toPersonId"
          label={text(locale, "action.to")}
          hint={text(locale, "bulk.to_hint")}
          emptyLabel={text(locale, "action.choose")}
          options={people.map((holder) => ({
            value: String(holder.personId),
            label: holderLabel(locale, holder),
          }))}
        />
        <TextArea name="reason" label={text(locale, "reason")} hint={text(locale, "bulk.reason_hint")} rows={2} />
        <ActionBar>
          <Button variant="secondary">{text(locale, "bulk.do")}</Button>
        </ActionBar>
      </form>
    </Details>
  );
}

/** What became of one dossier of a selection. */
export interface BulkResult {
  readonly id: number;
  readonly code: string;
  /** Why nothing was done; undefined where it was. */
  readonly why: string | undefined;
}

/** Dossier by dossier: done, or why not. What was done stays done. */
export function BulkReport({ locale, action, results }: { locale: Locale; action: BulkAction; results: readonly BulkResult[] }) {
  const done = results.filter(({ why }) => why === undefined).length;
  return (
    <>
      <PageHeader
        title={text(locale, "bulk.report", { action: text(locale, `action.${action}`) })}
        lead={text(locale, "bulk.counts", { done, all: results.length })}
        actions={<LinkButton href="/ho-so">{text(locale, "list.title")}</LinkButton>}
      />
      <Table
        caption={text(locale, "bulk.title")}
        captionHidden
        stack
        rows={results}
        rowKey={(row) => String(row.id)}
        columns={[
          {
            key: "code",
            header: text(locale, "dossier"),
            rowHeader: true,
            cell: (row) => (
              <a class="code nowrap" href={`/ho-so/${row.id}`}>
                {row.code}
              </a>
            ),
          },
          {
            key: "result",
            header: text(locale, "bulk.result"),
            cell: ({ why }) => (
              <>
                <Tag tone={why === undefined ? "success" : "warning"}>
                  {text(locale, why === undefined ? "bulk.was_done" : "bulk.not_done")}
                </Tag>{" "}
                {why}
              </>
            ),
          },
        ]}
      />
    </>
  );
}
