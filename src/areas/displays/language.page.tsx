import type { Locale } from "#platform/i18n/messages.ts";
import { Button, Cluster, FileField, Form, FormRow, LinkButton, Notice, PageHeader, Section, Tag, TextField } from "#ui/ui.tsx";
import type { Point } from "#queue";
import { text } from "./texts.ts";

export interface LanguageProps {
  readonly locale: Locale;
  readonly point: Point;
  readonly needed: readonly string[];
  readonly known: readonly string[];
  /** What was typed into the form of the words when it was refused. */
  readonly typed: Readonly<Record<string, unknown>> | undefined;
  readonly csrf: string;
  readonly newKey: () => string;
}

const pathOf = ({ point }: Pick<LanguageProps, "point">): string => `/hang-doi/${point.unitId}/ngon-ngu`;

/** The second language of a hall's calls: its words, who has checked them, and the clips that are there and missing. */
export function LanguagePage(props: LanguageProps) {
  const { locale, point } = props;
  return (
    <>
      <PageHeader kicker={point.name} title={text(locale, "language.title")} lead={text(locale, "language.lead")} />
      <WordsForm {...props} />
      {point.second !== null && <ClipsSection {...props} />}
      {point.second !== null && (
        <Section title={text(locale, "words.section")} lead={text(locale, "words.lead")}>
          <LinkButton href={`${pathOf(props)}/kiosk`} variant="secondary">
            {text(locale, "words.open")}
          </LinkButton>
        </Section>
      )}
    </>
  );
}

function WordsForm(props: LanguageProps) {
  const { locale, point, typed, csrf, newKey } = props;
  const { second } = point;
  const value = (name: string, known: string | null | undefined): string | undefined =>
    typed === undefined ? (known ?? undefined) : String(typed[name] ?? "");
  return (
    <Section title={text(locale, "language.words")}>
      {second !== null && second.reviewedBy === null && <Notice tone="warning">{text(locale, "language.unreviewed")}</Notice>}
      <Form action={pathOf(props)} csrf={csrf} formKey={newKey()} scope={typed === undefined ? "words" : undefined}>
        <FormRow>
          <TextField
            name="name"
            label={text(locale, "language.name")}
            hint={text(locale, "language.name.hint")}
            value={value("name", second?.name)}
            maxLength={60}
            required
          />
          <TextField
            name="tag"
            label={text(locale, "language.tag")}
            hint={text(locale, "language.tag.hint")}
            value={value("tag", second?.tag)}
            width="xs"
            maxLength={3}
            required
          />
        </FormRow>
        <TextField
          name="callText"
          label={text(locale, "language.call")}
          hint={text(locale, "language.call.hint")}
          value={value("callText", second?.callText)}
          maxLength={200}
          required
        />
        <TextField
          name="reviewedBy"
          label={text(locale, "language.reviewer")}
          hint={text(locale, "language.reviewer.hint")}
          value={value("reviewedBy", second?.reviewedBy)}
          maxLength={120}
        />
        <Button>{text(locale, "language.save")}</Button>
      </Form>
      {second !== null && <DropForm {...props} />}
    </Section>
  );
}

function DropForm(props: LanguageProps) {
  const { locale, csrf, newKey } = props;
  return (
    <Form action={`${pathOf(props)}/go`} csrf={csrf} formKey={newKey()} scope="drop" confirm={text(locale, "language.drop.ask")}>
      <Button variant="quiet" size="s">
        {text(locale, "language.drop")}
      </Button>
    </Form>
  );
}

function ClipsSection(props: LanguageProps) {
  const { locale, needed, known, csrf, newKey } = props;
  const has = new Set(known);
  const missing = needed.filter((word) => !has.has(word));
  const whole = known.filter((word) => !needed.includes(word));
  return (
    <Section title={text(locale, "language.clips")} lead={text(locale, "language.clips.lead")}>
      <Notice tone={missing.length === 0 ? "success" : "warning"}>
        {missing.length === 0
          ? text(locale, "language.complete")
          : text(locale, "language.missing", { words: missing.map((word) => `${word}.wav`).join(", ") })}
      </Notice>
      <Cluster>
        {needed.map((word) => (
          <Tag key={word} tone={has.has(word) ? "success" : "neutral"}>
            {`${word}.wav${has.has(word) ? " ✓" : ""}`}
          </Tag>
        ))}
      </Cluster>
      {whole.length > 0 && <p>{text(locale, "language.whole", { words: whole.join(", ") })}</p>}
      {missing.length === 0 && (
        <p>
          <a href={`${pathOf(props)}/nghe-thu.wav`}>{text(locale, "language.listen")}</a>
        </p>
      )}
      <Form action={`${pathOf(props)}/am-thanh`} csrf={csrf} formKey={newKey()} files>
        <FileField
          name="clips"
          label={text(locale, "language.files")}
          hint={text(locale, "language.files.hint")}
          accept=".wav"
          multiple
          required
        />
        <Button variant="secondary">{text(locale, "language.upload")}</Button>
      </Form>
    </Section>
  );
}
