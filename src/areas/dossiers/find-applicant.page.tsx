import { formatDate } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { Procedure } from "#procedures";
import { Button, Details, Form, FormRow, Notice, TextField } from "#ui/ui.tsx";
import type { EarlierDossier } from "./applicant.store.ts";
import { one, type Typed } from "./party-fields.page.tsx";
import { text } from "./texts.ts";

export interface FindApplicantProps {
  readonly locale: Locale;
  readonly procedure: Procedure;
  readonly typed: Typed;
  readonly csrf: string;
  readonly formKey: string;
  /** Whose details were found by identity or telephone number: the newest dossier first. */
  readonly earlier?: readonly EarlierDossier[] | undefined;
}

/** The case that the form is for: the one asked for, else the first; the papers depend on it. */
export function chosenCase(procedure: Procedure, typed: Typed): string {
  const { cases } = procedure.definition;
  const asked = one(typed, "caseCode");
  return (cases.find((entry) => entry.code === asked) ?? cases[0])?.code ?? "default";
}

/** Before anything is typed: someone who has been here before is found by one number. */
export function FindApplicant({ locale, procedure, typed, csrf, formKey, earlier = [] }: FindApplicantProps) {
  const [newest] = earlier;
  return (
    <>
      <Form action={`/ho-so/tiep-nhan/${procedure.versionId}/tim-nguoi`} csrf={csrf} formKey={`${formKey}-find`}>
        <input type="hidden" name="caseCode" value={chosenCase(procedure, typed)} />
        <FormRow>
          <TextField
            name="find"
            label={text(locale, "receive.known.find")}
            hint={text(locale, "receive.known.find_hint")}
            value={one(typed, "find")}
            autoFocus={newest === undefined}
            width="l"
          />
          <Button variant="secondary" icon="search">
            {text(locale, "receive.known.find_do")}
          </Button>
        </FormRow>
      </Form>
      {newest !== undefined && (
        <Notice tone="success">
          <p>{text(locale, "receive.known.found", { name: newest.parties.owner.name, code: newest.code })}</p>
          <Details summary={text(locale, "receive.known.earlier")}>
            <ul>
              {earlier.map((it) => (
                <li key={it.id}>
                  <a href={`/ho-so/${it.id}`}>{it.code}</a> – {it.procedureName}, {formatDate(it.receivedAt)}.{" "}
                  {it.procedureVersionId === procedure.versionId && (
                    <a href={`/ho-so/tiep-nhan/${procedure.versionId}?copy=${it.id}`}>{text(locale, "copy.start")}</a>
                  )}
                </li>
              ))}
            </ul>
          </Details>
        </Notice>
      )}
    </>
  );
}
