import { Button, Details, FormRow, NumberField, Section, SelectField, Table, Tag, TextField } from "#ui/ui.tsx";
import { PlanForm, type PlanGuard, valuesOf } from "./plan-forms.page.tsx";
import type { Point, PriorityReason } from "./queue.ts";
import { text } from "./texts.ts";
import type { VoiceName } from "./voices.ts";

/** What holds for the hall as a whole: limits, appointments, the voice of its calls, a word to whoever comes. */
export function PointForm(props: PlanGuard & { point: Point; voices: readonly VoiceName[] }) {
  const { locale, point, voices } = props;
  const { isRefused, one } = valuesOf(props, "point");
  return (
    <Section title={text(locale, "plan.point")}>
      <Details
        summary={text(locale, "plan.point.summary", { n: point.limitPerIdentity, minutes: point.slotMinutes })}
        open={isRefused}
      >
        <PlanForm {...props} kind="point" form="point">
          <FormRow>
            <NumberField
              name="limitPerIdentity"
              label={text(locale, "plan.limit")}
              hint={text(locale, "plan.limit.hint")}
              value={one("limitPerIdentity", point.limitPerIdentity)}
              required
            />
            <NumberField
              name="slotMinutes"
              label={text(locale, "plan.slot")}
              value={one("slotMinutes", point.slotMinutes)}
              required
            />
            <NumberField
              name="appointmentPercent"
              label={text(locale, "plan.share")}
              hint={text(locale, "plan.share.hint")}
              value={one("appointmentPercent", Math.round(point.appointmentShare * 100))}
              required
            />
            <NumberField
              name="graceMinutes"
              label={text(locale, "plan.grace")}
              value={one("graceMinutes", point.graceMinutes)}
              required
            />
          </FormRow>
          <CallFields locale={locale} point={point} voices={voices} one={one} />
          <Button variant="secondary">{text(locale, "plan.save")}</Button>
        </PlanForm>
      </Details>
    </Section>
  );
}

type CallFieldsProps = Pick<PlanGuard, "locale"> & {
  point: Point;
  voices: readonly VoiceName[];
  one: ReturnType<typeof valuesOf>["one"];
};

/** What a kiosk asks for and says, and by which voice calls are spoken. */
function CallFields({ locale, point, voices, one }: CallFieldsProps) {
  return (
    <FormRow>
      <SelectField
        name="cardNeeded"
        label={text(locale, "plan.card")}
        hint={text(locale, "plan.card.hint")}
        value={one("cardNeeded", point.cardScanned ? "scan" : point.cardNeeded ? "1" : "")}
        emptyLabel={text(locale, "plan.card.no")}
        options={[
          { value: "1", label: text(locale, "plan.card.yes") },
          { value: "scan", label: text(locale, "plan.card.scan") },
        ]}
      />
      <SelectField
        name="phoneProved"
        label={text(locale, "plan.phone_proved")}
        hint={text(locale, "plan.phone_proved.hint")}
        value={one("phoneProved", point.phoneProved ? "1" : "")}
        emptyLabel={text(locale, "plan.phone_proved.no")}
        options={[{ value: "1", label: text(locale, "plan.phone_proved.yes") }]}
      />
      <SelectField
        name="voice"
        label={text(locale, "plan.voice")}
        value={one("voice", point.voice)}
        options={voices.map(({ name, label }) => ({ value: name, label }))}
      />
      <TextField
        name="pausedNote"
        label={text(locale, "plan.note")}
        hint={text(locale, "plan.note.hint")}
        value={one("pausedNote", point.pausedNote)}
        maxLength={300}
      />
    </FormRow>
  );
}

/** Who is called before others: the list of the law, which stands, and what this hall added to it. */
export function ReasonsSection(props: PlanGuard & { reasons: readonly PriorityReason[] }) {
  const { locale, reasons } = props;
  return (
    <Section title={text(locale, "plan.reasons")} lead={text(locale, "plan.reasons.lead")}>
      <Table
        caption={text(locale, "plan.reasons")}
        captionHidden
        stack
        columns={[
          {
            key: "name",
            header: text(locale, "plan.reason"),
            rowHeader: true,
            cell: (r) => (locale === "en" ? r.nameEn : r.name),
          },
          { key: "rank", header: text(locale, "plan.rank"), align: "end", cell: (r) => r.rank },
          {
            key: "source",
            header: text(locale, "plan.source"),
            cell: (r) => (
              <>
                {r.source} {!r.verified && <Tag tone="warning">{text(locale, "plan.unverified")}</Tag>}
              </>
            ),
          },
          {
            key: "end",
            header: text(locale, "plan.act"),
            cell: (r) =>
              r.isOwn ? (
                <PlanForm {...props} kind="end_reason" form={`r${r.code}`} hidden={{ code: r.code }}>
                  <Button variant="secondary" size="s">
                    {text(locale, "plan.reason.end")}
                  </Button>
                </PlanForm>
              ) : (
                text(locale, "plan.reason.law")
              ),
          },
        ]}
        rows={reasons}
        rowKey={(row) => row.code}
      />
      <ReasonForm {...props} />
    </Section>
  );
}

function ReasonForm(props: PlanGuard) {
  const { locale } = props;
  const { isRefused, one } = valuesOf(props, "rnew");
  return (
    <Details summary={text(locale, "plan.reason.new")} open={isRefused}>
      <PlanForm {...props} kind="reason" form="rnew">
        <FormRow>
          <TextField name="name" label={text(locale, "plan.reason")} value={one("name", undefined)} maxLength={200} required />
          <TextField
            name="nameEn"
            label={text(locale, "plan.reason.en")}
            value={one("nameEn", undefined)}
            maxLength={200}
            required
          />
        </FormRow>
        <FormRow>
          <NumberField
            name="rank"
            label={text(locale, "plan.rank")}
            hint={text(locale, "plan.rank.hint")}
            value={one("rank", 5)}
            required
          />
          <TextField
            name="source"
            label={text(locale, "plan.source")}
            hint={text(locale, "plan.source.hint")}
            value={one("source", undefined)}
            maxLength={300}
            required
          />
        </FormRow>
        <Button variant="secondary">{text(locale, "plan.reason.new")}</Button>
      </PlanForm>
    </Details>
  );
}
