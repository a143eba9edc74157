import type { Locale } from "#platform/i18n/messages.ts";
import { ActionBar, Button, Details, Form, PageHeader, SelectField, Stack, TextArea, TextField } from "#ui/ui.tsx";
import { ARTICLE_KINDS, type SiteImage } from "./site.ts";
import { text } from "./texts.ts";

export type Typed = Readonly<Record<string, unknown>>;

/** What was typed into a field of a refused form. */
export const valueIn =
  (typed: Typed) =>
  (name: string): string =>
    String(typed[name] ?? "");

/** What every page with forms needs. */
export interface FormsProps {
  readonly locale: Locale;
  readonly publishes: boolean;
  readonly csrf: string;
  readonly newKey: () => string;
}

export interface ArticleFormProps {
  readonly locale: Locale;
  readonly action: string;
  readonly typed: Typed;
  readonly images: readonly SiteImage[];
  /** The version that the writer began with; absent for a new article. */
  readonly basedOn?: number;
  readonly csrf: string;
  readonly formKey: string;
}

/** Title, summary, text and picture. What is typed stays in the browser until it is saved. */
export function ArticleForm({ locale, action, typed, images, basedOn, csrf, formKey }: ArticleFormProps) {
  const value = valueIn(typed);
  return (
    <Form
      action={action}
      csrf={csrf}
      formKey={formKey}
      wide
      hidden={{ basedOn: basedOn === undefined ? undefined : String(basedOn) }}
      draft={{ restored: text(locale, "draft.restored"), discard: text(locale, "draft.discard") }}
    >
      {basedOn === undefined && (
        <SelectField
          name="kind"
          label={text(locale, "article.kind")}
          value={value("kind") || "notice"}
          options={ARTICLE_KINDS.map((kind) => ({ value: kind, label: text(locale, `kind.${kind}`) }))}
        />
      )}
      <TextField
        name="title"
        label={text(locale, "article.title")}
        value={value("title")}
        maxLength={200}
        required
        width="full"
      />
      <TextArea
        name="summary"
        label={text(locale, "article.summary")}
        hint={text(locale, "article.summary_hint")}
        value={value("summary")}
        maxLength={500}
        rows={2}
      />
      <TextArea
        name="body"
        label={text(locale, "article.body")}
        hint={text(locale, "article.body_hint")}
        value={value("body")}
        rows={18}
        required
      />
      <Details summary={text(locale, "article.markdown")}>
        <pre class="prose">{text(locale, "article.markdown_example")}</pre>
      </Details>
      <SelectField
        name="imageId"
        label={text(locale, "article.image")}
        hint={text(locale, "article.image_hint")}
        value={value("imageId")}
        emptyLabel={text(locale, "article.no_image")}
        options={images.map(({ id, alt }) => ({ value: String(id), label: `${id}. ${alt}` }))}
      />
      <ActionBar>
        <Button>{text(locale, basedOn === undefined ? "article.create" : "article.save")}</Button>
      </ActionBar>
    </Form>
  );
}

export const NewArticlePage = (props: ArticleFormProps) => (
  <Stack>
    <PageHeader title={text(props.locale, "editor.new")} lead={text(props.locale, "article.new_lead")} />
    <ArticleForm {...props} />
  </Stack>
);
