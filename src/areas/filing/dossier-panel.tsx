import type { DossierExtension } from "#dossiers";
import { formatInstant } from "#platform/i18n/dates.ts";
import { Stack } from "#ui/ui.tsx";
import { findFilingOfDossier, listReplies } from "./reply.store.ts";
import { text } from "./texts.ts";

/** On the dossier's page: the form that it began as, and what its applicant sent since. */
export const dossierExtension: DossierExtension = {
  name: "filing",
  panel: {
    order: 25,
    title: (locale) => text(locale, "panel.title"),
    load: async (tx, { dossier, locale }) => {
      if (dossier.channel !== "online") return undefined;
      const [filing, replies] = await Promise.all([findFilingOfDossier(tx, dossier.id), listReplies(tx, dossier.id)]);
      if (filing === undefined) return undefined;
      return (
        <Stack gap="s">
          <p>
            <a href={`/ho-so/truc-tuyen/${filing}`}>{text(locale, "panel.form")}</a>
          </p>
          {replies.length > 0 && (
            <ul>
              {replies.map(({ id, at, message, files }) => (
                <li key={id}>
                  <strong>{formatInstant(at)}</strong>: {message}
                  {files.length > 0 && ` (${files.map(({ name }) => name).join("; ")})`}
                </li>
              ))}
            </ul>
          )}
        </Stack>
      );
    },
  },
};
