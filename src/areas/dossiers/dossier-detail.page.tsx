import { formatDate, formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { Card, Columns, Drawer, LinkButton, Notice, PageHeader, Section, Stack, Timeline } from "#ui/ui.tsx";
import { ActionForms, type ActionFormsProps } from "./action-forms.page.tsx";
import { Derivation, type DerivationProps } from "./derivation.tsx";
import type { Dossier } from "./dossier.ts";
import { Components, Facts, type FactsProps, People, Summary } from "./dossier-facts.page.tsx";
import { StateTag } from "./dossier-tags.tsx";
import { panelAnchor, type Remaining, type ShownPanel } from "./extension.ts";
import { Versions } from "./correct.page.tsx";
import { Inquiries } from "./inquiry.page.tsx";
import type { Inquiry } from "./inquiry.ts";
import { RemainingWork } from "./remaining.tsx";
import { text } from "./texts.ts";
import { timelineOf } from "./timeline.tsx";
import type { DossierVersion } from "./version.store.ts";

export interface DetailPageProps extends ActionFormsProps, FactsProps {
  readonly unitNames: ReadonlyMap<number, string>;
  readonly slips: readonly { readonly href: string; readonly label: string }[];
  /** How the due date came about; absent where nothing was counted. */
  readonly derivation: Omit<DerivationProps, "locale"> | undefined;
  /** Sections of other areas, in order. */
  readonly panels: readonly ShownPanel[];
  /** What is still to be done with a dossier that ended early. */
  readonly remaining: readonly Remaining[];
  readonly inquiries: readonly Inquiry[];
  readonly mayAsk: boolean;
  readonly mayCopy: boolean;
  /** What it said before each correction. */
  readonly versions: readonly DossierVersion[];
  /** Just received: the receipt is what the officer wants next. */
  readonly fresh: boolean;
  /** The section in which something was just done stays open. */
  readonly opened: string | undefined;
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

/** How it came to where it is: counted days and events, folded to where they ended. */
function Course(props: DetailPageProps) {
  const { locale, dossier, derivation } = props;
  const events = timelineOf(props);
  const last = events.at(-1);
  return (
    <>
      <Drawer
        id="muc-timeline"
        title={text(locale, "detail.timeline")}
        brief={last === undefined ? undefined : `${last.time} · ${last.title}`}
      >
        <Timeline label={text(locale, "detail.timeline")} events={events} />
      </Drawer>
      {derivation !== undefined && (
        <Drawer
          id="muc-due"
          title={text(locale, "derivation.title")}
          brief={dossier.dueAt === null ? undefined : formatDate(dossier.dueAt)}
        >
          <Derivation {...derivation} locale={locale} />
        </Drawer>
      )}
    </>
  );
}

/** What other areas show, what was asked of others, and what was corrected. */
function Beside(props: DetailPageProps) {
  const { locale, dossier, versions } = props;
  const last = versions.at(-1);
  return (
    <>
      {props.panels
        .filter((panel) => !panel.isNext)
        .map((panel) => (
          <Drawer key={panel.name} id={panelAnchor(panel.name)} title={panel.title} brief={panel.brief} open={panel.open}>
            {panel.content}
          </Drawer>
        ))}
      <Inquiries {...props} />
      {last !== undefined && (
        <Drawer
          id="muc-versions"
          title={text(locale, "correct.versions")}
          brief={formatInstant(last.replacedAt, dossier.timeZone)}
          open={props.opened === "versions"}
        >
          <Versions locale={locale} dossier={dossier} versions={versions} />
        </Drawer>
      )}
    </>
  );
}

/** What runs by itself beside the actions: the steps of a process with what may be done in each. */
const Running = ({ panels }: Pick<DetailPageProps, "panels">) =>
  panels
    .filter((panel) => panel.isNext)
    .map((panel) => (
      <Section key={panel.name} title={panel.title}>
        {panel.content}
      </Section>
    ));

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

function Head({ locale, dossier, slips, fresh, mayCopy }: DetailPageProps) {
  return (
    <PageHeader
      kicker={dossier.procedureName}
      title={text(locale, "dossier")}
      code={dossier.code}
      lead={dossier.parties.owner.name}
      tags={<StateTag state={dossier.state} locale={locale} />}
      actions={[
        ...slips.map((slip, index) => (
          <LinkButton key={slip.href} href={slip.href} print variant={fresh && index === 0 ? "primary" : "secondary"}>
            {slip.label}
          </LinkButton>
        )),
        ...(mayCopy ? copyLinks(locale, dossier) : []),
      ]}
    />
  );
}

/** What to do next, then what one looks for first, then everything else, folded. */
export function DossierDetailPage(props: DetailPageProps) {
  const { locale, dossier, actions } = props;
  const flags = KNOWN_FLAGS.filter((flag) => dossier.flags.includes(flag));
  return (
    <>
      <Head {...props} />
      <LivesElsewhere locale={locale} dossier={dossier} />
      <RemainingWork locale={locale} remaining={props.remaining} />
      {flags.map((flag) => (
        <Notice key={flag} tone="warning">
          {text(locale, `flag.${flag}`)}
        </Notice>
      ))}
      <Columns
        asideFirst
        asideLabel={text(locale, "action.what_next")}
        aside={
          <div class="no-print">
            <Card title={text(locale, "action.what_next")} level={2}>
              {actions.length === 0 && props.heldBack.length === 0 ? (
                <p class="muted">{text(locale, "action.none")}</p>
              ) : (
                <ActionForms {...props} />
              )}
            </Card>
          </div>
        }
      >
        <Running {...props} />
        <Summary {...props} />
        <Stack gap="s">
          <Course {...props} />
          <Facts {...props} />
          <People {...props} />
          <Components {...props} />
          <Beside {...props} />
        </Stack>
      </Columns>
    </>
  );
}
