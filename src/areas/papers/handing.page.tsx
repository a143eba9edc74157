import type { Dossier } from "#dossiers";
import { acceptOf, SCAN_RULE } from "#platform/files/file-kind.ts";
import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  ActionBar,
  Button,
  CheckboxGroup,
  DescriptionList,
  FileField,
  Form,
  FormRow,
  LinkButton,
  Notice,
  PageHeader,
  RadioGroup,
  Section,
  Stack,
  TextArea,
  TextField,
} from "#ui/ui.tsx";
import { type Handing, HANDING_PROOFS, HANDING_RELATIONS } from "./handing.ts";
import type { OriginalPaper } from "./original.ts";
import { text } from "./texts.ts";

export interface HandingProps {
  readonly locale: Locale;
  readonly dossier: Dossier;
  /** Where the form is sent: the dossier's own agency or, for another agency, who received it hands over. */
  readonly action: string;
  readonly originals: readonly OriginalPaper[];
  /** Where the result lies that was put away; it has to be taken out first. */
  readonly storedIn: string | undefined;
  readonly csrf: string;
  readonly formKey: string;
  readonly typed: Readonly<Record<string, string | string[] | undefined>>;
}

/** Whoever is to be compared with who comes, with the last digits alone. */
function Known({ locale, dossier: { parties } }: HandingProps) {
  const items = HANDING_RELATIONS.flatMap((relation) => {
    const party = parties[relation];
    if (party === undefined) return [];
    const number = party.idNumber === undefined ? text(locale, "handing.no_number") : `…${party.idNumber.slice(-4)}`;
    return [{ term: text(locale, `loss.${relation}`), detail: `${party.name} · ${number}` }];
  });
  return <DescriptionList items={items} />;
}

/** Where a result is handed over: who comes and by what, what they are given, and what goes back with it. */
export function HandingPage(props: HandingProps) {
  const { locale, dossier, storedIn } = props;
  return (
    <>
      <PageHeader kicker={dossier.procedureName} title={text(locale, "handing.title")} lead={dossier.code} />
      <Stack gap="l">
        <Section title={text(locale, "handing.known")}>
          <Known {...props} />
        </Section>
        {dossier.state !== "DECIDED" && <Notice tone="warning">{text(locale, "handing.not_ready")}</Notice>}
        {storedIn !== undefined && (
          <Notice tone="warning" title={text(locale, "storage.in", { place: storedIn })}>
            {text(locale, "refusal.result_in_storage")}{" "}
            <a href={`/ho-so/${dossier.id}#cat-giu`}>{text(locale, "storage.take_out")}</a>
          </Notice>
        )}
        {dossier.state === "DECIDED" && storedIn === undefined && <HandingForm {...props} />}
      </Stack>
    </>
  );
}

function HandingForm(props: HandingProps) {
  const { locale, dossier, action, csrf, formKey, typed } = props;
  const one = (name: string): string | undefined => [typed[name]].flat()[0];
  return (
    <Form
      action={action}
      csrf={csrf}
      formKey={formKey}
      files
      hidden={{ seq: String(dossier.seq) }}
      label={text(locale, "handing.title")}
    >
      <RadioGroup
        name="proof"
        label={text(locale, "handing.proof")}
        required
        value={one("proof") ?? "receipt"}
        options={HANDING_PROOFS.map((proof) => ({
          value: proof,
          label: text(locale, `handing.proof.${proof}`),
          hint: text(locale, `handing.proof.${proof}_hint`),
        }))}
      />
      <RadioGroup
        name="relation"
        label={text(locale, "loss.relation")}
        inline
        required
        value={one("relation") ?? "owner"}
        options={HANDING_RELATIONS.map((relation) => ({ value: relation, label: text(locale, `loss.${relation}`) }))}
      />
      <FormRow>
        <TextField
          name="receiverName"
          label={text(locale, "handing.receiver")}
          required
          value={one("receiverName") ?? dossier.parties.owner.name}
        />
        <TextField
          name="receiverIdNumber"
          label={text(locale, "loss.id_number")}
          hint={text(locale, "handing.number_hint")}
          inputMode="numeric"
          value={one("receiverIdNumber")}
        />
      </FormRow>
      <Authorisation {...props} />
      <Given {...props} />
      <TextArea name="reason" label={text(locale, "note")} rows={2} value={one("reason")} />
      <ActionBar>
        <Button>{text(locale, "handing.do")}</Button>
        <LinkButton href={`/ho-so/${dossier.id}`} variant="quiet">
          {text(locale, "handing.back")}
        </LinkButton>
      </ActionBar>
    </Form>
  );
}

function Authorisation({ locale, typed }: HandingProps) {
  return (
    <>
      <TextField
        name="paper"
        label={text(locale, "loss.paper")}
        hint={text(locale, "handing.paper_hint")}
        value={[typed["paper"]].flat()[0]}
      />
      <FileField
        name="scan"
        label={text(locale, "handing.scan")}
        hint={text(locale, "handing.scan_hint")}
        accept={acceptOf(SCAN_RULE.kinds)}
      />
    </>
  );
}

function Given({ locale, dossier, originals, typed }: HandingProps) {
  const held = originals.filter(({ endedAt }) => endedAt === null);
  return (
    <>
      <TextArea
        name="given"
        label={text(locale, "handing.given")}
        hint={text(locale, "handing.given_hint")}
        rows={3}
        required
        value={[typed["given"]].flat()[0] ?? text(locale, "handing.given_first", { procedure: dossier.procedureName })}
      />
      {held.length > 0 && (
        <CheckboxGroup
          name="originals"
          label={text(locale, "handing.originals")}
          hint={text(locale, "handing.originals_hint")}
          values={[typed["originals"]].flat().filter((value) => value !== undefined)}
          options={held.map((paper) => ({ value: String(paper.id), label: `${paper.name} (${paper.quantity})` }))}
        />
      )}
    </>
  );
}

/** How the result was handed over, in the dossier's page. */
export function Handings({
  locale,
  dossierId,
  handings,
}: {
  readonly locale: Locale;
  readonly dossierId: number;
  readonly handings: readonly Handing[];
}) {
  return (
    <>
      {handings.map((handing) => (
        <div key={handing.id}>
          <p>
            {text(locale, "handing.line", {
              name: handing.receiverName,
              relation: text(locale, `loss.${handing.relation}`).toLocaleLowerCase(locale),
              officer: handing.handedBy,
              at: formatInstant(handing.handedAt),
            })}{" "}
            · {text(locale, `handing.proof.${handing.proof}`)}
            {handing.authorisation !== null && (
              <>
                {" · "}
                <a href={`/ho-so/${dossierId}/tra-ket-qua/${handing.id}/uy-quyen`}>{handing.authorisation}</a>
              </>
            )}
          </p>
          <ul>
            {handing.given.map((paper) => (
              <li key={paper}>{paper}</li>
            ))}
          </ul>
        </div>
      ))}
    </>
  );
}
