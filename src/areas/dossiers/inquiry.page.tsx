import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  ActionBar,
  Button,
  DateField,
  Details,
  Drawer,
  Form,
  RadioGroup,
  Section,
  Table,
  Tag,
  TextArea,
  TextField,
} from "#ui/ui.tsx";
import type { Dossier } from "./dossier.ts";
import type { RefusedForm } from "./extension.ts";
import { type Inquiry, INQUIRY_KINDS, type OverdueInquiry } from "./inquiry.ts";
import { text } from "./texts.ts";

export interface InquiriesProps {
  readonly locale: Locale;
  readonly dossier: Dossier;
  readonly inquiries: readonly Inquiry[];
  /** Whether this person may ask and answer. */
  readonly mayAsk: boolean;
  readonly csrf: string;
  readonly newKey: () => string;
  readonly refused?: RefusedForm | undefined;
  readonly opened: string | undefined;
  readonly now: Date;
}

const typedIn = (refused: RefusedForm | undefined, form: string) => (name: string) => {
  const given = refused?.action === form ? refused.typed[name] : undefined;
  return Array.isArray(given) ? given[0] : given;
};

function AnswerForm({ inquiry, ...props }: InquiriesProps & { inquiry: Inquiry }) {
  const { locale, dossier, csrf, newKey, refused } = props;
  const name = `inquiry-${inquiry.id}`;
  const value = typedIn(refused, name);
  const isRefused = refused?.action === name;
  return (
    <Details summary={text(locale, "inquiry.answer")} open={isRefused}>
      <Form
        action={`/ho-so/${dossier.id}/y-kien/${inquiry.id}`}
        csrf={csrf}
        formKey={newKey()}
        errors={isRefused ? refused.errors : []}
        scope={isRefused ? undefined : name}
      >
        {inquiry.kind === "verification" && (
          <>
            <TextField name="place" label={text(locale, "inquiry.place")} required value={value("place")} />
            <TextField name="participants" label={text(locale, "inquiry.participants")} required value={value("participants")} />
          </>
        )}
        <TextArea name="finding" label={text(locale, "inquiry.finding")} rows={3} required value={value("finding")} />
        <ActionBar>
          <Button variant="secondary">{text(locale, "inquiry.save_answer")}</Button>
        </ActionBar>
      </Form>
    </Details>
  );
}

function AskForm(props: InquiriesProps) {
  const { locale, dossier, csrf, newKey, refused } = props;
  const value = typedIn(refused, "inquiry");
  const isRefused = refused?.action === "inquiry";
  return (
    <Details summary={text(locale, "inquiry.ask")} open={isRefused}>
      <Form
        action={`/ho-so/${dossier.id}/y-kien`}
        csrf={csrf}
        formKey={newKey()}
        errors={isRefused ? refused.errors : []}
        scope={isRefused ? undefined : "inquiry"}
      >
        <RadioGroup
          name="kind"
          label={text(locale, "inquiry.kind")}
          inline
          value={value("kind") ?? "consultation"}
          options={INQUIRY_KINDS.map((kind) => ({ value: kind, label: text(locale, `inquiry.kind.${kind}`) }))}
        />
        <TextField name="askedOf" label={text(locale, "inquiry.asked_of")} required value={value("askedOf")} />
        <TextArea name="question" label={text(locale, "inquiry.question")} rows={2} required value={value("question")} />
        <DateField
          name="dueOn"
          label={text(locale, "inquiry.due")}
          hint={text(locale, "inquiry.due_hint")}
          required
          value={value("dueOn")}
        />
        <ActionBar>
          <Button variant="secondary">{text(locale, "inquiry.ask")}</Button>
        </ActionBar>
      </Form>
    </Details>
  );
}

const isLate = (inquiry: Inquiry, now: Date): boolean => inquiry.answeredAt === null && inquiry.dueAt < now;

/** What was asked of others about the dossier, and what came back; it never stops the clock. */
export function Inquiries(props: InquiriesProps) {
  const { locale, dossier, inquiries, now } = props;
  const mayAsk = props.mayAsk && dossier.state === "PROCESSING";
  if (inquiries.length === 0 && !mayAsk) return null;
  const owed = inquiries.filter(({ answeredAt }) => answeredAt === null).length;
  return (
    <Drawer
      id="muc-inquiries"
      title={text(locale, "inquiry.title")}
      brief={owed === 0 ? undefined : text(locale, "inquiry.owed", { count: owed })}
      open={owed > 0 || props.opened === "inquiries" || props.refused?.action.startsWith("inquiry") === true}
    >
      {inquiries.map((inquiry) => (
        <div key={inquiry.id} class="stack">
          <p>
            <strong>
              {text(locale, `inquiry.kind.${inquiry.kind}`)} – {inquiry.askedOf}
            </strong>{" "}
            {isLate(inquiry, now) && (
              <Tag tone="danger" icon="warning">
                {text(locale, "due.late")}
              </Tag>
            )}
            <br />
            {inquiry.question}
            <br />
            <span class="muted">
              {inquiry.askedByName}, {formatInstant(inquiry.askedAt, dossier.timeZone)}. {text(locale, "inquiry.due")}:{" "}
              {formatInstant(inquiry.dueAt, dossier.timeZone)}
            </span>
          </p>
          {inquiry.finding !== null && (
            <p>
              {text(locale, "inquiry.finding")}: {inquiry.finding}{" "}
              <span class="muted">
                ({[inquiry.place, inquiry.participants, inquiry.answeredByName].filter((part) => part !== null).join(" · ")})
              </span>
            </p>
          )}
          {inquiry.answeredAt === null && mayAsk && <AnswerForm {...props} inquiry={inquiry} />}
        </div>
      ))}
      {mayAsk && <AskForm {...props} />}
    </Drawer>
  );
}

/** On the lead's page: opinions and verifications that are owed beyond their day. */
export function OverdueInquiries({ locale, overdue }: { locale: Locale; overdue: readonly OverdueInquiry[] }) {
  if (overdue.length === 0) return null;
  return (
    <Section title={text(locale, "inquiry.overdue")} lead={text(locale, "inquiry.overdue_lead")}>
      <Table
        caption={text(locale, "inquiry.overdue")}
        captionHidden
        stack
        rows={overdue}
        rowKey={(row) => String(row.id)}
        columns={[
          {
            key: "code",
            header: text(locale, "dossier"),
            rowHeader: true,
            cell: (row) => (
              <a class="code nowrap" href={`/ho-so/${row.dossierId}`}>
                {row.code}
              </a>
            ),
          },
          { key: "kind", header: text(locale, "inquiry.kind"), cell: (row) => text(locale, `inquiry.kind.${row.kind}`) },
          { key: "of", header: text(locale, "inquiry.asked_of"), cell: (row) => row.askedOf },
          { key: "due", header: text(locale, "inquiry.due"), nowrap: true, cell: (row) => formatInstant(row.dueAt) },
          { key: "by", header: text(locale, "inquiry.asked_by"), cell: (row) => row.askedByName },
        ]}
      />
    </Section>
  );
}
