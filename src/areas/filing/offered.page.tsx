import { newFormKey } from "#platform/http/idempotency-key.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { Mandate } from "#identity";
import type { Procedure } from "#procedures";
import {
  ActionBar,
  Button,
  EmptyState,
  Form,
  LinkButton,
  Notice,
  PageHeader,
  Section,
  SelectField,
  Stack,
  Table,
  Tag,
} from "#ui/ui.tsx";
import type { EformVersion, FilingPlace, OfferedForm } from "./eform.store.ts";
import { text } from "./texts.ts";

export const NATIONAL_PORTAL = "https://dichvucong.gov.vn";

/** Procedures that can be filed online, by field, each with the place where that is done. */
export function OfferedPage({ locale, offered }: { locale: Locale; offered: readonly OfferedForm[] }) {
  const open = offered.filter(({ published, place }) => published || place === "national");
  const fields = [...new Set(open.map(({ field }) => field))];
  return (
    <>
      <PageHeader title={text(locale, "offered.title")} lead={text(locale, "offered.lead")} />
      <Stack gap="l">
        {open.length === 0 && (
          <EmptyState title={text(locale, "offered.empty")} icon="inbox">
            <a href={NATIONAL_PORTAL}>{text(locale, "offered.national_link")}</a>
          </EmptyState>
        )}
        {fields.map((field) => (
          <Section key={field} title={field}>
            <Table
              caption={field}
              captionHidden
              stack
              rows={open.filter((row) => row.field === field)}
              rowKey={(row) => row.procedureCode}
              columns={[
                {
                  key: "name",
                  header: text(locale, "own.procedure"),
                  rowHeader: true,
                  cell: (row) => <a href={`/nop-ho-so/${row.procedureCode}`}>{row.name}</a>,
                },
                {
                  key: "place",
                  header: text(locale, "offered.place"),
                  cell: (row) => <Tag tone={row.place === "here" ? "success" : "info"}>{text(locale, `place.${row.place}`)}</Tag>,
                },
              ]}
            />
          </Section>
        ))}
        <p class="muted">{text(locale, "offered.note")}</p>
      </Stack>
    </>
  );
}

export interface StartPageProps {
  readonly locale: Locale;
  readonly procedure: Procedure;
  readonly place: FilingPlace | undefined;
  readonly eform: EformVersion | undefined;
  readonly shops: readonly { readonly id: number; readonly fullName: string }[];
  readonly mandates: readonly Mandate[];
  /** Undefined for a visitor, false for staff. */
  readonly citizen: boolean | undefined;
  readonly typed: Readonly<Record<string, string | string[] | undefined>>;
  readonly csrf: string;
}

export function StartPage(props: StartPageProps) {
  const { locale, procedure, place, eform } = props;
  const here = place?.place === "here" && eform !== undefined;
  return (
    <>
      <PageHeader kicker={procedure.code} title={procedure.name} lead={text(locale, "start.lead")} />
      <Stack gap="l">
        {here ? <FileHere {...props} eform={eform} /> : <FileNationally locale={locale} place={place} />}
        <p>
          <a href={`/thu-tuc/${procedure.code}`}>{text(locale, "start.about")}</a>
        </p>
      </Stack>
    </>
  );
}

function FileNationally({ locale, place }: { locale: Locale; place: FilingPlace | undefined }) {
  return (
    <Notice tone="info" title={text(locale, "start.national.title")}>
      <p>{place?.reason ?? text(locale, "start.national.text")}</p>
      <ActionBar>
        <LinkButton href={place?.url ?? NATIONAL_PORTAL}>{text(locale, "offered.national_link")}</LinkButton>
      </ActionBar>
    </Notice>
  );
}

function FileHere(props: StartPageProps & { eform: EformVersion }) {
  const { locale, procedure, eform, citizen } = props;
  return (
    <>
      <Section title={text(locale, "start.what.title")}>
        <ol>
          {eform.form.sections.map(({ code, title }) => (
            <li key={code}>{title}</li>
          ))}
          <li>{text(locale, "papers.title")}</li>
          <li>{text(locale, "check.title")}</li>
        </ol>
        <p>{text(locale, "start.what.text")}</p>
        {!eform.verified && <Notice tone="warning">{text(locale, "start.unverified", { source: eform.source })}</Notice>}
      </Section>
      {citizen === true ? (
        <StartForm {...props} />
      ) : (
        <Notice tone="info" title={text(locale, "start.sign_in.title")}>
          <p>{text(locale, citizen === undefined ? "start.sign_in.text" : "start.sign_in.staff")}</p>
          {citizen === undefined && (
            <ActionBar>
              <LinkButton
                href={`/dang-nhap/cong-dan?next=${encodeURIComponent(`/nop-ho-so/${procedure.code}`)}`}
                variant="primary"
                icon="user"
              >
                {text(locale, "start.sign_in.submit")}
              </LinkButton>
            </ActionBar>
          )}
        </Notice>
      )}
    </>
  );
}

function StartForm({ locale, procedure, shops, mandates, typed, csrf }: StartPageProps) {
  const value = (name: string): string | undefined => (typeof typed[name] === "string" ? typed[name] : undefined);
  const { cases } = procedure.definition;
  return (
    <Section title={text(locale, "start.begin")}>
      <Form action={`/nop-ho-so/${procedure.code}`} csrf={csrf} formKey={newFormKey()}>
        <SelectField
          name="unitId"
          label={text(locale, "start.unit")}
          hint={text(locale, "start.unit_hint")}
          value={value("unitId") ?? (shops.length === 1 ? String(shops[0]?.id) : undefined)}
          emptyLabel={text(locale, "answer.choose")}
          required
          options={shops.map(({ id, fullName }) => ({ value: String(id), label: fullName }))}
        />
        {cases.length > 0 && (
          <SelectField
            name="caseCode"
            label={text(locale, "start.case")}
            value={value("caseCode")}
            required
            options={cases.map(({ code, name }) => ({ value: code, label: name }))}
          />
        )}
        {mandates.length > 0 && (
          <SelectField
            name="mandateId"
            label={text(locale, "start.for_whom")}
            value={value("mandateId")}
            emptyLabel={text(locale, "start.for_me")}
            options={mandates.map(({ id, name }) => ({ value: String(id), label: name }))}
          />
        )}
        <ActionBar>
          <Button>{text(locale, "start.submit")}</Button>
        </ActionBar>
        <p>
          <a href="/cua-toi/nguoi-duoc-dai-dien">{text(locale, "start.mandates")}</a>
        </p>
      </Form>
    </Section>
  );
}
