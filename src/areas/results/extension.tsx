import type { Attempt, DossierExtension, PanelView } from "#dossiers";
import type { Tx } from "#platform/db/tx.ts";
import { Button, Details, FileField, Form, Notice, SelectField, Stack, Table, Tag, TextField } from "#ui/ui.tsx";
import { printedCode } from "#core/results/result-life.ts";
import { numberText, STATE_TONES } from "./register.page.tsx";
import { resultPath } from "./result-paths.ts";
import { RESULT_KINDS, WRITERS } from "./result.ts";
import { findResultRule, listOfDossier, listSigningRefused, type ResultOfDossier } from "./result.store.ts";
import { resultRefusal } from "./results.errors.ts";
import { text } from "./texts.ts";

/** The states in which there is something to decide or decided; before that no result can be drafted. */
const DECIDES: ReadonlySet<string> = new Set(["PROCESSING", "DECIDED", "RETURNED"]);

function DraftForm({ view }: { view: PanelView }) {
  const { locale, dossier } = view;
  const refused = view.refused?.action === "draft_result" ? view.refused : undefined;
  const typed = (name: string) => [refused?.typed[name]].flat()[0];
  return (
    <Details summary={text(locale, "panel.draft")} open={refused !== undefined}>
      <Form
        action={`/ho-so/${dossier.id}/ket-qua`}
        csrf={view.csrf}
        formKey={view.newKey()}
        files
        label={text(locale, "panel.draft")}
        {...(refused === undefined ? { scope: "draft_result" } : { errors: refused.errors })}
      >
        <SelectField
          name="kind"
          label={text(locale, "kind")}
          value={typed("kind")}
          options={RESULT_KINDS.map((value) => ({ value, label: text(locale, `kind.${value}`) }))}
        />
        <TextField name="title" label={text(locale, "title")} hint={text(locale, "title.hint")} value={typed("title")} />
        <FileField name="file" label={text(locale, "panel.file")} hint={text(locale, "panel.file_hint")} accept=".pdf" />
        <Button variant="secondary">{text(locale, "panel.draft")}</Button>
      </Form>
    </Details>
  );
}

function Panel({ view, results, warns }: { view: PanelView; results: readonly ResultOfDossier[]; warns: boolean }) {
  const { locale, dossier, actor } = view;
  const writes = actor.posts.some((post) => post.agencyId === dossier.agencyId && WRITERS.includes(post.role));
  return (
    <Stack>
      {warns && <Notice tone="warning">{text(locale, "panel.warns")}</Notice>}
      <Table
        caption={text(locale, "panel")}
        captionHidden
        rows={results}
        rowKey={(row) => String(row.documentId)}
        empty={text(locale, "panel.none")}
        columns={[
          {
            key: "title",
            header: text(locale, "title"),
            rowHeader: true,
            cell: (row) => <a href={resultPath.one(row.documentId)}>{row.title}</a>,
          },
          { key: "number", header: text(locale, "number"), cell: (row) => numberText(locale, row) },
          { key: "code", header: text(locale, "code"), cell: (row) => <span class="code nowrap">{printedCode(row.code)}</span> },
          {
            key: "state",
            header: text(locale, "state"),
            cell: (row) => <Tag tone={STATE_TONES[row.state]}>{text(locale, `state.${row.state}`)}</Tag>,
          },
        ]}
      />
      {writes && dossier.origin !== "imported" && DECIDES.has(dossier.state) && <DraftForm view={view} />}
    </Stack>
  );
}

const isSealed = ({ state }: Pick<ResultOfDossier, "state">): boolean => state === "signed" || state === "issued";

/** where the agency has decided so, a dossier is returned only with its signed result or refusal in the register. */
async function guard(tx: Tx, { action, dossier }: Attempt): Promise<void> {
  if (action !== "return" || dossier === undefined) return;
  const rule = await findResultRule(tx, dossier.agencyId);
  if (rule?.required !== true) return;
  if (!(await listOfDossier(tx, dossier.id)).some(isSealed)) throw resultRefusal("result_document_required");
}

export const dossierExtension: DossierExtension = {
  name: "results",
  guard,
  proves: async (tx, dossierId) => {
    const results = (await listOfDossier(tx, dossierId)).filter(({ state }) => state !== "voided");
    return [
      ...(results.length > 0 ? ["result_attached" as const] : []),
      ...(results.some(isSealed) ? ["signature" as const] : []),
    ];
  },
  watch: async (tx, agencies) =>
    (await listSigningRefused(tx, agencies)).map((dossierId) => ({ dossierId, cause: "signature_refused" as const })),
  panel: {
    order: 15,
    title: (locale) => text(locale, "panel"),
    load: async (tx, view) => {
      const { dossier } = view;
      const results = await listOfDossier(tx, dossier.id);
      if (results.length === 0 && !DECIDES.has(dossier.state)) return undefined;
      const warns = dossier.origin !== "imported" && dossier.state === "DECIDED" && !results.some(isSealed);
      return <Panel view={view} results={results} warns={warns} />;
    },
  },
};
