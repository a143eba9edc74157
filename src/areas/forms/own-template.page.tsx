import { SLIP_KINDS, type SlipKind } from "#dossiers";
import { formatDay, formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import {
  Button,
  Cluster,
  DateField,
  DescriptionList,
  Details,
  EmptyState,
  FileField,
  Form,
  LinkButton,
  Notice,
  PageHeader,
  Section,
  SelectField,
  Stack,
  Table,
  TextField,
} from "#ui/ui.tsx";
import { acceptOf } from "#platform/files/file-kind.ts";
import { knownTags, QR_TAG } from "./docx-tags.ts";
import type { OwnTemplate } from "./own-template.store.ts";
import { tagText, text } from "./texts.ts";

type Typed = Readonly<Record<string, string | string[] | undefined>>;

export interface TemplatesProps {
  readonly locale: Locale;
  readonly templates: readonly OwnTemplate[];
  readonly today: string;
  /** Whether this machine makes PDFs of Word documents. */
  readonly converts: boolean;
  readonly maker: boolean;
  readonly typed: Typed;
  readonly errors: readonly FieldRefusal[];
  readonly csrf: string;
  readonly formKey: string;
}

export const TEMPLATES_PATH = "/mau-phieu";

const only = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);

/** The own template of a slip that holds today, as the database chooses it. */
const holding = (templates: readonly OwnTemplate[], kind: SlipKind, today: string): OwnTemplate | undefined =>
  templates
    .filter((it) => it.kind === kind && it.validFrom <= today)
    .toSorted((a, b) => (a.validFrom === b.validFrom ? b.version - a.version : a.validFrom < b.validFrom ? 1 : -1))[0];

function Kinds({ locale, templates, today }: TemplatesProps) {
  return (
    <Table
      caption={text(locale, "templates.kinds")}
      captionHidden
      rows={SLIP_KINDS}
      rowKey={(kind) => kind}
      columns={[
        { key: "kind", header: text(locale, "templates.kind"), rowHeader: true, cell: (kind) => text(locale, `slip.${kind}`) },
        {
          key: "now",
          header: text(locale, "templates.now"),
          cell: (kind) => {
            const own = holding(templates, kind, today);
            return typeof own?.sha256 !== "string"
              ? text(locale, "templates.builtin")
              : text(locale, "templates.own", { version: own.version, day: formatDay(own.validFrom) });
          },
        },
        {
          key: "files",
          header: text(locale, "templates.files"),
          cell: (kind) => {
            const own = holding(templates, kind, today);
            return (
              <Cluster>
                {typeof own?.sha256 === "string" && (
                  <LinkButton href={`${TEMPLATES_PATH}/${kind}/${own.version}.docx`} size="s" icon="download" download>
                    {text(locale, "templates.download_own")}
                  </LinkButton>
                )}
                <LinkButton href={`${TEMPLATES_PATH}/${kind}/mac-dinh.docx`} size="s" variant="quiet" icon="download" download>
                  {text(locale, "templates.download_default")}
                </LinkButton>
              </Cluster>
            );
          },
        },
      ]}
    />
  );
}

function Upload(props: TemplatesProps) {
  const { locale, typed, errors } = props;
  const error = (field: string) => errors.find((it) => it.field === field)?.message;
  return (
    <Section title={text(locale, "templates.replace")}>
      <Form action={TEMPLATES_PATH} csrf={props.csrf} formKey={props.formKey} label={text(locale, "templates.replace")} files>
        <SelectField
          name="kind"
          label={text(locale, "templates.kind")}
          required
          value={only(typed["kind"])}
          error={error("kind")}
          options={SLIP_KINDS.map((kind) => ({ value: kind, label: text(locale, `slip.${kind}`) }))}
        />
        <DateField
          name="from"
          label={text(locale, "templates.from")}
          hint={text(locale, "templates.from_hint")}
          required
          value={only(typed["from"]) ?? formatDay(props.today)}
          error={error("from")}
        />
        <TextField name="note" label={text(locale, "templates.note")} value={only(typed["note"])} error={error("note")} />
        <FileField
          name="tep"
          label={text(locale, "templates.file")}
          hint={text(locale, "templates.file_hint")}
          accept={acceptOf(["docx"])}
          error={error("tep")}
        />
        <Cluster>
          <Button>{text(locale, "templates.save")}</Button>
          <Button variant="secondary" name="builtin" value="1">
            {text(locale, "templates.back")}
          </Button>
        </Cluster>
      </Form>
    </Section>
  );
}

function Versions({ locale, templates }: TemplatesProps) {
  return (
    <Section title={text(locale, "templates.versions")}>
      <Table
        caption={text(locale, "templates.versions")}
        captionHidden
        rows={templates}
        rowKey={(it) => `${it.kind}.${it.version}`}
        empty={<EmptyState title={text(locale, "templates.none")}>{text(locale, "templates.none_hint")}</EmptyState>}
        columns={[
          {
            key: "kind",
            header: text(locale, "templates.kind"),
            rowHeader: true,
            cell: (it) => `${text(locale, `slip.${it.kind}`)} · ${it.version}`,
          },
          { key: "from", header: text(locale, "templates.from"), nowrap: true, cell: (it) => formatDay(it.validFrom) },
          {
            key: "file",
            header: text(locale, "templates.file"),
            cell: (it) =>
              it.sha256 === null ? (
                text(locale, "templates.builtin")
              ) : (
                <a href={`${TEMPLATES_PATH}/${it.kind}/${it.version}.docx`} download>
                  {it.fileName}
                </a>
              ),
          },
          { key: "by", header: text(locale, "templates.by"), cell: (it) => `${it.madeBy}, ${formatInstant(it.madeAt)}` },
          { key: "note", header: text(locale, "templates.note"), cell: (it) => it.note ?? "" },
        ]}
      />
    </Section>
  );
}

const spelled = (tag: string, mark = ""): string => `{${mark}${tag}}`;

/** Every placeholder with what it prints, slip by slip. */
function Placeholders({ locale }: TemplatesProps) {
  return (
    <Section title={text(locale, "templates.placeholders")}>
      <p>
        {text(locale, "templates.placeholders_lead", {
          tag: spelled("ma_ho_so"),
          begin: spelled("ly_do", "#"),
          end: spelled("ly_do", "/"),
        })}
      </p>
      {SLIP_KINDS.map((kind) => {
        const { texts, lists } = knownTags(kind);
        return (
          <Details key={kind} summary={text(locale, `slip.${kind}`)}>
            <DescriptionList
              items={[
                { term: spelled(QR_TAG, "@"), detail: tagText(locale, QR_TAG) },
                ...texts.map((tag) => ({ term: spelled(tag), detail: tagText(locale, tag) })),
                ...[...lists].map(([list, items]) => ({
                  term: `${spelled(list, "#")} … ${spelled(list, "/")}`,
                  detail: `${tagText(locale, list)}: ${items.map((item) => `${spelled(item)} ${tagText(locale, item)}`).join("; ")}`,
                })),
              ]}
            />
          </Details>
        );
      })}
    </Section>
  );
}

/** What an office's slips look like: its own Word templates by day, what they may say, and who makes their PDFs. */
export function TemplatesPage(props: TemplatesProps) {
  const { locale, converts } = props;
  return (
    <>
      <PageHeader title={text(locale, "templates")} lead={text(locale, "templates.lead")} />
      <Stack gap="l">
        <Notice tone={converts ? "info" : "warning"}>
          {text(locale, converts ? "templates.converts" : "templates.converts_not")}
        </Notice>
        <Kinds {...props} />
        {props.maker && <Upload {...props} />}
        <Versions {...props} />
        <Placeholders {...props} />
      </Stack>
    </>
  );
}
