import { formatDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { Button, DateField, Form, FormRow, LinkButton, PageHeader, Section, SelectField, Table } from "#ui/ui.tsx";
import { INDICES_PATH, POSTINGS_PATH } from "./indices.page.tsx";
import type { PostingPlace } from "./posting.store.ts";
import { text } from "./texts.ts";

export interface PostingPageProps {
  readonly locale: Locale;
  readonly today: string;
  readonly places: readonly PostingPlace[];
  readonly canRecord: boolean;
  readonly csrf: string;
  readonly formKey: string;
}

/** When the printed list of procedures was put up at each place, and the form that records it. */
export function PostingPage({ locale, today, places, canRecord, csrf, formKey }: PostingPageProps) {
  return (
    <>
      <PageHeader
        title={text(locale, "posting.title")}
        lead={text(locale, "posting.lead")}
        actions={
          <LinkButton href={INDICES_PATH} icon="back">
            {text(locale, "indices.title")}
          </LinkButton>
        }
      />
      <Table
        caption={text(locale, "posting.title")}
        captionHidden
        stack
        rows={places}
        rowKey={(place) => String(place.unitId)}
        empty={text(locale, "posting.no_place")}
        columns={[
          { key: "name", header: text(locale, "by.unit"), rowHeader: true, cell: (place) => place.name },
          {
            key: "days",
            header: text(locale, "posting.days"),
            cell: (place) => place.days.map(formatDay).join(", ") || text(locale, "posting.never"),
          },
          {
            key: "print",
            header: text(locale, "posting.print"),
            cell: (place) => <a href={`/niem-yet/${place.agencyId}/in`}>{text(locale, "posting.print_list")}</a>,
          },
        ]}
      />
      {canRecord && places.length > 0 && (
        <Section title={text(locale, "posting.record")}>
          <Form action={POSTINGS_PATH} csrf={csrf} formKey={formKey} scope="posting" label={text(locale, "posting.record")}>
            <FormRow>
              <SelectField
                name="unitId"
                label={text(locale, "by.unit")}
                options={places.map(({ unitId, name }) => ({ value: String(unitId), label: name }))}
              />
              <DateField name="on" label={text(locale, "posting.on")} value={formatDay(today)} required />
            </FormRow>
            <Button>{text(locale, "posting.record")}</Button>
          </Form>
        </Section>
      )}
    </>
  );
}
