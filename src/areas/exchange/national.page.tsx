import { newFormKey } from "#platform/http/idempotency-key.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  ActionBar,
  Button,
  Checkbox,
  Details,
  Fieldset,
  Form,
  FormRow,
  HiddenFields,
  Notice,
  PageHeader,
  RadioGroup,
  Section,
  SelectField,
  Stack,
  Table,
  TextField,
} from "#ui/ui.tsx";
import { type NationalSettings, SHIPPED_CODES } from "./national-settings.ts";
import { AGENCY_SCHEMES, CODE_NAMES } from "./set-national.ts";
import { text } from "./texts.ts";

export const NATIONAL = "/quan-tri/ket-noi-quoc-gia";

export interface NationalPageProps {
  readonly locale: Locale;
  readonly csrf: string;
  readonly settings: NationalSettings | undefined;
  readonly fields: readonly string[];
  readonly agencies: readonly { readonly id: number; readonly name: string; readonly codes: readonly string[] }[];
  readonly typed: Readonly<Record<string, string | string[] | undefined>> | undefined;
}

/** Where the national side is, in which words it is spoken to, and under which codes it knows the agencies. */
export function NationalPage(props: NationalPageProps) {
  const { locale, csrf, settings, typed } = props;
  const connected = settings?.connected === true;
  const one = (name: string, stored: string | undefined): string => {
    const value = typed?.[name];
    return typed?.["dossiersPath"] === undefined ? (stored ?? "") : typeof value === "string" ? value : (value?.[0] ?? "");
  };
  const ticked = (name: string, stored: boolean): boolean =>
    typed?.["dossiersPath"] === undefined ? stored : typed[name] !== undefined;
  return (
    <>
      <PageHeader title={text(locale, "connection.title")} lead={text(locale, "connection.lead")} />
      <Stack gap="l">
        {connected && settings.localPeer && <Notice tone="warning">{text(locale, "sync.local_peer")}</Notice>}
        {!connected && <Notice tone="info">{text(locale, "sync.not_set_up")}</Notice>}
        <Form action={NATIONAL} csrf={csrf} formKey={newFormKey()} label={text(locale, "connection.title")} wide>
          <Where {...props} one={one} />
          <Codes {...props} one={one} verified={ticked("verified", settings?.verified ?? false)} />
          <RadioGroup
            name="agencyBy"
            label={text(locale, "connection.agency_by")}
            value={one("agencyBy", settings?.agencyBy ?? "name") || "name"}
            options={(["name", "code"] as const).map((value) => ({
              value,
              label: text(locale, `connection.agency_by_${value}`),
            }))}
            inline
          />
          <FieldCodes {...props} one={one} />
          <ActionBar>
            <Button icon="check">{text(locale, "connection.save")}</Button>
          </ActionBar>
        </Form>
        <Agencies {...props} />
      </Stack>
    </>
  );
}

const pairs = <T,>(list: readonly T[]): readonly (readonly T[])[] =>
  list.flatMap((_, index) => (index % 2 === 0 ? [list.slice(index, index + 2)] : []));

function FieldCodes({
  locale,
  fields,
  settings,
  typed,
  one,
}: NationalPageProps & { readonly one: (name: string, stored: string | undefined) => string }) {
  const known = Object.keys(settings?.fieldCodes ?? {}).length;
  return (
    <Details
      summary={text(locale, "connection.fields", { known, count: fields.length })}
      open={typed?.["dossiersPath"] !== undefined}
    >
      {fields.map((name, index) => (
        <div key={name}>
          <HiddenFields values={{ [`fields.${index}.name`]: name }} />
          <TextField
            name={`fields.${index}.code`}
            label={name}
            value={one(`fields.${index}.code`, settings?.fieldCodes[name])}
            width="s"
          />
        </div>
      ))}
    </Details>
  );
}

function Agencies({ locale, csrf, agencies, typed }: NationalPageProps) {
  const one = (name: string): string => {
    const value = typed?.[name];
    return typeof value === "string" ? value : "";
  };
  return (
    <Section title={text(locale, "connection.agencies")} lead={text(locale, "connection.agencies_hint")}>
      <Table
        caption={text(locale, "connection.agencies")}
        captionHidden
        rows={agencies}
        rowKey={(row) => String(row.id)}
        columns={[
          {
            key: "name",
            header: text(locale, "connection.agency"),
            rowHeader: true,
            cell: (row) => <a href={`/to-chuc/${row.id}`}>{row.name}</a>,
          },
          {
            key: "codes",
            header: text(locale, "connection.agency_codes"),
            cell: (row) => (row.codes.length === 0 ? text(locale, "connection.no_code") : row.codes.join(", ")),
          },
        ]}
      />
      <Form action={`${NATIONAL}/ma`} csrf={csrf} formKey={newFormKey()} label={text(locale, "connection.add_code")} wide>
        <FormRow>
          <SelectField
            name="unitId"
            label={text(locale, "connection.agency")}
            options={agencies.map(({ id, name }) => ({ value: String(id), label: name }))}
            value={one("unitId")}
            required
          />
          <SelectField
            name="scheme"
            label={text(locale, "connection.scheme")}
            options={AGENCY_SCHEMES.map((value) => ({ value, label: text(locale, `connection.scheme_${value}`) }))}
            value={one("scheme") || "qd20"}
            required
          />
          <TextField name="code" label={text(locale, "connection.agency_code")} value={one("code")} width="s" required />
        </FormRow>
        <ActionBar>
          <Button variant="secondary">{text(locale, "connection.add_code")}</Button>
        </ActionBar>
      </Form>
    </Section>
  );
}

type Typed = (name: string, stored: string | undefined) => string;

function Where({ locale, settings, one }: NationalPageProps & { readonly one: Typed }) {
  const connected = settings?.connected === true;
  return (
    <Fieldset legend={text(locale, "connection.where")} hint={text(locale, "connection.where_hint")}>
      <TextField name="url" label={text(locale, "connection.url")} value={one("url", connected ? settings.url : "")} />
      <TextField
        name="token"
        label={text(locale, "connection.token")}
        hint={text(locale, !connected ? "connection.token_hint" : "connection.token_kept")}
        value=""
        autocomplete="off"
      />
      <FormRow>
        <TextField
          name="dossiersPath"
          label={text(locale, "connection.dossiers_path")}
          value={one("dossiersPath", settings?.dossiersPath ?? "/national/dossiers")}
          required
        />
        <TextField
          name="documentsPath"
          label={text(locale, "connection.documents_path")}
          value={one("documentsPath", settings?.documentsPath ?? "/edxml/documents")}
          required
        />
      </FormRow>
    </Fieldset>
  );
}

function Codes({ locale, settings, one, verified }: NationalPageProps & { readonly one: Typed; readonly verified: boolean }) {
  return (
    <Fieldset legend={text(locale, "connection.codes")} hint={text(locale, "connection.codes_hint")}>
      {pairs(CODE_NAMES).map((row) => (
        <FormRow key={row[0]}>
          {row.map((name) => (
            <TextField
              key={name}
              name={`codes.${name}`}
              label={text(locale, `connection.code.${name}`)}
              value={one(`codes.${name}`, settings?.codes[name] ?? SHIPPED_CODES[name])}
              width="xs"
              required
            />
          ))}
        </FormRow>
      ))}
      <Checkbox name="verified" label={text(locale, "connection.verified")} checked={verified} />
    </Fieldset>
  );
}
