import { formatDay } from "#platform/i18n/dates.ts";
import {
  Button,
  Card,
  Columns,
  DateField,
  FoldedForm,
  Form,
  FormRow,
  PageHeader,
  Section,
  SelectField,
  Stack,
  StatGrid,
  StatTile,
  Table,
  Tag,
  TextField,
} from "#ui/ui.tsx";
import { phoneText } from "./site-links.ts";
import { Duties, type TeamFormsProps, type TeamProps, Visits } from "./team-work.page.tsx";
import { PARTS, type Team, type TeamMember } from "./team.ts";
import { text } from "./texts.ts";

export interface TeamsProps extends TeamFormsProps {
  readonly teams: readonly Team[];
}

/** The support teams of an agency, and the form for another. */
export function TeamsPage({ locale, today, publishes, csrf, newKey, teams }: TeamsProps) {
  return (
    <Stack>
      <PageHeader title={text(locale, "teams.title")} lead={text(locale, "teams.lead")} />
      <Table
        caption={text(locale, "teams.title")}
        captionHidden
        stack
        rows={teams}
        rowKey={(row) => String(row.id)}
        empty={text(locale, "teams.none")}
        columns={[
          {
            key: "name",
            header: text(locale, "teams.name"),
            rowHeader: true,
            cell: (row) => <a href={`/to-ho-tro/${row.id}`}>{row.name}</a>,
          },
          { key: "since", header: text(locale, "teams.formed"), cell: (row) => formatDay(row.formedOn) },
          {
            key: "phone",
            header: text(locale, "settings.phone"),
            cell: (row) => (row.phone === null ? "–" : phoneText(row.phone)),
          },
          {
            key: "state",
            header: text(locale, "article.state"),
            cell: (row) =>
              row.dissolvedOn === null ? (
                <Tag tone="success">{text(locale, "teams.stands")}</Tag>
              ) : (
                <Tag>{text(locale, "teams.dissolved", { day: formatDay(row.dissolvedOn) })}</Tag>
              ),
          },
        ]}
      />
      {publishes && (
        <Section title={text(locale, "teams.form")}>
          <Form action="/to-ho-tro" csrf={csrf} formKey={newKey()} scope="team">
            <TextField name="name" label={text(locale, "teams.name")} maxLength={200} required />
            <FormRow>
              <TextField name="decisionNo" label={text(locale, "teams.decision")} maxLength={60} />
              <DateField name="formedOn" label={text(locale, "teams.formed")} value={formatDay(today)} required />
              <TextField name="phone" label={text(locale, "settings.phone")} type="tel" maxLength={20} />
            </FormRow>
            <TextField name="place" label={text(locale, "teams.place")} maxLength={200} />
            <Button>{text(locale, "teams.form")}</Button>
          </Form>
        </Section>
      )}
    </Stack>
  );
}

/** One team: its year in figures, its people, who is on duty, and where it has been. */
export function TeamPage(props: TeamProps) {
  const { locale, team, publishes, year } = props;
  const stands = team.dissolvedOn === null;
  return (
    <Stack>
      <PageHeader
        title={team.name}
        lead={[team.place, team.phone === null ? null : phoneText(team.phone), team.decisionNo]
          .filter((part) => part !== null)
          .join(" · ")}
        tags={!stands && <Tag>{text(locale, "teams.dissolved", { day: formatDay(team.dissolvedOn) })}</Tag>}
      />
      <StatGrid>
        <StatTile value={year.visits} label={text(locale, "visits.count")} />
        <StatTile value={year.helped} label={text(locale, "visits.helped")} />
        <StatTile value={year.hamlets} label={text(locale, "visits.hamlets")} />
      </StatGrid>
      <Columns
        asideLabel={text(locale, "members.title")}
        aside={
          <>
            <Members {...props} publishes={publishes && stands} />
            {publishes && stands && <EndTeamForm {...props} />}
          </>
        }
      >
        <Duties {...props} publishes={publishes && stands} />
        <Visits {...props} />
      </Columns>
    </Stack>
  );
}

function Members({ locale, today, publishes, csrf, newKey, team, members }: TeamProps) {
  return (
    <Section title={text(locale, "members.title")}>
      {members.length === 0 && <p class="muted">{text(locale, "members.none")}</p>}
      {members.map((member) => (
        <Card key={member.id} title={member.name} level={3}>
          <p class="muted small">
            {[text(locale, `part.${member.part}`), member.title, text(locale, "members.since", { day: formatDay(member.from) })]
              .filter((part) => part !== null)
              .join(" · ")}
          </p>
          {publishes && <EditMember {...{ locale, team, member, csrf, newKey }} />}
          {publishes && member.until === null && (
            <FoldedForm
              summary={text(locale, "members.end")}
              action={`/to-ho-tro/${team.id}/thoi`}
              csrf={csrf}
              formKey={newKey()}
              hidden={{ memberId: String(member.id) }}
              scope={`m${member.id}`}
              label={`${text(locale, "members.end")}: ${member.name}`}
            >
              <DateField name="until" label={text(locale, "members.until")} value={formatDay(today)} required />
              <Button variant="secondary">{text(locale, "members.end")}</Button>
            </FoldedForm>
          )}
        </Card>
      ))}
      {publishes && (
        <Form
          action={`/to-ho-tro/${team.id}/thanh-vien`}
          csrf={csrf}
          formKey={newKey()}
          scope="join"
          label={text(locale, "members.add")}
        >
          <TextField name="name" label={text(locale, "officers.name")} maxLength={120} required />
          <SelectField
            name="part"
            label={text(locale, "members.part")}
            value="member"
            options={PARTS.map((part) => ({ value: part, label: text(locale, `part.${part}`) }))}
          />
          <TextField name="title" label={text(locale, "members.title_of")} maxLength={200} />
          <DateField name="from" label={text(locale, "members.from")} value={formatDay(today)} required />
          <Button>{text(locale, "members.add")}</Button>
        </Form>
      )}
    </Section>
  );
}

function EditMember({
  locale,
  team,
  member,
  csrf,
  newKey,
}: Pick<TeamProps, "locale" | "team" | "csrf" | "newKey"> & { readonly member: TeamMember }) {
  return (
    <FoldedForm
      summary={text(locale, "members.edit")}
      action={`/to-ho-tro/${team.id}/sua-thanh-vien`}
      csrf={csrf}
      formKey={newKey()}
      hidden={{ memberId: String(member.id) }}
      scope={`e${member.id}`}
      label={`${text(locale, "members.edit")}: ${member.name}`}
    >
      <TextField name="name" label={text(locale, "officers.name")} value={member.name} maxLength={120} required />
      <SelectField
        name="part"
        label={text(locale, "members.part")}
        value={member.part}
        options={PARTS.map((part) => ({ value: part, label: text(locale, `part.${part}`) }))}
      />
      <TextField name="title" label={text(locale, "members.title_of")} value={member.title ?? ""} maxLength={200} />
      <Button variant="secondary">{text(locale, "settings.save")}</Button>
    </FoldedForm>
  );
}

function EndTeamForm({ locale, today, team, csrf, newKey }: TeamProps) {
  return (
    <FoldedForm
      summary={text(locale, "teams.end")}
      action={`/to-ho-tro/${team.id}/giai-the`}
      csrf={csrf}
      formKey={newKey()}
      scope="end"
    >
      <DateField name="on" label={text(locale, "teams.end_on")} value={formatDay(today)} required />
      <Button variant="danger">{text(locale, "teams.end")}</Button>
    </FoldedForm>
  );
}
