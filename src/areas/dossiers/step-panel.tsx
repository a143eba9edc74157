import { standInSuffix, withDelegates } from "#organisation";
import { clockOfStep, visitsOf } from "#core/process/step-clock.ts";
import { END, findStep, type ProcessStep } from "#core/process/definition.ts";
import { findDesk } from "#organisation";
import type { Tx } from "#platform/db/tx.ts";
import { formatInstant, localDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { getCalendar } from "#platform/reference/calendars.ts";
import { processText, processWords } from "#processes";
import type { HourInterval, Weekday } from "#core/calendar/index.ts";
import { Button, Details, Form, Notice, RadioGroup, SelectField, Stack, Steps, TextArea, TextField } from "#ui/ui.tsx";
import { receiverRolesOf } from "./choose-action.ts";
import { clockTerm, dossierDeadline } from "./dossier.clock.ts";
import { findDenial } from "./dossier.policy.ts";
import type { PanelView } from "./extension.ts";
import { proofsFor } from "./step-run.ts";
import { Asked, type Beside, loadBeside, StepBeside } from "./step-beside.tsx";
import { unmetNeed, type Way, waysFrom } from "./step.policy.ts";
import { findRunning, listSteps, type RunningProcess, type StepRow } from "./step.store.ts";
import { candidatesFor, STEP_ACTS } from "./take-step.ts";
import { text } from "./texts.ts";

interface Offer {
  readonly way: Way;
  readonly persons: Awaited<ReturnType<typeof candidatesFor>>;
}

/** The section of a dossier that runs by a process: its steps, the step's own clock, and what may be done in it. */
export async function loadStepPanel(tx: Tx, view: PanelView) {
  const { dossier, actor, now } = view;
  const running = await findRunning(tx, dossier.id);
  if (running === undefined) return undefined;
  const today = localDay(now);
  const [rows, desk, proofs, beside] = await Promise.all([
    listSteps(tx, dossier.id),
    findDesk(tx, dossier.unitId, today),
    proofsFor(tx, running, dossier.id),
    loadBeside(tx, dossier, running.definition),
  ]);
  const open = dossier.state === "ACCEPTED" || dossier.state === "PROCESSING";
  const ways = waysFrom(running.definition, running.step).filter(
    (way) =>
      open &&
      STEP_ACTS.includes(way.act) &&
      unmetNeed(way.action, dossier, proofs) === undefined &&
      findDenial(actor, way.act, dossier) === undefined,
  );
  const offers: Offer[] = [];
  for (const way of ways) {
    const persons = receiverRolesOf(way.act, dossier).length === 0 ? [] : await candidatesFor(tx, dossier, running, way, today);
    offers.push({ way, persons: withDelegates(persons) });
  }
  const due = desk === undefined ? undefined : stepDue(view, running, rows, desk);
  return <StepPanel view={view} running={running} rows={rows} offers={offers} due={due} beside={beside} />;
}

type Desk = NonNullable<Awaited<ReturnType<typeof findDesk>>>;

/** By when the step is to be done, counted by its own clock; undefined where it has none or is over. */
function stepDue({ dossier, events, now }: PanelView, running: RunningProcess, rows: readonly StepRow[], desk: Desk) {
  const step = findStep(running.definition, running.step);
  if (step === undefined || dossier.endedAt !== null) return undefined;
  const facts = events.map((row) => ({ type: row.type, at: row.occurredAt.getTime(), payload: row.payload }));
  const asOf = Math.max(now.getTime(), dossier.lastEventAt.getTime());
  const whole = dossierDeadline(clockTerm(dossier.termValue, dossier.termUnit), desk, facts, asOf);
  if (!whole.ok) return undefined;
  const visits = visitsOf(
    rows.map((row) => ({ step: row.step, at: row.at.getTime() })),
    null,
  ).get(step.code);
  const pauses = facts.flatMap((fact, index) =>
    fact.type === "supplement_requested"
      ? [{ from: fact.at, to: facts.slice(index).find((later) => later.type === "supplement_received")?.at ?? null }]
      : [],
  );
  const pattern = { week: desk.week as readonly Weekday[], hours: desk.hours as readonly HourInterval[] };
  const clock = clockOfStep(getCalendar(desk.calendar, undefined, pattern), step, visits ?? [], pauses, whole.value);
  if (clock === null || !clock.ok || clock.value.deadline.dueAt === null) return undefined;
  const { dueAt } = clock.value.deadline;
  return { dueAt, isLate: dueAt < now.getTime(), isAfterWhole: clock.value.isAfterWhole };
}

interface StepPanelProps {
  readonly view: PanelView;
  readonly running: RunningProcess;
  readonly rows: readonly StepRow[];
  readonly offers: readonly Offer[];
  readonly due: ReturnType<typeof stepDue>;
  readonly beside: Beside;
}

function StepPanel({ view, running, rows, offers, due, beside }: StepPanelProps) {
  const { locale, dossier } = view;
  const passed = new Set(rows.map((row) => row.step));
  const stateOf = (step: ProcessStep) => (step.code === running.step ? "current" : passed.has(step.code) ? "done" : "todo");
  return (
    <Stack>
      <Steps
        label={processText(locale, "run.steps")}
        items={running.definition.steps.map((step) => ({
          label: step.name[locale],
          state: stateOf(step),
          detail: processWords.time(locale, step),
        }))}
      />
      {running.step === END && <p class="muted">{processText(locale, "run.done")}</p>}
      {due !== undefined && (
        <Notice tone={due.isLate ? "danger" : due.isAfterWhole ? "warning" : "info"}>
          {processText(locale, due.isLate ? "run.step_late" : "run.step_due", {
            due: formatInstant(new Date(due.dueAt), dossier.timeZone),
          })}
          {due.isAfterWhole && ` ${processText(locale, "run.after_whole")}`}
        </Notice>
      )}
      {offers.map((offer) => (
        <OfferForm key={`${offer.way.action.code} ${offer.way.to}`} view={view} running={running} offer={offer} />
      ))}
      <StepBeside view={view} running={running} beside={beside} />
    </Stack>
  );
}

function OfferForm({ view, running, offer }: { view: PanelView; running: RunningProcess; offer: Offer }) {
  const { locale, dossier, csrf, newKey, refused } = view;
  const { way, persons } = offer;
  const name = `step:${way.action.code}:${way.to}`;
  const again = refused?.action === name ? refused : undefined;
  const typed = (field: string): string | undefined => {
    const value = again?.typed[field];
    return typeof value === "string" ? value : undefined;
  };
  const label = processWords.way(locale, running.definition, way.action, way.to);
  const mustChoose = way.action.requires.includes("next_assignee");
  return (
    <Details summary={label} open={again !== undefined}>
      <Form
        action={`/ho-so/${dossier.id}/buoc`}
        csrf={csrf}
        formKey={newKey()}
        files={way.action.requires.includes("files")}
        hidden={{ seq: String(dossier.seq), action: way.action.code, to: way.to }}
        label={label}
        errors={again?.errors}
        scope={again === undefined ? name.replaceAll(/[^a-z0-9]/g, "-") : undefined}
      >
        {way.act === "propose" && (
          <RadioGroup
            name="proposal"
            label={text(locale, "propose.what")}
            inline
            required
            value={typed("proposal") ?? "approve"}
            options={(["approve", "refuse"] as const).map((value) => ({ value, label: text(locale, `proposal.${value}`) }))}
          />
        )}
        {persons.length > 0 && (
          <SelectField
            name="toPersonId"
            label={text(locale, "action.to")}
            required={mustChoose}
            emptyLabel={mustChoose ? text(locale, "action.choose") : policyText(locale, running, way)}
            value={typed("toPersonId")}
            options={persons.map((one) => ({
              value: String(one.personId),
              label: `${one.name} – ${one.unitName}${standInSuffix(locale, one)}`,
            }))}
          />
        )}
        <Notes view={view} way={way} typed={typed} />
        <Asked view={view} way={way} />
        <Button>{way.action.label[locale]}</Button>
      </Form>
    </Details>
  );
}

/** "Tự động: người đang có ít hồ sơ nhất" */
function policyText(locale: Locale, running: RunningProcess, way: Way): string {
  const policy = findStep(running.definition, way.to)?.assignee.policy ?? "least_load";
  return processText(locale, "run.automatic", { policy: processText(locale, `policy.${policy}`).toLocaleLowerCase(locale) });
}

interface NotesProps {
  readonly view: PanelView;
  readonly way: Way;
  readonly typed: (field: string) => string | undefined;
}

function Notes({ view: { locale, dossier }, way, typed }: NotesProps) {
  return (
    <>
      {way.act === "complete_at_once" && (
        <TextField
          name="receiverName"
          label={text(locale, "return.receiver")}
          required
          value={typed("receiverName") ?? dossier.parties.submitter?.name ?? dossier.parties.owner.name}
        />
      )}
      {(way.act === "sign" || way.act === "complete_at_once") && (
        <TextField
          name="documentNo"
          label={text(locale, "sign.document_no")}
          required={way.action.requires.includes("document_number")}
          value={typed("documentNo")}
        />
      )}
      <TextArea
        name="reason"
        label={text(locale, way.act === "rework" ? "reason" : "note")}
        rows={2}
        required={way.act === "rework" || way.action.requires.includes("note")}
        value={typed("reason")}
      />
    </>
  );
}
