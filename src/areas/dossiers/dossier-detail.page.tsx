import type { VNode } from "preact";
import { formatDay, formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  Card,
  Columns,
  DescriptionList,
  LinkButton,
  Notice,
  PageHeader,
  Section,
  Timeline,
  type TimelineEvent,
} from "#ui/ui.tsx";
import { ActionForms, type ActionFormsProps } from "./action-forms.page.tsx";
import { Derivation, type DerivationProps } from "./derivation.tsx";
import type { Dossier, DossierEventRow, Party, ReceivedComponent } from "./dossier.ts";
import { DueCell, StateTag } from "./dossier-tags.tsx";
import { Versions } from "./correct.page.tsx";
import { termText } from "./choose-procedure.page.tsx";
import { Inquiries } from "./inquiry.page.tsx";
import type { Inquiry } from "./inquiry.ts";
import { text } from "./texts.ts";
import type { DossierVersion } from "./version.store.ts";

export interface DetailPageProps extends ActionFormsProps {
  readonly events: readonly DossierEventRow[];
  readonly unitNames: ReadonlyMap<number, string>;
  readonly holderName: string | undefined;
  readonly now: Date;
  readonly soon: Date;
  readonly slips: readonly { readonly href: string; readonly label: string }[];
  /** How the due date came about; absent where nothing was counted. */
  readonly derivation: Omit<DerivationProps, "locale"> | undefined;
  /** Sections of other areas, in order. */
  readonly panels: readonly { readonly title: string; readonly content: VNode }[];
  readonly inquiries: readonly Inquiry[];
  readonly mayAsk: boolean;
  readonly mayCopy: boolean;
  /** What it said before each correction. */
  readonly versions: readonly DossierVersion[];
  /** Just received: the receipt is what the officer wants next. */
  readonly fresh: boolean;
}

const KNOWN_FLAGS = ["provisional_calendar", "ended_before_start", "events_after_end"] as const;

function partyItems(locale: Locale, party: Party) {
  return [
    { term: text(locale, "party.name"), detail: party.name },
    { term: text(locale, "party.id_number"), detail: party.idNumber },
    {
      term: text(locale, "party.date_of_birth"),
      detail: party.dateOfBirth === undefined ? undefined : formatDay(party.dateOfBirth),
    },
    { term: text(locale, "party.phone"), detail: party.phone?.replace(/^\+84/, "0") },
    { term: text(locale, "party.address"), detail: party.address },
  ].filter((item) => item.detail !== undefined);
}

function timelineOf({ locale, events, unitNames, dossier }: DetailPageProps): TimelineEvent[] {
  return events.map((event, index) => {
    const items = Array.isArray(event.payload["items"]) ? (event.payload["items"] as string[]) : [];
    const facts = [
      event.payload["activity"],
      event.payload["documentNo"] === undefined
        ? undefined
        : `${text(locale, "sign.document_no")}: ${String(event.payload["documentNo"])}`,
      event.payload["receiverName"] === undefined
        ? undefined
        : `${text(locale, "return.receiver")}: ${String(event.payload["receiverName"])}`,
      event.payload["basis"] === undefined ? undefined : `${text(locale, "basis")}: ${String(event.payload["basis"])}`,
      event.type === "proposed"
        ? text(locale, event.payload["proposal"] === "refuse" ? "proposal.refuse" : "proposal.approve")
        : undefined,
      event.type === "decided" && event.outcome !== null
        ? text(locale, event.outcome === "refused" ? "outcome.refused" : "outcome.approved")
        : undefined,
    ].filter((fact) => fact !== undefined);
    const role = event.actorRole === null ? "" : text(locale, `role.${event.actorRole}` as Parameters<typeof text>[1]);
    const unit = event.actorUnitId === null ? "" : (unitNames.get(event.actorUnitId) ?? "");
    return {
      time: formatInstant(event.occurredAt, dossier.timeZone),
      dateTime: event.occurredAt.toISOString(),
      title: text(locale, `event.${event.type}`),
      who: [
        event.actorName,
        event.onBehalfOf === null ? "" : text(locale, "on_behalf_of", { name: event.onBehalfOf }),
        role,
        unit,
      ]
        .filter((part) => part !== "")
        .join(" · "),
      current: index === events.length - 1,
      detail:
        event.reason === null && facts.length === 0 && items.length === 0 ? undefined : (
          <>
            {facts.map((fact) => (
              <p key={String(fact)}>{String(fact)}</p>
            ))}
            {event.reason !== null && (
              <p>
                {text(locale, "reason")}: {event.reason}
              </p>
            )}
            {items.length > 0 && (
              <ul>
                {items.map((item) => (
                  <li key={item}>{item}</li>
                ))}
              </ul>
            )}
          </>
        ),
    };
  });
}

function Facts(props: DetailPageProps) {
  const { locale, dossier, holderName, now, soon } = props;
  const { attributes } = dossier;
  const check = attributes.identityCheck;
  return (
    <DescriptionList
      columns={2}
      items={[
        { term: text(locale, "procedure"), detail: <a href={`/thu-tuc/${dossier.procedureCode}`}>{dossier.procedureName}</a> },
        { term: text(locale, "field"), detail: dossier.field },
        { term: text(locale, "subject"), detail: dossier.subject ?? undefined },
        { term: text(locale, "channel"), detail: text(locale, `channel.${dossier.channel}`) },
        { term: text(locale, "received"), detail: formatInstant(dossier.receivedAt, dossier.timeZone) },
        {
          term: text(locale, "term"),
          detail:
            dossier.dueSource === null
              ? termText(locale, { value: dossier.termValue, unit: dossier.termUnit })
              : text(locale, "due.given", { source: dossier.dueSource }),
        },
        { term: text(locale, "due"), detail: <DueCell it={dossier} now={now} soon={soon} locale={locale} /> },
        ...(dossier.dueOriginalAt !== null && dossier.dueAt?.getTime() !== dossier.dueOriginalAt.getTime()
          ? [{ term: text(locale, "due.original"), detail: formatInstant(dossier.dueOriginalAt, dossier.timeZone) }]
          : []),
        { term: text(locale, "holder"), detail: holderName },
        {
          term: text(locale, "delivery"),
          detail: attributes.delivery === undefined ? undefined : text(locale, `delivery.${attributes.delivery}`),
        },
        {
          term: text(locale, "identity"),
          detail:
            check === undefined
              ? undefined
              : `${text(locale, `identity.${check.method}`)} – ${text(locale, `identityResult.${check.result}`)} (${check.officer}, ${formatInstant(new Date(check.at))})`,
        },
        { term: text(locale, "sets"), detail: attributes.sets },
        {
          term: text(locale, "origin"),
          detail: dossier.origin === "local" ? undefined : text(locale, `origin.${dossier.origin}`),
        },
        { term: text(locale, "note"), detail: attributes.note },
      ].filter((item) => item.detail !== undefined && item.detail !== "")}
    />
  );
}

/** "1 bản chính, 2 bản chụp", or that nothing was handed in. */
function copiesText(locale: Locale, component: ReceivedComponent): string {
  const kinds = (["original", "certified", "photo", "electronic"] as const).filter((kind) => (component[kind] ?? 0) > 0);
  if (component.fromDatabase === true) return text(locale, "copies.from_database");
  if (kinds.length === 0) return text(locale, "copies.none");
  return kinds.map((kind) => `${component[kind]} ${text(locale, `copies.${kind}`).toLocaleLowerCase(locale)}`).join(", ");
}

function Components({ locale, dossier }: DetailPageProps) {
  if (dossier.components.length === 0) return null;
  return (
    <Section title={text(locale, "components")}>
      <DescriptionList
        items={dossier.components.map((component) => ({ term: component.name, detail: copiesText(locale, component) }))}
      />
    </Section>
  );
}

function People({ locale, parties }: { locale: Locale; parties: Dossier["parties"] }) {
  const { owner, submitter, authorised } = parties;
  return (
    <>
      <Section title={text(locale, "owner")}>
        <DescriptionList columns={2} items={partyItems(locale, owner)} />
      </Section>
      {submitter !== undefined && (
        <Section title={text(locale, "relation.submitter")}>
          <DescriptionList columns={2} items={partyItems(locale, submitter)} />
        </Section>
      )}
      {authorised !== undefined && (
        <Section title={text(locale, "relation.authorised")}>
          <DescriptionList
            columns={2}
            items={[...partyItems(locale, authorised), { term: text(locale, "party.paper"), detail: authorised.paper }]}
          />
        </Section>
      )}
    </>
  );
}

/** What other areas show, what was asked of others, and what was corrected. */
function Beside(props: DetailPageProps) {
  const { locale, dossier } = props;
  return (
    <>
      {props.panels.map((panel) => (
        <Section key={panel.title} title={panel.title}>
          {panel.content}
        </Section>
      ))}
      <Inquiries {...props} />
      {props.versions.length > 0 && (
        <Section title={text(locale, "correct.versions")}>
          <Versions locale={locale} dossier={dossier} versions={props.versions} />
        </Section>
      )}
    </>
  );
}

function Content(props: DetailPageProps) {
  return (
    <>
      <People locale={props.locale} parties={props.dossier.parties} />
      <Components {...props} />
    </>
  );
}

/** To begin another like it; of a returned one, also the dossier that corrects its result free of charge (T19). */
function copyLinks(locale: Locale, dossier: Dossier) {
  const href = (name: "copy" | "corrects") => `/ho-so/tiep-nhan/${dossier.procedureVersionId}?${name}=${dossier.id}`;
  return [
    <LinkButton key="copy" href={href("copy")} variant="quiet">
      {text(locale, "copy.start")}
    </LinkButton>,
    ...(dossier.state === "RETURNED"
      ? [
          <LinkButton key="corrects" href={href("corrects")} variant="quiet">
            {text(locale, "corrects.start")}
          </LinkButton>,
        ]
      : []),
  ];
}

export function DossierDetailPage(props: DetailPageProps) {
  const { locale, dossier, slips, fresh, actions, derivation } = props;
  const flags = dossier.flags.filter((flag) =>
    (KNOWN_FLAGS as readonly string[]).includes(flag),
  ) as (typeof KNOWN_FLAGS)[number][];
  return (
    <>
      <PageHeader
        kicker={dossier.procedureName}
        title={`${text(locale, "dossier")} ${dossier.code}`}
        lead={dossier.parties.owner.name}
        tags={<StateTag state={dossier.state} locale={locale} />}
        actions={[
          ...slips.map((slip, index) => (
            <LinkButton key={slip.href} href={slip.href} icon="print" variant={fresh && index === 0 ? "primary" : "secondary"}>
              {slip.label}
            </LinkButton>
          )),
          ...(props.mayCopy ? copyLinks(locale, dossier) : []),
        ]}
      />
      {flags.map((flag) => (
        <Notice key={flag} tone="warning">
          {text(locale, `flag.${flag}`)}
        </Notice>
      ))}
      <Columns
        asideLabel={text(locale, "action.what_next")}
        aside={
          <Card title={text(locale, "action.what_next")} level={2}>
            {actions.length === 0 && props.heldBack.length === 0 ? (
              <p class="muted">{text(locale, "action.none")}</p>
            ) : (
              <ActionForms {...props} />
            )}
          </Card>
        }
      >
        <Section title={text(locale, "detail.facts")}>
          <Facts {...props} />
        </Section>
        {derivation !== undefined && (
          <Section title={text(locale, "derivation.title")}>
            <Derivation {...derivation} locale={locale} />
          </Section>
        )}
        <Content {...props} />
        <Beside {...props} />
        <Section title={text(locale, "detail.timeline")}>
          <Timeline label={text(locale, "detail.timeline")} events={timelineOf(props)} />
        </Section>
      </Columns>
    </>
  );
}
