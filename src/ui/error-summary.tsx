import { useWords } from "./context.ts";
import { fieldId } from "./field.tsx";
import type { FieldError } from "./types.ts";

export type ErrorSummaryProps = { errors: readonly FieldError[]; title?: string | undefined };

/** What was refused, each line leading to its field. Nothing when there is no error. */
export function ErrorSummary({ errors, title }: ErrorSummaryProps) {
  const { say } = useWords();
  if (errors.length === 0) return null;
  return (
    <div class="summary" role="alert" tabindex={-1} id="error-summary" aria-labelledby="error-summary-title" autofocus>
      <h2 id="error-summary-title">{title ?? say("badFields")}</h2>
      <ul class="stack-s">
        {errors.map((error) => (
          <li key={`${error.field}:${error.message}`}>
            {error.field === "" ? error.message : <a href={`#${fieldId(error.field)}`}>{error.message}</a>}
          </li>
        ))}
      </ul>
    </div>
  );
}
