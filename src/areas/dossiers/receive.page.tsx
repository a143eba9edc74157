import { componentsOf } from "#procedures";
import {
  ActionBar,
  Button,
  DateField,
  Details,
  Fieldset,
  Form,
  FormRow,
  Notice,
  NumberField,
  PageHeader,
  RadioGroup,
  ScanField,
  SelectField,
  Table,
  Tabs,
  TextArea,
  TextField,
} from "#ui/ui.tsx";
import { termText } from "./choose-procedure.page.tsx";
import { CHANNELS, DELIVERIES, IDENTITY_METHODS, IDENTITY_RESULTS } from "./dossier.ts";
import { isImmediate } from "#core/deadline/immediate.ts";
import { one, PartyFields } from "./party-fields.page.tsx";
import { chosenCase, FindApplicant, type FindApplicantProps } from "./find-applicant.page.tsx";
import { assetVersion } from "#platform/http/assets.ts";
import type { VisitReasons } from "./home-visit.ts";
import { text } from "./texts.ts";
import { VisitFields } from "./visit-fields.page.tsx";

export interface ReceivePageProps extends FindApplicantProps {
  readonly visitReasons: VisitReasons;
  readonly units: readonly { readonly value: string; readonly label: string }[];
  /** For whom the procedure waives or reduces its fees today. */
  readonly reliefs: readonly string[];
}

function PartySection({ locale, typed }: Pick<ReceivePageProps, "locale" | "typed">) {
  return (
    <>
      <Fieldset legend={text(locale, "owner")}>
        <ScanField
          name="scan"
          label={text(locale, "receive.scan")}
          hint={text(locale, "receive.scan_hint")}
          fill={{
            idNumber: "parties.owner.idNumber",
            fullName: "parties.owner.name",
            bornOn: "parties.owner.dateOfBirth",
            address: "parties.owner.address",
          }}
        />
        <PartyFields locale={locale} typed={typed} prefix="parties.owner" required />
      </Fieldset>
      <Details summary={text(locale, "receive.other_submitter")} open={one(typed, "parties.submitter.name", "") !== ""}>
        <Fieldset legend={text(locale, "relation.submitter")}>
          <PartyFields locale={locale} typed={typed} prefix="parties.submitter" required={false} />
        </Fieldset>
      </Details>
      <Details summary={text(locale, "receive.other_authorised")} open={one(typed, "parties.authorised.name", "") !== ""}>
        <Fieldset legend={text(locale, "relation.authorised")}>
          <PartyFields locale={locale} typed={typed} prefix="parties.authorised" required={false} />
          <TextField
            name="parties.authorised.paper"
            label={text(locale, "party.paper")}
            value={one(typed, "parties.authorised.paper")}
          />
        </Fieldset>
      </Details>
    </>
  );
}

function ComponentSection({ locale, procedure, typed }: Pick<ReceivePageProps, "locale" | "procedure" | "typed">) {
  const components = componentsOf(procedure.definition, chosenCase(procedure, typed));
  const count = (index: number, kind: "original" | "certified" | "photo", usual: number | null) => (
    <NumberField
      name={`components.${index}.${kind}`}
      label={text(locale, `copies.${kind}`)}
      labelHidden
      value={one(typed, `components.${index}.${kind}`, usual === null || usual === 0 ? "" : undefined)}
      width="xs"
    />
  );
  if (components.length === 0) return <Notice tone="info">{text(locale, "receive.no_components")}</Notice>;
  return (
    <Fieldset legend={text(locale, "components")} hint={text(locale, "receive.components_hint")}>
      <Table
        caption={text(locale, "components")}
        captionHidden
        stack
        rows={components.map((component, index) => ({ component, index }))}
        rowKey={({ component }) => component.code}
        columns={[
          {
            key: "name",
            header: text(locale, "component"),
            rowHeader: true,
            cell: ({ component, index }) => (
              <>
                <input type="hidden" name={`components.${index}.code`} value={component.code} />
                {component.name}
                {component.required && <span class="muted"> ({text(locale, "required")})</span>}
              </>
            ),
          },
          {
            key: "original",
            header: text(locale, "copies.original"),
            cell: ({ component, index }) => count(index, "original", component.copies.original),
          },
          {
            key: "certified",
            header: text(locale, "copies.certified"),
            cell: ({ component, index }) => count(index, "certified", component.copies.certified),
          },
          {
            key: "photo",
            header: text(locale, "copies.photo"),
            cell: ({ component, index }) => count(index, "photo", component.copies.photo),
          },
        ]}
      />
    </Fieldset>
  );
}

/** How it came, who was checked, how the result is to be handed out. */
/** Who pays less, as the procedure names them. */
const FeeRelief = ({ locale, typed, reliefs }: Pick<ReceivePageProps, "locale" | "typed" | "reliefs">) => (
  <SelectField
    name="feeRelief"
    label={text(locale, "receive.fee_relief")}
    hint={text(locale, "receive.fee_relief_hint")}
    value={one(typed, "feeRelief")}
    emptyLabel={text(locale, "receive.fee_relief_none")}
    options={reliefs.map((who) => ({ value: who, label: who }))}
  />
);

function HandlingFields({ locale, typed, reliefs }: Pick<ReceivePageProps, "locale" | "typed" | "reliefs">) {
  const options = <T extends string>(values: readonly T[], prefix: string) =>
    values.map((value) => ({ value, label: text(locale, `${prefix}.${value}` as Parameters<typeof text>[1]) }));
  return (
    <>
      <FormRow>
        <NumberField name="sets" label={text(locale, "sets")} value={one(typed, "sets", "1")} width="xs" />
        <SelectField
          name="channel"
          label={text(locale, "channel")}
          value={one(typed, "channel", "counter")}
          options={options(CHANNELS, "channel")}
        />
      </FormRow>
      <Details
        summary={text(locale, "handover.title")}
        open={one(typed, "handover.on") !== undefined && one(typed, "handover.on") !== ""}
      >
        <FormRow>
          <DateField name="handover.on" label={text(locale, "handover.on")} value={one(typed, "handover.on")} />
          <TextField
            name="handover.time"
            label={text(locale, "handover.time")}
            hint={text(locale, "handover.time_hint")}
            value={one(typed, "handover.time")}
            width="xs"
          />
        </FormRow>
      </Details>
      <FormRow>
        <SelectField
          name="identityCheck.method"
          label={text(locale, "identity")}
          required
          value={one(typed, "identityCheck.method")}
          emptyLabel={text(locale, "action.choose_one")}
          options={options(IDENTITY_METHODS, "identity")}
        />
        <RadioGroup
          name="identityCheck.result"
          label={text(locale, "identity_result")}
          inline
          required
          value={one(typed, "identityCheck.result")}
          options={options(IDENTITY_RESULTS, "identityResult")}
        />
      </FormRow>
      <RadioGroup
        name="delivery"
        label={text(locale, "delivery")}
        inline
        value={one(typed, "delivery", "counter")}
        options={options(DELIVERIES, "delivery")}
      />
      {reliefs.length > 0 && <FeeRelief locale={locale} typed={typed} reliefs={reliefs} />}
      <TextArea name="note" label={text(locale, "note")} rows={2} value={one(typed, "note")} />
    </>
  );
}

/** To receive it, or to say in one go what is missing or why not. */
function Decisions({ locale, typed, immediate }: Pick<ReceivePageProps, "locale" | "typed"> & { immediate: boolean }) {
  return (
    <>
      <ActionBar sticky>
        <Button name="decision" value="receive" shortcut="s">
          {text(locale, "receive.accept")}
        </Button>
        {immediate && (
          <Button name="decision" value="complete_at_once" variant="secondary">
            {text(locale, "action.complete_at_once")}
          </Button>
        )}
      </ActionBar>
      <Details summary={text(locale, "receive.not_acceptable")} open={one(typed, "decision", "receive") !== "receive"}>
        <TextArea
          name="reason"
          label={text(locale, "reason")}
          hint={text(locale, "receive.reason_hint")}
          rows={3}
          value={one(typed, "reason")}
        />
        <ActionBar>
          <Button name="decision" value="request_intake_supplement" variant="secondary">
            {text(locale, "receive.ask_completion")}
          </Button>
          <Button name="decision" value="refuse_at_intake" variant="danger">
            {text(locale, "receive.refuse")}
          </Button>
        </ActionBar>
      </Details>
    </>
  );
}

/** At which unit it is received: asked only of who receives at several. */
function UnitField({ locale, units, typed }: Pick<ReceivePageProps, "locale" | "units" | "typed">) {
  if (units.length <= 1) return <input type="hidden" name="unitId" value={units[0]?.value ?? ""} />;
  return (
    <SelectField name="unitId" label={text(locale, "receive.unit")} value={one(typed, "unitId")} options={[...units]} required />
  );
}

/** Step 2: the people, the papers, and what the counter decides. */
export function ReceivePage(props: ReceivePageProps) {
  const { locale, procedure, typed, csrf, formKey } = props;
  const { cases } = procedure.definition;
  const caseCode = chosenCase(procedure, typed);
  return (
    <>
      <PageHeader
        kicker={procedure.field}
        title={procedure.name}
        lead={`${text(locale, "term")}: ${termText(locale, procedure.term)}`}
      />
      {procedure.term.unit === "unknown" && <Notice tone="warning">{text(locale, "receive.term_unknown")}</Notice>}
      {cases.length > 1 && (
        <Tabs
          label={text(locale, "case")}
          items={cases.map((entry) => ({
            href: `/ho-so/tiep-nhan/${procedure.versionId}?case=${encodeURIComponent(entry.code)}`,
            label: entry.name,
            current: entry.code === caseCode,
          }))}
        />
      )}
      <FindApplicant {...props} />
      <Form
        action={`/ho-so/tiep-nhan/${procedure.versionId}`}
        csrf={csrf}
        formKey={formKey}
        draft={{ restored: text(locale, "receive.known.draft_back"), discard: text(locale, "receive.known.draft_discard") }}
        wide
      >
        <UnitField {...props} />
        <input type="hidden" name="caseCode" value={caseCode} />
        {one(typed, "corrects") !== undefined && <input type="hidden" name="corrects" value={one(typed, "corrects")} />}
        <PartySection locale={locale} typed={typed} />
        <TextField
          name="subject"
          label={text(locale, "subject")}
          hint={text(locale, "receive.subject_hint")}
          value={one(typed, "subject")}
          autoFocus={props.earlier !== undefined}
        />
        <ComponentSection locale={locale} procedure={procedure} typed={typed} />
        <HandlingFields locale={locale} typed={typed} reliefs={props.reliefs} />
        <VisitFields locale={locale} typed={typed} reasons={props.visitReasons} />
        <Decisions
          locale={locale}
          typed={typed}
          immediate={isImmediate({ termValue: procedure.term.value, termUnit: procedure.term.unit })}
        />
      </Form>
      <script type="module" src={`/assets/motcua-draft.js?v=${assetVersion}`} />
    </>
  );
}
