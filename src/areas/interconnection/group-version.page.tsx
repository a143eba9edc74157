import { newFormKey } from "#platform/http/idempotency-key.ts";
import { formatDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  ActionBar,
  Button,
  Card,
  Columns,
  DateField,
  DescriptionList,
  fieldId,
  FlowChart,
  Form,
  LinkButton,
  Notice,
  PageHeader,
  Section,
  Stack,
  Tag,
} from "#ui/ui.tsx";
import { layersOf } from "./bundle.rules.ts";
import { GROUPS, GroupEditor } from "./group-editor.page.tsx";
import type { GroupValues } from "./group-form.ts";
import { periodText, TONES } from "./group-list.page.tsx";
import { findGroupFaults, type GroupFinding, inOrder, orderOf, type ProceduresByCode } from "./group.rules.ts";
import type { GroupVersion } from "./group.store.ts";
import { findingWords } from "./group-words.ts";
import type { BundleGroup, GroupDraft } from "./groups.ts";
import { text } from "./texts.ts";

interface ShowProps {
  readonly locale: Locale;
  readonly procedures: ProceduresByCode;
}

/** The members from left to right: side by side where they are electronic, along the arrows where they are paper. */
function GroupGraph({ locale, it, findings }: { locale: Locale; it: GroupDraft; findings: readonly GroupFinding[] }) {
  const inCircle = orderOf(it.members) === undefined;
  const members = (inCircle ? it : inOrder(it)).members.map((member, index) => ({
    ...member,
    position: index + 1,
    dependsOn: inCircle ? [] : member.dependsOn,
  }));
  if (members.length === 0) return null;
  const layers = layersOf(members);
  const faulty = new Set(findings.map(({ position }) => position));
  return (
    <Card title={text(locale, "graph")} level={2}>
      <FlowChart
        label={text(locale, "graph")}
        nodes={members.map((member) => ({
          id: String(member.position),
          title: member.duty || member.procedure,
          detail: member.days === null ? member.procedure : text(locale, "member.days", { days: member.days }),
          layer: layers.get(member.position) ?? 0,
          tone: faulty.has(member.position) ? "danger" : "neutral",
          ...(member.lead ? { mark: text(locale, "member.lead_mark") } : {}),
        }))}
        edges={members.flatMap((member) =>
          member.dependsOn.map((other) => ({ from: String(other), to: String(member.position) })),
        )}
      />
      <p class="muted">{text(locale, "groups.graph_note")}</p>
    </Card>
  );
}

function Contents({ locale, procedures, it }: ShowProps & { readonly it: GroupDraft }) {
  return (
    <Stack>
      <DescriptionList
        columns={2}
        items={[
          {
            term: text(locale, "total_term"),
            detail: it.totalDays === null ? undefined : text(locale, "member.days", { days: it.totalDays }),
          },
          { term: text(locale, "groups.separate"), detail: it.separateDays ?? undefined },
          { term: text(locale, "basis"), detail: it.basis },
          { term: text(locale, "groups.papers"), detail: it.papers.map(({ name }) => name).join("; ") },
          {
            term: text(locale, "groups.once"),
            detail: [...(it.child ? [text(locale, "child")] : []), ...it.fields.map(({ label }) => label)].join("; "),
          },
        ].filter(({ detail }) => detail !== undefined && detail !== "")}
      />
      {!it.verified && (
        <Notice tone="warning" title={text(locale, "unverified")}>
          {it.assumption}
        </Notice>
      )}
      {it.members.map((member, index) => (
        <Card key={member.procedure} title={text(locale, "groups.member_no", { position: index + 1 })}>
          <p>
            <strong>{procedures.get(member.procedure)?.name ?? member.procedure}</strong> ({member.procedure})
            {member.lead && <Tag>{text(locale, "member.lead")}</Tag>}
          </p>
          <p>{member.duty}</p>
          {member.dependsOn.length > 0 && (
            <p class="muted">{text(locale, "groups.waits", { members: member.dependsOn.join(", ") })}</p>
          )}
          <p class="muted">“{member.subject}”</p>
        </Card>
      ))}
    </Stack>
  );
}

/** A group that ships: looked at, and taken as the beginning of the province's own version. */
export function ShippedGroupPage(
  props: ShowProps & { readonly it: BundleGroup; readonly csrf: string; readonly mayKeep: boolean },
) {
  const { locale, it, csrf, mayKeep } = props;
  return (
    <Stack>
      <PageHeader title={it.name} lead={periodText(locale, it)} tags={<Tag>{text(locale, "groups.ships")}</Tag>} />
      <Columns asideLabel={text(locale, "graph")} aside={<GroupGraph locale={locale} it={it} findings={[]} />}>
        <Contents {...props} />
        {mayKeep && (
          <Form
            action={`${GROUPS}/moi`}
            csrf={csrf}
            formKey={newFormKey()}
            hidden={{ from: it.code }}
            label={text(locale, "groups.next")}
          >
            <Button icon="edit">{text(locale, "groups.next")}</Button>
          </Form>
        )}
      </Columns>
    </Stack>
  );
}

interface VersionProps extends ShowProps {
  readonly it: GroupVersion;
  readonly csrf: string;
  readonly mayKeep: boolean;
  readonly values: GroupValues;
  readonly today: string;
}

/** One version of the province: the form of a draft with its findings, or what is in force. */
export function GroupVersionPage(props: VersionProps) {
  const { locale, it, procedures, mayKeep, values } = props;
  const isDraft = it.stage === "draft";
  const findings = isDraft ? findGroupFaults(it.definition, procedures) : [];
  return (
    <Stack>
      <PageHeader
        title={it.definition.name || it.code}
        lead={`${text(locale, "groups.version")} ${it.version}. ${periodText(locale, it)}`}
        tags={<Tag tone={TONES[it.stage]}>{text(locale, `groups.stage.${it.stage}`)}</Tag>}
        actions={
          <LinkButton href={GROUPS} variant="quiet">
            {text(locale, "groups.title")}
          </LinkButton>
        }
      />
      <Columns asideLabel={text(locale, "graph")} aside={<GroupGraph locale={locale} it={it.definition} findings={findings} />}>
        {isDraft && <Findings locale={locale} findings={findings} />}
        {isDraft && mayKeep ? <GroupEditor {...props} values={values} /> : <Contents {...props} it={it.definition} />}
        {mayKeep && <Acts {...props} />}
      </Columns>
    </Stack>
  );
}

function Findings({ locale, findings }: { locale: Locale; findings: readonly GroupFinding[] }) {
  if (findings.length === 0) return <Notice tone="success">{text(locale, "groups.sound")}</Notice>;
  return (
    <Notice tone="warning" title={text(locale, "groups.findings", { count: findings.length })}>
      <ul>
        {findings.map((finding, index) => (
          <li key={index}>
            {finding.position === undefined ? (
              findingWords(locale, finding)
            ) : (
              <a href={`#${fieldId(`members.${finding.position - 1}.procedure`)}`}>{findingWords(locale, finding)}</a>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** Publishing and discarding a draft; the next version or the end of what is in force. */
function Acts({ locale, csrf, it, today, values }: VersionProps) {
  const form = (action: string, label: string, danger = false) => (
    <Form
      action={`${GROUPS}/${it.id}/${action}`}
      csrf={csrf}
      formKey={newFormKey()}
      label={label}
      confirm={danger ? label : undefined}
    >
      <Button variant={danger ? "danger" : "secondary"}>{label}</Button>
    </Form>
  );
  const day = (name: string) => {
    const typed = values[name];
    return typeof typed === "string" && typed !== "" ? typed : formatDay(today);
  };
  if (it.stage === "draft") {
    return (
      <Section title={text(locale, "groups.publish")} lead={text(locale, "groups.publish_note")} id="publish">
        <Form
          action={`${GROUPS}/${it.id}/cong-bo`}
          csrf={csrf}
          formKey={newFormKey()}
          hidden={{ revision: String(it.revision) }}
          label={text(locale, "groups.publish")}
        >
          <DateField name="from" label={text(locale, "groups.publish_from")} value={day("from")} required />
          <ActionBar>
            <Button icon="check">{text(locale, "groups.publish")}</Button>
          </ActionBar>
        </Form>
        {form("bo", text(locale, "groups.discard"), true)}
      </Section>
    );
  }
  return (
    <Section title={text(locale, "groups.next")}>
      <Form
        action={`${GROUPS}/moi`}
        csrf={csrf}
        formKey={newFormKey()}
        hidden={{ from: it.code }}
        label={text(locale, "groups.next")}
      >
        <Button icon="edit">{text(locale, "groups.next")}</Button>
      </Form>
      {it.stage === "planned" && form("rut-lai", text(locale, "groups.withdraw"), true)}
      {it.stage === "published" && (
        <Form action={`${GROUPS}/${it.id}/ngung`} csrf={csrf} formKey={newFormKey()} label={text(locale, "groups.retire")}>
          <DateField name="on" label={text(locale, "groups.retire_on")} value={day("on")} required />
          <ActionBar>
            <Button variant="secondary">{text(locale, "groups.retire")}</Button>
          </ActionBar>
        </Form>
      )}
    </Section>
  );
}
