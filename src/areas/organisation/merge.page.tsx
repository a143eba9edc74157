import { formatDay } from "#platform/i18n/dates.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  ActionBar,
  Button,
  ComboboxField,
  DateField,
  Form,
  LinkButton,
  Notice,
  PageHeader,
  Section,
  Table,
  TextArea,
  TextField,
} from "#ui/ui.tsx";
import type { MergePlan } from "./merge-units.ts";
import { unitHref } from "./period-text.ts";
import type { PostOn } from "./post.store.ts";
import { text } from "./texts.ts";
import type { UnitOn } from "./unit.ts";

export interface MergePreview extends MergePlan {
  /** The units named, without their parts. */
  readonly named: string;
  readonly on: string;
  readonly posts: ReadonlyMap<number, readonly PostOn[]>;
}

export interface MergePageProps {
  readonly locale: Locale;
  readonly csrf: string;
  readonly id: number;
  readonly name: string;
  readonly today: string;
  readonly typed: Readonly<Record<string, string | undefined>>;
  /** What the merger would end; undefined before it was asked for. */
  readonly preview?: MergePreview | undefined;
}

const FIELDS = ["into", "intoId", "others", "on", "basis"] as const;

/** Two steps on one address: what is to merge, then what that ends and the button that records it. */
export function MergePage(props: MergePageProps) {
  const { locale, name, preview } = props;
  return (
    <>
      <PageHeader kicker={name} title={text(locale, "merge.title")} lead={text(locale, "merge.lead")} />
      {preview !== undefined && <Preview {...props} preview={preview} />}
      <MergeForm {...props} />
    </>
  );
}

function MergeForm({ locale, csrf, id, today, typed, preview }: MergePageProps) {
  return (
    <Form action={`/to-chuc/${id}/sap-nhap`} csrf={csrf} formKey={newFormKey()}>
      <ComboboxField
        name="into"
        label={text(locale, "merge.into")}
        hint={text(locale, "merge.into_hint")}
        src="/to-chuc/goi-y"
        value={typed["into"]}
        valueName="intoId"
        valueId={typed["intoId"]}
      />
      <TextArea
        name="others"
        label={text(locale, "merge.others")}
        hint={text(locale, "merge.others_hint")}
        value={typed["others"]}
        rows={3}
        maxLength={5000}
      />
      <DateField
        name="on"
        label={text(locale, "merge.on")}
        hint={text(locale, "merge.on_hint")}
        value={typed["on"] ?? formatDay(today)}
        required
      />
      <TextField name="basis" label={text(locale, "unit.basis")} value={typed["basis"]} maxLength={300} />
      <ActionBar>
        <Button name="step" value="preview" variant={preview === undefined ? "primary" : "secondary"}>
          {text(locale, "merge.preview")}
        </Button>
        <LinkButton href={`/to-chuc/${id}`} variant="quiet">
          {text(locale, "merge.back")}
        </LinkButton>
      </ActionBar>
    </Form>
  );
}

function Preview({ locale, csrf, id, typed, preview }: MergePageProps & { preview: MergePreview }) {
  const { ending, into, named } = preview;
  const on = formatDay(preview.on);
  const posts = ending.flatMap((unit) => preview.posts.get(unit.id) ?? []);
  const holders = new Set(posts.flatMap((post) => post.holders.map((one) => one.personId))).size;
  const hidden = Object.fromEntries(FIELDS.map((field) => [field, typed[field] ?? ""]));
  return (
    <Section title={text(locale, "merge.preview_title")}>
      <p>
        <strong>
          {into === undefined
            ? text(locale, "merge.preview_end", { units: named, on })
            : text(locale, "merge.preview_into", { units: named, into: into.fullName, on })}
        </strong>{" "}
        {text(locale, "merge.summary", { units: ending.length, posts: posts.length, holders })}
      </p>
      <EndingTable locale={locale} preview={preview} />
      {holders > 0 && <Notice tone="warning">{text(locale, "merge.warning")}</Notice>}
      <Form action={`/to-chuc/${id}/sap-nhap`} csrf={csrf} formKey={newFormKey()} hidden={{ ...hidden, step: "record" }}>
        <ActionBar>
          <Button variant="danger">{text(locale, into === undefined ? "merge.confirm_end" : "merge.confirm")}</Button>
        </ActionBar>
      </Form>
    </Section>
  );
}

function EndingTable({ locale, preview }: { readonly locale: Locale; readonly preview: MergePreview }) {
  const postsOf = (unit: UnitOn): readonly PostOn[] => preview.posts.get(unit.id) ?? [];
  return (
    <Table
      caption={text(locale, "merge.ending")}
      stack
      rows={preview.ending}
      rowKey={(unit) => String(unit.id)}
      columns={[
        {
          key: "name",
          header: text(locale, "tree.name"),
          rowHeader: true,
          cell: (unit) => <a href={unitHref(unit.id, preview.on)}>{unit.fullName}</a>,
        },
        { key: "kind", header: text(locale, "tree.kind"), cell: (unit) => text(locale, `kind.${unit.kind}`) },
        { key: "posts", header: text(locale, "merge.posts"), align: "end", cell: (unit) => String(postsOf(unit).length) },
        {
          key: "holders",
          header: text(locale, "merge.holders"),
          cell: (unit) =>
            postsOf(unit)
              .flatMap((post) => post.holders.map((one) => one.name))
              .join(", ") || "–",
        },
      ]}
    />
  );
}
