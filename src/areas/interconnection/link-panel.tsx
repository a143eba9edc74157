import { dossierPath, type PanelView, type Remaining } from "#dossiers";
import type { Tx } from "#platform/db/tx.ts";
import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { Button, Form, LinkButton, Stack, TextField, Timeline } from "#ui/ui.tsx";
import { listNamesOn } from "#organisation";
import { localDay } from "#platform/i18n/dates.ts";
import { findByDossier } from "./bundle.store.ts";
import { handBackPath } from "./hand-back.web.tsx";
import { type Leg, legForm, type Reception, type ReceptionLeg } from "./reception.ts";
import { nextLegs, sideOf } from "./reception.rules.ts";
import { findReception } from "./reception.store.ts";
import { text } from "./texts.ts";

export const legPath = (dossierId: number, leg: string): string => `/tiep-nhan-ho/${dossierId}/${leg.replaceAll("_", "-")}`;

/** The section of a dossier that is part of a group, or that one unit received and another decides. */
export async function loadLinkPanel(tx: Tx, view: PanelView) {
  const [bundle, reception] = await Promise.all([findByDossier(tx, view.dossier.id), findReception(tx, view.dossier.id)]);
  if (bundle === undefined && reception === undefined) return undefined;
  const ids = reception === undefined ? [] : [reception.receivingAgencyId, reception.decidingAgencyId];
  const names = ids.length === 0 ? new Map<number, string>() : await listNamesOn(tx, ids, localDay(view.now));
  return (
    <Stack>
      {bundle !== undefined && (
        <p>
          {text(view.locale, "panel.member", {
            position: bundle.members.find(({ dossierId }) => dossierId === view.dossier.id)?.position ?? 0,
            count: bundle.members.length,
          })}{" "}
          <a href={`/lien-thong/${bundle.bundleId}`}>{text(view.locale, "panel.open_bundle")}</a>
        </p>
      )}
      {reception !== undefined && <ReceptionPart view={view} reception={reception} names={names} />}
    </Stack>
  );
}

/** The legs that may be taken now, the one that is next first, and whose turn it is; undefined when there is none. */
function turnOf(reception: Reception & { readonly legs: readonly ReceptionLeg[] }, { state, facts }: PanelView["dossier"]) {
  const done = reception.legs.map(({ leg }) => leg);
  const [next, ...instead] = nextLegs(reception, done, { state, originalsHeld: facts.custody.originalsHeld });
  if (next === undefined) return undefined;
  const agencyId = sideOf(next, done) === "receiving" ? reception.receivingAgencyId : reception.decidingAgencyId;
  return { legs: [next, ...instead] as const, agencyId };
}

/** What is still to be done with the papers of a dossier that was received elsewhere and ended early. */
export async function remainingLegs(tx: Tx, { dossier, locale, now }: PanelView): Promise<readonly Remaining[]> {
  const reception = await findReception(tx, dossier.id);
  const turn = reception === undefined ? undefined : turnOf(reception, dossier);
  if (turn === undefined) return [];
  const names = await listNamesOn(tx, [turn.agencyId], localDay(now));
  const words = { agency: nameOf(names, turn.agencyId), leg: text(locale, `leg.do_${turn.legs[0]}`) };
  return [{ text: text(locale, "remaining.leg", words), href: dossierPath(dossier.id, "interconnection") }];
}

interface PartProps {
  readonly view: PanelView;
  readonly reception: Reception & { readonly legs: readonly ReceptionLeg[] };
  readonly names: ReadonlyMap<number, string>;
}

const nameOf = (names: ReadonlyMap<number, string>, id: number): string => names.get(id) ?? String(id);

function ReceptionPart({ view, reception, names }: PartProps) {
  const { locale, actor, dossier } = view;
  const turn = turnOf(reception, dossier);
  const mine = actor.posts.some(
    (post) => post.agencyId === turn?.agencyId && (post.role === "receiving_officer" || post.role === "one_stop_head"),
  );
  return (
    <>
      <p>
        {text(locale, "panel.elsewhere", {
          receiving: nameOf(names, reception.receivingAgencyId),
          deciding: nameOf(names, reception.decidingAgencyId),
        })}
      </p>
      {reception.legs.length > 0 && (
        <Timeline
          label={text(locale, "panel.legs")}
          events={reception.legs.map(({ leg, at, actorName, note }) => ({
            time: formatInstant(at),
            dateTime: at.toISOString(),
            title: text(locale, `leg.${leg}`),
            who: actorName,
            detail: note ?? undefined,
          }))}
        />
      )}
      {turn?.legs[0] === "handed_back" && mine && (
        <LinkButton href={handBackPath(dossier.id)} variant="primary">
          {text(locale, "leg.do_handed_back")}
        </LinkButton>
      )}
      {mine &&
        turn?.legs.flatMap((leg) =>
          leg === "handed_back"
            ? []
            : [<LegForm key={leg} view={view} leg={leg} locale={locale} instead={leg !== turn.legs[0]} />],
        )}
      {turn !== undefined && !mine && (
        <p class="muted">
          {text(locale, "panel.waits", { agency: nameOf(names, turn.agencyId), leg: text(locale, `leg.${turn.legs[0]}`) })}
        </p>
      )}
    </>
  );
}

interface LegFormProps {
  readonly view: PanelView;
  readonly leg: Leg;
  /** Not the next leg, but what may be done in its place. */
  readonly instead: boolean;
  readonly locale: Locale;
}

function LegForm({ view, leg, locale, instead }: LegFormProps) {
  const again = view.refused?.action === legForm(leg) ? view.refused : undefined;
  const typed = (field: string): string | undefined => {
    const value = again?.typed[field];
    return typeof value === "string" ? value : undefined;
  };
  return (
    <Form action={legPath(view.dossier.id, leg)} csrf={view.csrf} formKey={view.newKey()} scope={leg} errors={again?.errors}>
      {leg === "given_back" && (
        <TextField
          name="givenTo"
          label={text(locale, "leg.given_to")}
          hint={text(locale, "leg.given_to_hint")}
          value={typed("givenTo") ?? view.dossier.parties.owner.name}
          maxLength={200}
          required
        />
      )}
      <TextField name="note" label={text(locale, "leg.note")} value={typed("note")} maxLength={500} />
      <Button variant={instead ? "secondary" : "primary"}>{text(locale, `leg.do_${leg}`)}</Button>
    </Form>
  );
}
