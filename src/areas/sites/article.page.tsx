import { formatInstant } from "#platform/i18n/dates.ts";
import {
  Button,
  Card,
  Columns,
  DateField,
  Details,
  FoldedForm,
  Form,
  FormRow,
  LinkButton,
  PageHeader,
  Section,
  Stack,
  TextField,
  Timeline,
} from "#ui/ui.tsx";
import { ArticleBody } from "./article-body.tsx";
import { ArticleForm, type FormsProps, type Typed, valueIn } from "./article-form.page.tsx";
import { stateOf } from "./article.rules.ts";
import type { Decision, RevisionEntry } from "./article.store.ts";
import { releaseText, StateTag } from "./articles.page.tsx";
import type { ReadText } from "./read-markdown.ts";
import type { Article, Revision, Site, SiteImage } from "./site.ts";
import { imageHref } from "./site-links.ts";
import { text } from "./texts.ts";

export interface ArticlePageProps extends FormsProps {
  readonly site: Site;
  readonly article: Article;
  readonly revision: Revision;
  /** The text of that version, read. */
  readonly content: ReadText;
  readonly revisions: readonly RevisionEntry[];
  readonly decisions: readonly Decision[];
  readonly images: readonly SiteImage[];
  /** What was typed into the article or into the day of its publication, where that was refused. */
  readonly typed: Typed;
}

/** One article: its newest version as it will look, the form to go on writing, what stands on the site, and its history. */
export function ArticlePage(props: ArticlePageProps) {
  const { locale, site, article, revision } = props;
  return (
    <Stack>
      <PageHeader
        kicker={text(locale, `kind.${article.kind}`)}
        title={article.title}
        tags={<StateTag locale={locale} article={article} />}
        lead={releaseText(locale, article)}
        actions={
          stateOf(article) === "published" && (
            <LinkButton href={`/trang/${site.slug}/bai/${article.id}`}>{text(locale, "editor.see")}</LinkButton>
          )
        }
      />
      <Columns aside={<Aside {...props} />} asideLabel={text(locale, "release.title")}>
        <Section title={text(locale, "article.preview", { number: revision.number })}>
          <Preview {...props} />
        </Section>
        <Details summary={text(locale, "article.edit")} open={props.typed["body"] !== undefined}>
          <ArticleForm
            locale={locale}
            action={`/trang-tin/bai/${article.id}`}
            typed={props.typed["body"] === undefined ? { ...revision } : props.typed}
            images={props.images}
            basedOn={article.latest}
            csrf={props.csrf}
            formKey={props.newKey()}
          />
        </Details>
      </Columns>
    </Stack>
  );
}

function Preview({ locale, site, revision, content, images }: ArticlePageProps) {
  const known = new Map(images.map((image) => [image.id, image]));
  const lead = revision.imageId === null ? undefined : known.get(revision.imageId);
  return (
    <Card>
      {lead !== undefined && <img src={imageHref(site, lead)} alt={lead.alt} width={lead.width} height={lead.height} />}
      {revision.summary !== "" && <p class="lead">{revision.summary}</p>}
      <ArticleBody locale={locale} content={content} images={known} hrefOf={(image) => imageHref(site, image)} />
    </Card>
  );
}

function Aside(props: ArticlePageProps) {
  const { locale, article, publishes } = props;
  const isOn = article.live?.revision !== null && article.live !== null;
  return (
    <>
      {publishes && (
        <Section title={text(locale, "release.title")}>
          <PublishForm {...props} />
          {(isOn || article.next !== null) && <RetractForm {...props} />}
        </Section>
      )}
      <Revisions {...props} />
      <Decisions {...props} />
    </>
  );
}

function PublishForm({ locale, article, typed, csrf, newKey }: ArticlePageProps) {
  const value = valueIn(typed);
  return (
    <Form
      action={`/trang-tin/bai/${article.id}/dang`}
      csrf={csrf}
      formKey={newKey()}
      hidden={{ revision: String(article.latest) }}
      label={text(locale, "release.publish")}
    >
      <p class="muted">{text(locale, "release.hint", { number: article.latest })}</p>
      <FormRow>
        <DateField name="day" label={text(locale, "release.day")} value={value("day")} />
        <TextField
          name="at"
          label={text(locale, "release.at")}
          hint={text(locale, "release.at_hint")}
          value={value("at")}
          width="s"
          maxLength={5}
        />
      </FormRow>
      <DateField name="until" label={text(locale, "release.until")} value={value("until")} />
      <Button>{text(locale, "release.publish")}</Button>
    </Form>
  );
}

function RetractForm({ locale, article, csrf, newKey }: ArticlePageProps) {
  return (
    <FoldedForm
      summary={text(locale, "release.retract")}
      action={`/trang-tin/bai/${article.id}/go`}
      csrf={csrf}
      formKey={newKey()}
      scope="retract"
    >
      <TextField name="reason" label={text(locale, "release.reason")} maxLength={500} required />
      <Button variant="danger">{text(locale, "release.retract")}</Button>
    </FoldedForm>
  );
}

function Revisions({ locale, article, revisions, csrf, newKey }: ArticlePageProps) {
  const href = `/trang-tin/bai/${article.id}`;
  return (
    <Section title={text(locale, "history.title")}>
      <Timeline
        label={text(locale, "history.title")}
        events={revisions.map((one) => ({
          time: formatInstant(one.savedAt),
          dateTime: one.savedAt.toISOString(),
          title: text(locale, "history.version", { number: one.number }),
          who: one.savedBy,
          current: one.number === article.live?.revision,
          detail: one.restoredFrom === null ? undefined : text(locale, "history.restored", { number: one.restoredFrom }),
          children: one.number < article.latest && (
            <div class="cluster">
              <a href={`${href}/so-sanh?tu=${one.number}&den=${article.latest}`}>{text(locale, "history.compare")}</a>
              <Form action={`${href}/khoi-phuc`} csrf={csrf} formKey={newKey()} hidden={{ revision: String(one.number) }}>
                <Button variant="quiet" size="s">
                  {text(locale, "history.restore")}
                  <span class="visually-hidden"> ({text(locale, "history.version", { number: one.number })})</span>
                </Button>
              </Form>
            </div>
          ),
        }))}
      />
    </Section>
  );
}

function Decisions({ locale, decisions }: ArticlePageProps) {
  if (decisions.length === 0) return null;
  return (
    <Section title={text(locale, "decisions.title")}>
      <Timeline
        label={text(locale, "decisions.title")}
        events={decisions.map((one) => ({
          time: formatInstant(one.fromAt),
          dateTime: one.fromAt.toISOString(),
          title:
            one.revision === null
              ? text(locale, "decisions.off", { reason: one.reason ?? "" })
              : text(locale, "decisions.on", { number: one.revision }),
          who: one.decidedBy,
          tone: one.cancelledAt === null ? "neutral" : "warning",
          detail:
            one.cancelledAt === null ? undefined : text(locale, "decisions.cancelled", { at: formatInstant(one.cancelledAt) }),
        }))}
      />
    </Section>
  );
}
