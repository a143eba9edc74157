import { formatDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  Button,
  type Column,
  DateField,
  FoldedForm,
  FormRow,
  LinkButton,
  PageHeader,
  Section,
  SelectField,
  Stack,
  Table,
  Tag,
  TextField,
} from "#ui/ui.tsx";
import { type Complaint, SOURCES, SUBJECTS } from "./complaint.ts";
import type { ComplaintPlace } from "./complaint.store.ts";
import { COMPLAINTS_PATH, INDICES_PATH } from "./indices.page.tsx";
import { text } from "./texts.ts";

export interface ComplaintsPageProps {
  readonly locale: Locale;
  readonly today: string;
  readonly places: readonly ComplaintPlace[];
  readonly complaints: readonly Complaint[];
  /** The row of the indices that the list explains. */
  readonly counted: { readonly unit: string; readonly from: string; readonly to: string } | undefined;
  readonly canRecord: boolean;
  readonly csrf: string;
  readonly newKey: () => string;
}

/** Since when complaints are entered at each place, the complaints themselves, and the forms that enter them. */
export function ComplaintsPage(props: ComplaintsPageProps) {
  const { locale, canRecord, places, counted } = props;
  const kept = places.filter(({ keptFrom }) => keptFrom !== null);
  return (
    <Stack>
      <PageHeader
        title={text(locale, "complaints.title")}
        lead={text(locale, "complaints.lead")}
        actions={
          <LinkButton href={INDICES_PATH} icon="back">
            {text(locale, "indices.title")}
          </LinkButton>
        }
      />
      <Section
        title={
          counted === undefined
            ? text(locale, "complaints.list")
            : text(locale, "complaints.counted", { ...counted, from: formatDay(counted.from), to: formatDay(counted.to) })
        }
      >
        {counted !== undefined && <a href={COMPLAINTS_PATH}>{text(locale, "complaints.all")}</a>}
        <ComplaintTable {...props} />
        {canRecord && kept.length > 0 && <RecordForm {...props} kept={kept} />}
      </Section>
      <Section title={text(locale, "complaints.registers")}>
        <Table
          caption={text(locale, "complaints.registers")}
          captionHidden
          stack
          rows={places}
          rowKey={(place) => String(place.unitId)}
          empty={text(locale, "posting.no_place")}
          columns={[
            { key: "name", header: text(locale, "by.unit"), rowHeader: true, cell: (place) => place.name },
            {
              key: "from",
              header: text(locale, "complaints.kept_from"),
              cell: ({ keptFrom }) => (keptFrom === null ? text(locale, "complaints.not_kept") : formatDay(keptFrom)),
            },
          ]}
        />
        {canRecord && kept.length < places.length && <BeginForm {...props} />}
      </Section>
    </Stack>
  );
}

function Answer(props: ComplaintsPageProps & { readonly complaint: Complaint }) {
  const { locale, today, complaint, canRecord, csrf, newKey } = props;
  const { id, dueOn, answeredOn, answerNo } = complaint;
  if (answeredOn !== null) {
    const late = answeredOn > dueOn ? ` (${text(locale, "complaints.answered_late")})` : "";
    return <>{[`${formatDay(answeredOn)}${late}`, answerNo].filter((part) => part !== null).join(", ")}</>;
  }
  const isLate = dueOn < today;
  return (
    <>
      <Tag tone={isLate ? "danger" : "info"}>{text(locale, isLate ? "complaints.late" : "complaints.open")}</Tag>
      {canRecord && (
        <FoldedForm
          summary={text(locale, "complaints.answer")}
          action={`${COMPLAINTS_PATH}/${id}/tra-loi`}
          csrf={csrf}
          formKey={newKey()}
          scope={`a${id}`}
        >
          <DateField name="answeredOn" label={text(locale, "complaints.answered_on")} value={formatDay(today)} required />
          <TextField name="answerNo" label={text(locale, "complaints.answer_no")} maxLength={60} />
          <Button variant="secondary">{text(locale, "complaints.answer")}</Button>
        </FoldedForm>
      )}
    </>
  );
}

function ComplaintTable(props: ComplaintsPageProps) {
  const { locale, complaints, canRecord, csrf, newKey } = props;
  const columns: Column<Complaint>[] = [
    {
      key: "number",
      header: text(locale, "complaints.number"),
      rowHeader: true,
      cell: (it) => (
        <>
          {it.number}
          <div class="muted small">{text(locale, `complaint.source.${it.source}`)}</div>
        </>
      ),
    },
    { key: "about", header: text(locale, "complaints.about"), cell: (it) => text(locale, `complaint.about.${it.about}`) },
    { key: "unit", header: text(locale, "by.unit"), cell: (it) => it.unitName },
    { key: "received", header: text(locale, "complaints.received"), nowrap: true, cell: (it) => formatDay(it.receivedOn) },
    { key: "due", header: text(locale, "complaints.due"), nowrap: true, cell: (it) => formatDay(it.dueOn) },
    { key: "answered", header: text(locale, "complaints.answered"), cell: (it) => <Answer {...props} complaint={it} /> },
  ];
  const takeBack: Column<Complaint> = {
    key: "void",
    header: text(locale, "complaints.take_back"),
    cell: ({ id }) => (
      <FoldedForm
        summary={text(locale, "complaints.take_back")}
        action={`${COMPLAINTS_PATH}/${id}/huy`}
        csrf={csrf}
        formKey={newKey()}
        scope={`v${id}`}
      >
        <TextField name="why" label={text(locale, "complaints.why")} maxLength={500} required />
        <Button variant="secondary">{text(locale, "complaints.take_back")}</Button>
      </FoldedForm>
    ),
  };
  return (
    <Table
      caption={text(locale, "complaints.list")}
      captionHidden
      stack
      rows={complaints}
      rowKey={({ id }) => String(id)}
      empty={text(locale, "complaints.none")}
      columns={canRecord ? [...columns, takeBack] : columns}
    />
  );
}

const placeOptions = (places: readonly ComplaintPlace[]) =>
  places.map(({ unitId, name }) => ({ value: String(unitId), label: name }));

function RecordForm(props: ComplaintsPageProps & { readonly kept: readonly ComplaintPlace[] }) {
  const { locale, today, kept, csrf, newKey } = props;
  return (
    <FoldedForm
      summary={text(locale, "complaints.record")}
      action={COMPLAINTS_PATH}
      csrf={csrf}
      formKey={newKey()}
      scope="complaint"
    >
      <FormRow>
        <SelectField name="unitId" label={text(locale, "by.unit")} options={placeOptions(kept)} />
        <SelectField
          name="about"
          label={text(locale, "complaints.about")}
          options={SUBJECTS.map((one) => ({ value: one, label: text(locale, `complaint.about.${one}`) }))}
        />
      </FormRow>
      <FormRow>
        <SelectField
          name="source"
          label={text(locale, "complaints.source")}
          options={SOURCES.map((one) => ({ value: one, label: text(locale, `complaint.source.${one}`) }))}
        />
        <TextField name="number" label={text(locale, "complaints.number")} maxLength={60} required />
      </FormRow>
      <FormRow>
        <DateField name="receivedOn" label={text(locale, "complaints.received")} value={formatDay(today)} required />
        <DateField name="dueOn" label={text(locale, "complaints.due")} hint={text(locale, "complaints.due_hint")} required />
      </FormRow>
      <Button>{text(locale, "complaints.record")}</Button>
    </FoldedForm>
  );
}

function BeginForm({ locale, today, places, csrf, newKey }: ComplaintsPageProps) {
  return (
    <FoldedForm
      summary={text(locale, "complaints.begin")}
      action={`${COMPLAINTS_PATH}/so`}
      csrf={csrf}
      formKey={newKey()}
      scope="register"
    >
      <FormRow>
        <SelectField
          name="unitId"
          label={text(locale, "by.unit")}
          options={placeOptions(places.filter(({ keptFrom }) => keptFrom === null))}
        />
        <DateField
          name="keptFrom"
          label={text(locale, "complaints.kept_from")}
          hint={text(locale, "complaints.begin_hint")}
          value={formatDay(today)}
          required
        />
      </FormRow>
      <Button>{text(locale, "complaints.begin")}</Button>
    </FoldedForm>
  );
}
