import type { VNode } from "preact";
import { formatDay, formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { Card, Columns, DescriptionList, LinkButton, Notice, PageHeader, Section, Timeline } from "#ui/ui.tsx";
import { ActionForms, type ActionFormsProps } from "./action-forms.page.tsx";
import { Derivation, type DerivationProps } from "./derivation.tsx";
import type { Dossier, DossierEventRow, Party, ReceivedComponent } from "./dossier.ts";
import { DueCell, StateTag } from "./dossier-tags.tsx";
import { Versions } from "./correct.page.tsx";
import { termText } from "./choose-procedure.page.tsx";
import { Inquiries } from "./inquiry.page.tsx";
import type { Inquiry } from "./inquiry.ts";
import { visitText } from "./home-visit.ts";
import type { Remaining } from "./extension.ts";
import { RemainingWork } from "./remaining.tsx";
import { text } from "./texts.ts";
import { timelineOf } from "./timeline.tsx";
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
  /** What is still to be done with a dossier that ended early. */
  readonly remaining: readonly Remaining[];
  readonly inquiries: readonly Inquiry[];
  /** Dossiers that correct this one's result (T19). */
  readonly correctedBy: readonly { readonly id: number; readonly code: string }[];
  readonly mayAsk: boolean;
  readonly mayCopy: boolean;
  /** What it said before each correction. */
  readonly versions: readonly DossierVersion[];
  /** Just received: the receipt is what the officer wants next. */
  readonly fresh: boolean;
}

const KNOWN_FLAGS = [
  "provisional_calendar",
  "ended_before_start",
  "events_after_end",
  "holder_replaced",
  "step_assumed",
  "placed_before_sign",
  "term_unknown",
] as const;

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

const DossierLink = ({ id, code }: { readonly id: number; readonly code: string }) => (
  <a class="code nowrap" href={`/ho-so/${id}`}>
    {code}
  </a>
);

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
        {
          term: text(locale, "visit.title"),
          detail: visitText(locale, dossier),
        },
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
        { term: text(locale, "corrects"), detail: attributes.corrects && <DossierLink {...attributes.corrects} /> },
        { term: text(locale, "opened_by"), detail: attributes.openedBy && <DossierLink {...attributes.openedBy} /> },
        {
          term: text(locale, "corrected_by"),
          detail: props.correctedBy.length === 0 ? undefined : props.correctedBy.map((it) => <DossierLink key={it.id} {...it} />),
        },
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

/** In which system the dossier is handled, its page there, and whose due date it shows. */
function LivesElsewhere({ locale, dossier }: Pick<DetailPageProps, "locale" | "dossier">) {
  const { external } = dossier.attributes;
  if (external === undefined) return null;
  const system = external.title;
  return (
    <Notice tone="info">
      {text(locale, "external.lives", { system })}{" "}
      {text(locale, dossier.dueSource === null ? "external.due_computed" : "external.due_given")}{" "}
      {external.url !== undefined && (
        <a href={external.url} rel="noopener noreferrer">
          {text(locale, "external.open", { system })}
        </a>
      )}
    </Notice>
  );
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
            <LinkButton key={slip.href} href={slip.href} print variant={fresh && index === 0 ? "primary" : "secondary"}>
              {slip.label}
            </LinkButton>
          )),
          ...(props.mayCopy ? copyLinks(locale, dossier) : []),
        ]}
      />
      <LivesElsewhere locale={locale} dossier={dossier} />
      <RemainingWork locale={locale} remaining={props.remaining} />
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
        <Section title={text(locale, "detail.timeline")}>
          <Timeline label={text(locale, "detail.timeline")} events={timelineOf(props)} />
        </Section>
        <Content {...props} />
        <Beside {...props} />
      </Columns>
    </>
  );
}
