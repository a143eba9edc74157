import { formatDay, formatInstant } from "#platform/i18n/dates.ts";
import { phoneToNational } from "#platform/input/fields.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { Card, type Children, DescriptionList, Drawer, Section } from "#ui/ui.tsx";
import { termText } from "./choose-procedure.page.tsx";
import type { Dossier, Party, ReceivedComponent } from "./dossier.ts";
import { DueCell } from "./dossier-tags.tsx";
import { visitText } from "./home-visit.ts";
import { text } from "./texts.ts";

export interface FactsProps {
  readonly locale: Locale;
  readonly dossier: Dossier;
  readonly holderName: string | undefined;
  readonly now: Date;
  readonly soon: Date;
  /** Dossiers that correct this one's result (T19). */
  readonly correctedBy: readonly { readonly id: number; readonly code: string }[];
}

const DossierLink = ({ id, code }: { readonly id: number; readonly code: string }) => (
  <a class="code nowrap" href={`/ho-so/${id}`}>
    {code}
  </a>
);

interface Item {
  readonly term: string;
  readonly detail: Children;
}

/** What is not known is left out: a dossier has many facts that most dossiers lack. */
const known = (items: readonly Item[]) => items.filter(({ detail }) => detail !== undefined && detail !== null && detail !== "");

function identityText(locale: Locale, check: Dossier["attributes"]["identityCheck"]): string | undefined {
  if (check === undefined) return undefined;
  const what = `${text(locale, `identity.${check.method}`)} – ${text(locale, `identityResult.${check.result}`)}`;
  return `${what} (${check.officer}, ${formatInstant(new Date(check.at))})`;
}

const phoneText = (party: Party): string | undefined => (party.phone === undefined ? undefined : phoneToNational(party.phone));

const partyItems = (locale: Locale, party: Party): readonly Item[] => [
  { term: text(locale, "party.name"), detail: party.name },
  { term: text(locale, "party.id_number"), detail: party.idNumber },
  { term: text(locale, "party.date_of_birth"), detail: party.dateOfBirth && formatDay(party.dateOfBirth) },
  { term: text(locale, "party.phone"), detail: phoneText(party) },
  { term: text(locale, "party.address"), detail: party.address },
];

/** What is looked for first: when, with whom, of whom, about what. */
export function Summary({ locale, dossier, holderName, now, soon, correctedBy }: FactsProps) {
  const { attributes, dueAt, dueOriginalAt, timeZone } = dossier;
  const wasMoved = dueOriginalAt !== null && dueAt?.getTime() !== dueOriginalAt.getTime();
  return (
    <Card title={text(locale, "detail.summary")}>
      <DescriptionList
        columns={2}
        items={known([
          { term: text(locale, "due"), detail: <DueCell it={dossier} now={now} soon={soon} locale={locale} /> },
          { term: text(locale, "due.original"), detail: wasMoved ? formatInstant(dueOriginalAt, timeZone) : undefined },
          { term: text(locale, "received"), detail: formatInstant(dossier.receivedAt, timeZone) },
          { term: text(locale, "holder"), detail: holderName },
          { term: text(locale, "subject"), detail: dossier.subject },
          { term: text(locale, "party.phone"), detail: phoneText(dossier.parties.owner) },
          { term: text(locale, "opened_by"), detail: attributes.openedBy && <DossierLink {...attributes.openedBy} /> },
          { term: text(locale, "corrects"), detail: attributes.corrects && <DossierLink {...attributes.corrects} /> },
          {
            term: text(locale, "corrected_by"),
            detail: correctedBy.length === 0 ? undefined : correctedBy.map((it) => <DossierLink key={it.id} {...it} />),
          },
        ])}
      />
    </Card>
  );
}

/** All else that the dossier was received with. */
export function Facts({ locale, dossier }: Pick<FactsProps, "locale" | "dossier">) {
  const { attributes } = dossier;
  const term =
    dossier.dueSource === null
      ? termText(locale, { value: dossier.termValue, unit: dossier.termUnit })
      : text(locale, "due.given", { source: dossier.dueSource });
  return (
    <Drawer id="muc-facts" title={text(locale, "detail.facts")} brief={dossier.procedureName}>
      <DescriptionList
        columns={2}
        items={known([
          { term: text(locale, "procedure"), detail: <a href={`/thu-tuc/${dossier.procedureCode}`}>{dossier.procedureName}</a> },
          { term: text(locale, "field"), detail: dossier.field },
          { term: text(locale, "channel"), detail: text(locale, `channel.${dossier.channel}`) },
          { term: text(locale, "visit.title"), detail: visitText(locale, dossier) },
          { term: text(locale, "term"), detail: term },
          {
            term: text(locale, "delivery"),
            detail: attributes.delivery && text(locale, `delivery.${attributes.delivery}`),
          },
          { term: text(locale, "identity"), detail: identityText(locale, attributes.identityCheck) },
          { term: text(locale, "sets"), detail: attributes.sets },
          {
            term: text(locale, "origin"),
            detail: dossier.origin === "local" ? undefined : text(locale, `origin.${dossier.origin}`),
          },
          { term: text(locale, "note"), detail: attributes.note },
        ])}
      />
    </Drawer>
  );
}

/** "1 bản chính, 2 bản chụp", or that nothing was handed in. */
function copiesText(locale: Locale, component: ReceivedComponent): string {
  const kinds = (["original", "certified", "photo", "electronic"] as const).filter((kind) => (component[kind] ?? 0) > 0);
  if (component.fromDatabase === true) return text(locale, "copies.from_database");
  if (kinds.length === 0) return text(locale, "copies.none");
  return kinds.map((kind) => `${component[kind]} ${text(locale, `copies.${kind}`).toLocaleLowerCase(locale)}`).join(", ");
}

export function Components({ locale, dossier }: Pick<FactsProps, "locale" | "dossier">) {
  const { components } = dossier;
  if (components.length === 0) return null;
  const brief = text(locale, "detail.papers", { count: components.length });
  return (
    <Drawer id="muc-components" title={text(locale, "components")} brief={brief}>
      <DescriptionList items={components.map((component) => ({ term: component.name, detail: copiesText(locale, component) }))} />
    </Drawer>
  );
}

const PEOPLE = ["owner", "submitter", "authorised"] as const;

export function People({ locale, dossier: { parties } }: Pick<FactsProps, "locale" | "dossier">) {
  const shown = PEOPLE.flatMap((who) => {
    const party = parties[who];
    const title = text(locale, who === "owner" ? "owner" : `relation.${who}`);
    return party === undefined ? [] : [{ who, title, party }];
  });
  return (
    <Drawer id="muc-people" title={text(locale, "detail.people")} brief={shown.map(({ party }) => party.name).join(", ")}>
      {shown.map(({ who, title, party }) => (
        <Section key={who} title={title} level={3}>
          <DescriptionList
            columns={2}
            items={known([
              ...partyItems(locale, party),
              { term: text(locale, "party.paper"), detail: who === "authorised" ? parties.authorised?.paper : undefined },
            ])}
          />
        </Section>
      ))}
    </Drawer>
  );
}
