import type { ProcessDefinition } from "#core/process/definition.ts";
import type { Finding } from "#core/process/soundness.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { Notice } from "#ui/ui.tsx";
import { findingText } from "./finding-text.ts";
import { text } from "./texts.ts";
import { actionHref, stepHref, versionHref } from "./words.ts";

export interface FindingsProps {
  readonly locale: Locale;
  readonly versionId: number;
  readonly definition: ProcessDefinition;
  readonly findings: readonly Finding[];
}

/** Each fault with a link to the form where it is mended. */
export function Findings({ locale, versionId, definition, findings }: FindingsProps) {
  if (findings.length === 0) return <Notice tone="success">{text(locale, "page.sound")}</Notice>;
  const known = new Set(definition.steps.map((step) => step.code));
  const hrefOf = ({ code, step, action }: Finding): string | undefined => {
    if (code === "decision_missing") return "#decision";
    if (code === "no_steps" || code === "no_start") return `${versionHref(versionId)}/buoc/moi`;
    if (action !== undefined && definition.actions.some((it) => it.code === action)) return actionHref(versionId, action);
    return step !== undefined && known.has(step) ? stepHref(versionId, step) : undefined;
  };
  return (
    <Notice tone="warning" title={text(locale, "page.findings_count", { count: findings.length })}>
      <ul>
        {findings.map((finding, index) => {
          const { where, what, mend } = findingText(locale, definition, finding);
          const href = hrefOf(finding);
          return (
            <li key={index}>
              {where === "" ? null : href === undefined ? <strong>{where}: </strong> : <a href={href}>{where}</a>}
              {where === "" || href === undefined ? null : ": "}
              {what} {where === "" && href !== undefined ? <a href={href}>{mend}</a> : mend}
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}
