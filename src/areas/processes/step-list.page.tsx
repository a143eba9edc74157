import { actionsFrom, type ProcessAction, type ProcessStep } from "#core/process/definition.ts";
import type { Finding } from "#core/process/soundness.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { Button, Card, Cluster, EmptyState, Form, LinkButton, Section, Stack, Tag } from "#ui/ui.tsx";
import { wordsOf } from "./finding-text.ts";
import type { ProcessVersion } from "./process-version.ts";
import { text } from "./texts.ts";
import { actionHref, actionText, stepHref, timeText, versionHref } from "./words.ts";

export interface StepListProps {
  readonly locale: Locale;
  readonly csrfToken: string;
  readonly it: ProcessVersion;
  readonly findings: readonly Finding[];
  readonly editing: boolean;
}

/** The steps in their order, each with what may be done in it; while editing with its buttons. */
export function StepList(props: StepListProps) {
  const { locale, it, editing } = props;
  const { steps } = it.definition;
  const add = editing ? (
    <LinkButton href={`${versionHref(it.id)}/buoc/moi`} icon="plus" variant="primary">
      {text(locale, "step.add")}
    </LinkButton>
  ) : undefined;
  return (
    <Section title={text(locale, "page.steps")} id="steps" actions={add}>
      {steps.length === 0 ? (
        <EmptyState title={text(locale, "page.no_steps")} icon="list" />
      ) : (
        <Stack>
          {steps.map((step, index) => (
            <StepCard key={step.code} {...props} step={step} index={index} />
          ))}
        </Stack>
      )}
    </Section>
  );
}

type CardProps = StepListProps & { readonly step: ProcessStep; readonly index: number };

function StepCard(props: CardProps) {
  const { locale, it, step, index, editing, findings } = props;
  const faults = findings.filter((finding) => finding.step === step.code).length;
  const actions = actionsFrom(it.definition, step.code);
  return (
    <Card title={`${index + 1}. ${step.name[locale]}`} level={3} footer={editing ? <StepButtons {...props} /> : undefined}>
      <Cluster>
        <Tag>{text(locale, `kind.${step.kind}`)}</Tag>
        <Tag tone="info">{timeText(locale, step)}</Tag>
        {it.stage === "draft" && faults > 0 && (
          <Tag tone="danger" icon="warning">
            {text(locale, "page.findings_count", { count: faults })}
          </Tag>
        )}
      </Cluster>
      <p>
        {text(locale, `role.${step.role}`)} – {text(locale, `select.${step.unit.select}`)} –{" "}
        {text(locale, `policy.${step.assignee.policy}`)}
      </p>
      {step.status.vi !== "" && <p class="muted">“{step.status[locale]}”</p>}
      {actions.length === 0 ? (
        <p class="muted">{text(locale, "action.none")}</p>
      ) : (
        <ul>
          {actions.map((action) => (
            <ActionLine key={action.code} {...props} action={action} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function ActionLine({ locale, it, action, editing }: CardProps & { readonly action: ProcessAction }) {
  const words = [
    ...action.needs.map((need) => wordsOf(locale, `need:${need}`)),
    ...action.requires.map((requirement) => wordsOf(locale, `require:${requirement}`)),
    ...action.effects.map((effect) => wordsOf(locale, `effect:${effect.kind}:${effect.value}`)),
  ];
  const line = actionText(locale, it.definition, action);
  return (
    <li>
      {editing ? (
        <a href={actionHref(it.id, action.code)} aria-label={text(locale, "action.edit_named", { name: line })}>
          {line}
        </a>
      ) : (
        line
      )}
      {words.length > 0 && <span class="muted"> · {words.join(" · ")}</span>}
    </li>
  );
}

function StepButtons({ locale, csrfToken, it, step, index }: CardProps) {
  const name = step.name[locale];
  const move = (direction: "len" | "xuong") => (
    <Form
      action={`${stepHref(it.id, step.code)}/${direction}`}
      csrf={csrfToken}
      formKey={newFormKey()}
      hidden={{ revision: String(it.revision) }}
      label={text(locale, direction === "len" ? "step.up_named" : "step.down_named", { name })}
    >
      <Button variant="quiet" size="s" disabled={direction === "len" ? index === 0 : index === it.definition.steps.length - 1}>
        {text(locale, direction === "len" ? "step.up" : "step.down")}
        <span class="visually-hidden"> {name}</span>
      </Button>
    </Form>
  );
  return (
    <Cluster>
      <LinkButton href={stepHref(it.id, step.code)} size="s" icon="edit">
        {text(locale, "step.edit")}
        <span class="visually-hidden"> {name}</span>
      </LinkButton>
      <LinkButton href={`${stepHref(it.id, step.code)}/thao-tac`} size="s" icon="plus">
        {text(locale, "action.add")}
        <span class="visually-hidden"> {name}</span>
      </LinkButton>
      {move("len")}
      {move("xuong")}
      <Form
        action={`${stepHref(it.id, step.code)}/xoa`}
        csrf={csrfToken}
        formKey={newFormKey()}
        hidden={{ revision: String(it.revision) }}
        label={text(locale, "step.remove_named", { name })}
        confirm={text(locale, "step.remove_confirm")}
      >
        <Button variant="quiet" size="s" icon="close">
          {text(locale, "step.remove")}
          <span class="visually-hidden"> {name}</span>
        </Button>
      </Form>
    </Cluster>
  );
}
