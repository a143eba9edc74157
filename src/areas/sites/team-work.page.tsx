import { formatDay } from "#platform/i18n/dates.ts";
import {
  Button,
  DateField,
  FoldedForm,
  Form,
  FormRow,
  NumberField,
  Section,
  SelectField,
  Table,
  Tag,
  TextField,
} from "#ui/ui.tsx";
import type { FormsProps } from "./article-form.page.tsx";
import type { Duty, Team, TeamMember, Visit } from "./team.ts";
import { text } from "./texts.ts";

export interface TeamFormsProps extends FormsProps {
  readonly today: string;
}

export interface TeamProps extends TeamFormsProps {
  readonly team: Team;
  readonly members: readonly TeamMember[];
  readonly duties: readonly Duty[];
  readonly visits: readonly Visit[];
  readonly year: { readonly visits: number; readonly helped: number; readonly hamlets: number };
}

const memberOptions = (members: readonly TeamMember[]) => members.map(({ id, name }) => ({ value: String(id), label: name }));

/** Who is on duty on which day, and the form that goes on with it. */
export function Duties(props: TeamProps) {
  const { locale, publishes, members, duties } = props;
  const days = Map.groupBy(duties, ({ on }) => on);
  return (
    <Section title={text(locale, "duty.title")}>
      <Table
        caption={text(locale, "duty.title")}
        captionHidden
        stack={false}
        rows={[...days]}
        rowKey={([on]) => on}
        empty={text(locale, "duty.none")}
        columns={[
          { key: "on", header: text(locale, "receptions.on"), rowHeader: true, nowrap: true, cell: ([on]) => formatDay(on) },
          {
            key: "who",
            header: text(locale, "duty.who"),
            cell: ([on, who]) =>
              who.map((duty) =>
                publishes ? (
                  <OnDuty key={duty.memberId} {...props} duty={duty} on={on} />
                ) : (
                  <div key={duty.memberId}>{duty.name}</div>
                ),
              ),
          },
        ]}
      />
      {publishes && members.length > 0 && <PlanForm {...props} />}
      {publishes && members.length > 1 && duties.length > 0 && <SwapForm {...props} />}
    </Section>
  );
}

/** Gives a day from one member to another in one step. */
function SwapForm({ locale, today, team, members, csrf, newKey }: TeamProps) {
  const options = memberOptions(members);
  return (
    <FoldedForm
      summary={text(locale, "duties.swap")}
      action={`/to-ho-tro/${team.id}/doi-truc`}
      csrf={csrf}
      formKey={newKey()}
      scope="swap"
    >
      <FormRow>
        <SelectField name="memberId" label={text(locale, "duties.from")} options={options} />
        <SelectField name="toMemberId" label={text(locale, "duties.to")} options={options} />
      </FormRow>
      <DateField name="on" label={text(locale, "duties.day")} value={formatDay(today)} required />
      <Button variant="secondary">{text(locale, "duties.swap")}</Button>
    </FoldedForm>
  );
}

function OnDuty({ locale, csrf, newKey, team, duty, on }: TeamProps & { readonly duty: Duty; readonly on: string }) {
  return (
    <Form
      action={`/to-ho-tro/${team.id}/bo-truc`}
      csrf={csrf}
      formKey={newKey()}
      hidden={{ memberId: String(duty.memberId), on }}
    >
      <div class="cluster">
        {duty.name}
        <Button variant="quiet" size="s">
          {text(locale, "duty.drop")}
          <span class="visually-hidden">
            {" "}
            ({duty.name}, {formatDay(on)})
          </span>
        </Button>
      </div>
    </Form>
  );
}

function PlanForm({ locale, today, csrf, newKey, team, members }: TeamProps) {
  return (
    <FoldedForm
      summary={text(locale, "duty.add")}
      action={`/to-ho-tro/${team.id}/lich-truc`}
      csrf={csrf}
      formKey={newKey()}
      scope="duty"
    >
      <SelectField name="memberId" label={text(locale, "officers.name")} options={memberOptions(members)} />
      <FormRow>
        <DateField name="from" label={text(locale, "duty.from")} value={formatDay(today)} required />
        <DateField name="until" label={text(locale, "duty.until")} value={formatDay(today)} required />
      </FormRow>
      <Button>{text(locale, "duty.add")}</Button>
    </FoldedForm>
  );
}

/** Where a team has been, and the form for another visit. */
export function Visits(props: TeamProps) {
  const { locale, publishes, members, visits } = props;
  return (
    <Section title={text(locale, "visits.title")}>
      <Table
        caption={text(locale, "visits.title")}
        captionHidden
        stack
        rows={visits}
        rowKey={(row) => String(row.id)}
        empty={text(locale, "visits.none")}
        columns={[
          { key: "on", header: text(locale, "receptions.on"), rowHeader: true, nowrap: true, cell: (row) => formatDay(row.on) },
          { key: "hamlet", header: text(locale, "visits.hamlet"), cell: (row) => row.hamlet },
          { key: "helped", header: text(locale, "visits.helped"), align: "end", cell: (row) => row.helped },
          {
            key: "what",
            header: text(locale, "visits.what"),
            cell: (row) => (
              <>
                {row.what} <span class="muted">({row.memberName})</span>
                {row.withdrawnWhy !== null && (
                  <Tag tone="warning">{text(locale, "visits.withdrawn", { why: row.withdrawnWhy })}</Tag>
                )}
                {row.withdrawnWhy === null && publishes && <WithdrawForm {...props} visit={row} />}
              </>
            ),
          },
        ]}
      />
      {members.length > 0 && <VisitForm {...props} />}
    </Section>
  );
}

function WithdrawForm({ locale, csrf, newKey, team, visit }: TeamProps & { readonly visit: Visit }) {
  return (
    <FoldedForm
      summary={text(locale, "visits.withdraw")}
      action={`/to-ho-tro/${team.id}/rut-luot`}
      csrf={csrf}
      formKey={newKey()}
      hidden={{ id: String(visit.id) }}
      scope={`v${visit.id}`}
      label={`${text(locale, "visits.withdraw")} ${formatDay(visit.on)}`}
    >
      <TextField name="why" label={text(locale, "release.reason")} maxLength={300} required />
      <Button variant="secondary">{text(locale, "visits.withdraw")}</Button>
    </FoldedForm>
  );
}

function VisitForm({ locale, today, csrf, newKey, team, members }: TeamProps) {
  return (
    <Form
      action={`/to-ho-tro/${team.id}/di-ho-tro`}
      csrf={csrf}
      formKey={newKey()}
      scope="visit"
      label={text(locale, "visits.add")}
    >
      <FormRow>
        <DateField name="on" label={text(locale, "receptions.on")} value={formatDay(today)} required />
        <TextField name="hamlet" label={text(locale, "visits.hamlet")} maxLength={120} required />
        <NumberField name="helped" label={text(locale, "visits.helped")} required />
        <SelectField name="memberId" label={text(locale, "visits.member")} options={memberOptions(members)} />
      </FormRow>
      <TextField name="what" label={text(locale, "visits.what")} maxLength={500} required width="full" />
      <Button>{text(locale, "visits.add")}</Button>
    </Form>
  );
}
