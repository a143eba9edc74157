import { useContext } from "preact/hooks";
import { RefusedLabels, useWords } from "./context.ts";
import { fieldId } from "./field.tsx";
import type { FieldError } from "./types.ts";

export type ErrorSummaryProps = { errors: readonly FieldError[]; title?: string | undefined };

/** What was refused, each line leading to its field; one refusal of the whole form is its own heading. */
export function ErrorSummary({ errors, title }: ErrorSummaryProps) {
  const { say } = useWords();
  const labels = useContext(RefusedLabels);
  if (errors.length === 0) return null;
  const named = ({ field, message }: FieldError): string => {
    const label = labels?.get(field);
    return label === undefined ? message : `${label}: ${message}`;
  };
  const [first] = errors;
  const only = errors.length === 1 && first?.field === "" ? first.message : undefined;
  return (
    <div class="summary" role="alert" tabindex={-1} id="error-summary" aria-labelledby="error-summary-title" autofocus>
      <h2 id="error-summary-title">{title ?? only ?? say("badFields")}</h2>
      {(title !== undefined || only === undefined) && (
        <ul class="stack-s">
          {errors.map((error) => (
            <li key={`${error.field}:${error.message}`}>
              {error.field === "" ? error.message : <a href={`#${fieldId(error.field)}`}>{named(error)}</a>}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
