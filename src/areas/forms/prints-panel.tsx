import type { DossierExtension, PanelView } from "#dossiers";
import type { Tx } from "#platform/db/tx.ts";
import { Button, CheckboxGroup, Cluster, Details, LinkButton, Stack } from "#ui/ui.tsx";
import { listNeighbours, type Neighbour } from "./joint-receipt.store.ts";
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

/** What is printed beside the slips: a receipt on a roll, an envelope, a label, and one receipt for all that was handed in together. */
async function loadPrints(tx: Tx, view: PanelView) {
  const { locale, dossier, events } = view;
  const accepted = events.some(({ type }) => type === "received");
  const neighbours = accepted ? await listNeighbours(tx, dossier) : [];
  return (
    <Stack gap="s">
      <Cluster>
        {accepted && (
          <LinkButton href={`/ho-so/${dossier.id}/phieu/receipt.pdf?paper=80mm`} icon="print" size="s">
            {text(locale, "prints.roll")}
          </LinkButton>
        )}
        <LinkButton href={`/ho-so/${dossier.id}/in/envelope.pdf`} icon="print" size="s">
          {text(locale, "prints.envelope")}
        </LinkButton>
        <LinkButton href={`/ho-so/${dossier.id}/in/label.pdf`} icon="print" size="s">
          {text(locale, "prints.label")}
        </LinkButton>
      </Cluster>
      <Joint view={view} neighbours={neighbours} />
    </Stack>
  );
}

export const dossierExtension: DossierExtension = {
  name: "forms",
  panel: { order: 90, title: (locale) => text(locale, "prints"), load: loadPrints },
};
