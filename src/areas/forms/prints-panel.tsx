import { type DossierExtension, type PanelView, SLIP_EVENTS, SLIP_KINDS, type SlipKind } from "#dossiers";
import { localDay } from "#platform/i18n/dates.ts";
import { findConverter } from "#platform/pdf/convert-docx.ts";
import type { Tx } from "#platform/db/tx.ts";
import { Button, CheckboxGroup, Cluster, Details, LinkButton, Stack } from "#ui/ui.tsx";
import { listNeighbours, type Neighbour } from "./joint-receipt.store.ts";
import { findOwnTemplate } from "./own-template.store.ts";
import { text } from "./texts.ts";

function Joint({ view, neighbours }: { view: PanelView; neighbours: readonly Neighbour[] }) {
  const { locale, dossier } = view;
  if (neighbours.length === 0) return null;
  return (
    <Details summary={text(locale, "prints.joint")}>
      <form class="stack" action="/ho-so/phieu-chung.pdf" method="get">
        <input type="hidden" name="ho-so" value={dossier.id} />
        <CheckboxGroup
          name="ho-so"
          label={text(locale, "prints.joint_which")}
          hint={text(locale, "prints.joint_hint")}
          values={neighbours.map(({ id }) => String(id))}
          options={neighbours.map(({ id, code, procedureName }) => ({ value: String(id), label: `${code} – ${procedureName}` }))}
        />
        <Cluster>
          <Button variant="secondary" icon="print">
            {text(locale, "prints.joint_do")}
          </Button>
        </Cluster>
      </form>
    </Details>
  );
}

interface Kind {
  readonly kind: SlipKind;
  /** The agency has a template of its own for it. */
  readonly own: boolean;
}

/** Each slip as a Word document; by whose layout its PDF comes, where the agency has a template of its own. */
function Word({ view, kinds, converts }: { view: PanelView; kinds: readonly Kind[]; converts: boolean }) {
  const { locale, dossier } = view;
  const own = kinds.filter((it) => it.own).map(({ kind }) => kind);
  const slips = own.map((kind) => text(locale, `slip.${kind}`)).join(", ");
  return (
    <Details summary={text(locale, "prints.word")}>
      <Stack gap="s">
        {own.length > 0 && <p>{text(locale, converts ? "prints.by_own_converted" : "prints.by_own_not", { slips })}</p>}
        <Cluster>
          {kinds.map(({ kind }) => (
            <LinkButton key={kind} href={`/ho-so/${dossier.id}/phieu-word/${kind}.docx`} icon="download" size="s" download>
              {text(locale, `slip.${kind}`)}
            </LinkButton>
          ))}
          {converts &&
            own.map((kind) => (
              <LinkButton
                key={`builtin-${kind}`}
                href={`/ho-so/${dossier.id}/phieu/${kind}.pdf?layout=builtin`}
                variant="quiet"
                print
                size="s"
              >
                {text(locale, "prints.builtin", { slip: text(locale, `slip.${kind}`) })}
              </LinkButton>
            ))}
        </Cluster>
      </Stack>
    </Details>
  );
}

/** The slips that a dossier has, and which of them have a template of the agency's own on their day. */
function kindsOf(tx: Tx, { dossier, events }: PanelView): Promise<readonly Kind[]> {
  const found = SLIP_KINDS.flatMap((kind) => {
    const event = events.findLast(SLIP_EVENTS[kind]);
    return event === undefined ? [] : [{ kind, on: localDay(event.occurredAt, dossier.timeZone) }];
  });
  return Promise.all(
    found.map(async ({ kind, on }) => ({ kind, own: (await findOwnTemplate(tx, dossier.agencyId, kind, on)) !== undefined })),
  );
}

/** What is printed beside the slips: a receipt on a roll, an envelope, a label, and one receipt for all that was handed in together. */
async function loadPrints(tx: Tx, view: PanelView) {
  const { locale, dossier, events } = view;
  const accepted = events.some(({ type }) => type === "received");
  const [neighbours, kinds] = await Promise.all([accepted ? listNeighbours(tx, dossier) : [], kindsOf(tx, view)]);
  const converts = kinds.some(({ own }) => own) && (await findConverter()) !== undefined;
  return (
    <Stack gap="s">
      <Cluster>
        {accepted && (
          <LinkButton href={`/ho-so/${dossier.id}/phieu/receipt.pdf?paper=80mm`} print size="s">
            {text(locale, "prints.roll")}
          </LinkButton>
        )}
        <LinkButton href={`/ho-so/${dossier.id}/in/envelope.pdf`} print size="s">
          {text(locale, "prints.envelope")}
        </LinkButton>
        <LinkButton href={`/ho-so/${dossier.id}/in/label.pdf`} print size="s">
          {text(locale, "prints.label")}
        </LinkButton>
      </Cluster>
      <Joint view={view} neighbours={neighbours} />
      {kinds.length > 0 && <Word view={view} kinds={kinds} converts={converts} />}
    </Stack>
  );
}

export const dossierExtension: DossierExtension = {
  name: "forms",
  panel: { order: 90, title: (locale) => text(locale, "prints"), load: loadPrints },
};
