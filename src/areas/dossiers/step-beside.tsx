import { childrenOf, type ProcessDefinition } from "#core/process/definition.ts";
import type { Tx } from "#platform/db/tx.ts";
import { acceptOf, SCAN_KINDS } from "#platform/files/file-kind.ts";
import { formatInstant } from "#platform/i18n/dates.ts";
import { processText, stepWords } from "#processes";
import { FileField, Notice } from "#ui/ui.tsx";
import { listOpenedBy } from "./dossier.store.ts";
import type { Dossier } from "./dossier.ts";
import type { PanelView } from "./extension.ts";
import type { Way } from "./step.policy.ts";
import { listStepFiles, type RunningProcess, type StepFile } from "./step.store.ts";

/** What the steps of a dossier left beside its way: files that came with them, dossiers that they opened. */
export interface Beside {
  readonly files: readonly StepFile[];
  readonly children: readonly { readonly id: number; readonly code: string }[];
}

export async function loadBeside(tx: Tx, dossier: Dossier, definition: ProcessDefinition): Promise<Beside> {
  const [files, children] = await Promise.all([
    listStepFiles(tx, dossier.id),
    listOpenedBy(tx, dossier, definition.actions.flatMap(childrenOf)),
  ]);
  return { files, children };
}

/** What an action needs that its form says or takes. */
export function Asked({ view: { locale }, way: { action } }: { readonly view: PanelView; readonly way: Way }) {
  const codes = childrenOf(action);
  return (
    <>
      {action.requires.includes("files") && (
        <FileField
          name="files"
          label={processText(locale, "run.files")}
          hint={processText(locale, "run.files_hint")}
          accept={acceptOf(SCAN_KINDS)}
          multiple
          required
        />
      )}
      {action.requires.includes("fee") && <p class="muted">{processText(locale, "run.fee_first")}</p>}
      {action.requires.includes("signature") && <p class="muted">{processText(locale, "run.signature_first")}</p>}
      {codes.length > 0 && <Notice tone="info">{processText(locale, "run.child_note", { codes: codes.join(", ") })}</Notice>}
    </>
  );
}

export function StepBeside({ view, running, beside }: { view: PanelView; running: RunningProcess; beside: Beside }) {
  const { locale, dossier } = view;
  return (
    <>
      {beside.files.length > 0 && (
        <div>
          <strong>{processText(locale, "run.files_of")}</strong>
          <ul>
            {beside.files.map((file) => (
              <li key={file.id}>
                <a href={`/ho-so/${dossier.id}/buoc/tep/${file.id}`}>{file.name}</a>{" "}
                <span class="muted">
                  {processText(locale, "run.file_by", {
                    step: stepWords(running.definition, file.step)[locale],
                    by: file.by,
                    at: formatInstant(file.at, dossier.timeZone),
                  })}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {beside.children.length > 0 && (
        <p>
          {processText(locale, "run.children")}:{" "}
          {beside.children.map((child) => (
            <a key={child.id} class="code nowrap" href={`/ho-so/${child.id}`}>
              {child.code}{" "}
            </a>
          ))}
        </p>
      )}
    </>
  );
}
