import { actionsIn, printedCode, type ResultAction } from "#core/results/result-life.ts";
import { formatDay, formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import {
  Button,
  Cluster,
  DateField,
  DescriptionList,
  Details,
  Form,
  LinkButton,
  Notice,
  PageHeader,
  Section,
  Stack,
  Table,
  Tag,
  TextArea,
  TextField,
  Timeline,
} from "#ui/ui.tsx";
import { numberText, STATE_TONES } from "./register.page.tsx";
import { resultPath } from "./result-paths.ts";
import type { ResultDocument, ResultEvent, ResultVersion } from "./result.ts";
import { text } from "./texts.ts";

type Typed = Readonly<Record<string, string | string[] | undefined>>;

export interface ResultPageProps {
  readonly locale: Locale;
  readonly document: ResultDocument;
  readonly versions: readonly ResultVersion[];
  readonly events: readonly ResultEvent[];
  readonly may: ReadonlySet<ResultAction>;
  readonly typed: Typed;
  readonly errors: readonly FieldRefusal[] | undefined;
  readonly csrf: string;
  readonly newKey: () => string;
}

const one = (typed: Typed, name: string): string | undefined => {
  const value = typed[name];
  return Array.isArray(value) ? value[0] : value;
};

function EditForm({ props, version }: { props: ResultPageProps; version: ResultVersion }) {
  const { locale, document, typed, errors } = props;
  return (
    <Form
      action={resultPath.one(document.id)}
      csrf={props.csrf}
      formKey={props.newKey()}
      hidden={{ version: String(version.version) }}
      label={text(locale, "action.edit")}
      wide
      {...(errors === undefined ? { scope: "edit" } : { errors })}
    >
      {version.origin === "template" && (
        <TextArea
          name="body"
          label={text(locale, "body")}
          hint={text(locale, "body.hint")}
          rows={14}
          value={one(typed, "body") ?? version.body ?? ""}
        />
      )}
      <DateField
        name="validUntil"
        label={text(locale, "valid_until")}
        hint={text(locale, "valid_until.hint")}
        value={one(typed, "validUntil") ?? version.validUntil ?? undefined}
      />
      <Cluster>
        <Button name="action" value="send_to_review">
          {text(locale, "action.send_to_review")}
        </Button>
        <Button name="action" value="edit" variant="secondary">
          {text(locale, "action.edit")}
        </Button>
      </Cluster>
    </Form>
  );
}

const WITH_RECEIVER: ReadonlySet<ResultAction> = new Set(["reissue_copy"]);
const PLAIN: ReadonlySet<ResultAction> = new Set(["issue"]);

/** Why, in words: of a refusal of the service its code is kept. */
const reasonText = (locale: Locale, { type, reason }: ResultEvent): string | null =>
  type === "signing_refused" && reason !== null ? text(locale, `refusal.${reason}` as Parameters<typeof text>[1]) : reason;

/** One action with its form; those that need a reason are folded. */
function ActionForm({ props, version, action }: { props: ResultPageProps; version: ResultVersion; action: ResultAction }) {
  const { locale, document, typed, errors } = props;
  const refused = errors !== undefined && one(typed, "action") === action;
  const form = (
    <Form
      action={resultPath.one(document.id)}
      csrf={props.csrf}
      formKey={props.newKey()}
      hidden={{ version: String(version.version), action }}
      label={text(locale, `action.${action}`)}
      {...(refused ? { errors } : { scope: `${action}-${version.version}` })}
    >
      {WITH_RECEIVER.has(action) && (
        <TextField
          name="receiver"
          label={text(locale, "receiver")}
          required
          value={refused ? one(typed, "receiver") : undefined}
        />
      )}
      {!PLAIN.has(action) && (
        <TextField name="reason" label={text(locale, "reason")} required value={refused ? one(typed, "reason") : undefined} />
      )}
      <Button variant={action === "void" ? "danger" : PLAIN.has(action) ? "primary" : "secondary"}>
        {text(locale, `action.${action}`)}
      </Button>
    </Form>
  );
  if (PLAIN.has(action)) return form;
  return (
    <Details summary={text(locale, `action.${action}`)} open={refused}>
      {form}
    </Details>
  );
}

function SignForm({ props, version }: { props: ResultPageProps; version: ResultVersion }) {
  const { locale, document } = props;
  return (
    <Form
      action={`${resultPath.one(document.id)}/ky`}
      csrf={props.csrf}
      formKey={props.newKey()}
      hidden={{ version: String(version.version) }}
      scope="sign"
      label={text(locale, "action.sign")}
    >
      <Notice tone="warning">{text(locale, "stand_in")}</Notice>
      <Button icon="check">{text(locale, "action.sign")}</Button>
    </Form>
  );
}

function VersionFacts({ locale, document, version }: { locale: Locale; document: ResultDocument; version: ResultVersion }) {
  const signed =
    version.signedAt === null
      ? "–"
      : `${version.signerName ?? ""}${version.signerTitle === null ? "" : `, ${version.signerTitle}`} · ${formatInstant(version.signedAt)}`;
  return (
    <DescriptionList
      columns={2}
      items={[
        { term: text(locale, "number"), detail: numberText(locale, version) },
        {
          term: text(locale, "code"),
          detail: (
            <a class="code" href={resultPath.checkCode(document.code)}>
              {printedCode(document.code)}
            </a>
          ),
        },
        {
          term: text(locale, "dossier"),
          detail: (
            <a class="code" href={`/ho-so/${document.dossierId}`}>
              {document.dossierCode}
            </a>
          ),
        },
        { term: text(locale, "signature.signer"), detail: signed },
        ...(version.certificateSerial === null
          ? []
          : [{ term: text(locale, "signature.serial"), detail: <code class="code">{version.certificateSerial}</code> }]),
        {
          term: text(locale, "valid_until"),
          detail: version.validUntil === null ? text(locale, "valid_until.none") : formatDay(version.validUntil),
        },
        ...(version.sha256 === null ? [] : [{ term: "SHA-256", detail: <code class="code">{version.sha256}</code> }]),
        ...(version.reason === null ? [] : [{ term: text(locale, "version.reason"), detail: version.reason }]),
      ]}
    />
  );
}

function Versions({
  locale,
  document,
  versions,
}: {
  locale: Locale;
  document: ResultDocument;
  versions: readonly ResultVersion[];
}) {
  return (
    <Table
      caption={text(locale, "versions")}
      captionHidden
      rows={versions}
      rowKey={(row) => String(row.version)}
      columns={[
        { key: "version", header: text(locale, "version"), rowHeader: true, cell: (row) => row.version },
        { key: "number", header: text(locale, "number"), cell: (row) => numberText(locale, row) },
        {
          key: "state",
          header: text(locale, "state"),
          cell: (row) => <Tag tone={STATE_TONES[row.state]}>{text(locale, `state.${row.state}`)}</Tag>,
        },
        {
          key: "reason",
          header: text(locale, "reason"),
          cell: (row) => [row.reason, row.endReason].filter((each) => each !== null).join(" · ") || "–",
        },
        {
          key: "file",
          header: text(locale, "file"),
          cell: (row) => (
            <a href={resultPath.file(document.id, row.version)}>
              {text(locale, row.sha256 === null ? "file.draft" : "file.signed")}
            </a>
          ),
        },
      ]}
    />
  );
}

/** A result with what may be done now, its versions and everything that was done. */
export function ResultPage(props: ResultPageProps) {
  const { locale, document, versions, events, may } = props;
  const [newest] = versions;
  if (newest === undefined) return null;
  const inForce = versions.find(({ state }) => state === "issued");
  const can = (version: ResultVersion, action: ResultAction): boolean =>
    may.has(action) && actionsIn(version.state).includes(action);
  const folded = (["issue", "send_back", "reissue_copy", "correct", "void"] as const).flatMap((action) =>
    [...new Set([newest, inForce ?? newest])].filter((version) => can(version, action)).map((version) => ({ action, version })),
  );
  return (
    <>
      <PageHeader
        kicker={text(locale, `kind.${document.kind}`)}
        title={document.title}
        tags={<Tag tone={STATE_TONES[newest.state]}>{text(locale, `state.${newest.state}`)}</Tag>}
        actions={
          <LinkButton href={resultPath.file(document.id, newest.version)} icon="download">
            {text(locale, newest.sha256 === null ? "file.draft" : "file.signed")}
          </LinkButton>
        }
      />
      <Stack gap="l">
        {newest.standIn && <Notice tone="warning">{text(locale, "stand_in")}</Notice>}
        <VersionFacts locale={locale} document={document} version={newest} />
        <Section title={text(locale, "actions")}>
          <Stack>
            {can(newest, "edit") && <EditForm props={props} version={newest} />}
            {can(newest, "sign") && <SignForm props={props} version={newest} />}
            {folded.map(({ action, version }) => (
              <ActionForm key={`${action}-${version.version}`} props={props} version={version} action={action} />
            ))}
            {folded.length === 0 && !can(newest, "edit") && !can(newest, "sign") && (
              <p class="muted">{text(locale, "actions.none")}</p>
            )}
          </Stack>
        </Section>
        <Section title={text(locale, "versions")}>
          <Versions locale={locale} document={document} versions={versions} />
        </Section>
        <Section title={text(locale, "history")}>
          <Timeline
            label={text(locale, "history")}
            events={events.map((event) => ({
              time: formatInstant(event.at),
              dateTime: event.at.toISOString(),
              title: `${text(locale, `event.${event.type}` as Parameters<typeof text>[1])} (${text(locale, "version_n", { version: event.version })})`,
              who: event.byName,
              detail: [event.receiver, reasonText(locale, event)].filter((each) => each !== null).join(" · ") || undefined,
            }))}
          />
        </Section>
      </Stack>
    </>
  );
}
