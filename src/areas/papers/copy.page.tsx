import type { Dossier } from "#dossiers";
import { filesText } from "#platform/files/files.errors.ts";
import { formatDay, formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  Button,
  Card,
  Columns,
  DescriptionList,
  Form,
  LinkButton,
  Notice,
  PageHeader,
  PageImage,
  Pagination,
  RadioGroup,
  Section,
  Tag,
  TextArea,
} from "#ui/ui.tsx";
import type { DigitalCopy } from "./digital-copy.ts";
import { Hash } from "./hash.page.tsx";
import { text } from "./texts.ts";

export interface CopyPageProps {
  readonly locale: Locale;
  readonly dossier: Dossier;
  readonly copy: DigitalCopy;
  readonly page: number;
  readonly csrf: string;
  readonly formKey: string;
  /** Whether the reader may judge it. */
  readonly judges: boolean;
  readonly typedReason: string | undefined;
}

const MARKS = { waiting: "info", approved: "success", rejected: "danger" } as const;

function Facts({ locale, copy }: { locale: Locale; copy: DigitalCopy }) {
  return (
    <DescriptionList
      items={[
        { term: text(locale, "way"), detail: text(locale, `way.${copy.way}`) },
        { term: text(locale, "document_no"), detail: copy.documentNo },
        { term: text(locale, "issued_on"), detail: copy.issuedOn === null ? null : formatDay(copy.issuedOn) },
        { term: text(locale, "issuer"), detail: copy.issuer },
        { term: text(locale, "result_code"), detail: copy.resultCode },
        { term: text(locale, "source"), detail: copy.source },
        { term: text(locale, "excuse_reason"), detail: copy.reason },
        { term: text(locale, "file"), detail: copy.fileName },
        { term: text(locale, "pages"), detail: copy.pages },
        { term: text(locale, "virus_scan"), detail: copy.scan === null ? null : filesText(locale, `scan.${copy.scan}`) },
        { term: text(locale, "hash_kept"), detail: copy.sha256 === null ? null : <Hash sha256={copy.sha256} /> },
        {
          term: text(locale, "hash_sent"),
          detail: copy.sentSha256 === null ? null : <Hash sha256={copy.sentSha256} />,
        },
        { term: text(locale, "recorded"), detail: `${copy.recordedBy}, ${formatInstant(copy.recordedAt)}` },
        {
          term: text(locale, "review"),
          detail: copy.reviewedAt === null ? null : `${copy.reviewedBy ?? ""}, ${formatInstant(copy.reviewedAt)}`,
        },
        { term: text(locale, "review.reason"), detail: copy.reviewReason },
      ].flatMap(({ term, detail }) => (detail === null ? [] : [{ term, detail }]))}
    />
  );
}

function ReviewForm({ locale, dossier, copy, csrf, formKey, typedReason }: CopyPageProps) {
  return (
    <Card title={text(locale, "review.title")}>
      <Form
        action={`/ho-so/${dossier.id}/so-hoa/${copy.id}/duyet`}
        csrf={csrf}
        formKey={formKey}
        label={text(locale, "review.title")}
      >
        <RadioGroup
          name="decision"
          label={text(locale, "review.question")}
          options={[
            { value: "approved", label: text(locale, "review.approve") },
            { value: "rejected", label: text(locale, "review.reject") },
          ]}
        />
        <TextArea name="reason" label={text(locale, "review.reason")} rows={2} value={typedReason} />
        <Button>{text(locale, "review.save")}</Button>
      </Form>
    </Card>
  );
}

/** One digital copy: its pages as pixels, what is known of it, and the judgement whether it is true to the paper. */
export function CopyPage(props: CopyPageProps) {
  const { locale, dossier, copy, page, judges } = props;
  const name = dossier.components.find(({ code }) => code === copy.componentCode)?.name ?? copy.componentCode;
  const here = `/ho-so/${dossier.id}/so-hoa/${copy.id}`;
  const pages = copy.pages ?? 1;
  return (
    <>
      <PageHeader
        kicker={`${text(locale, "digital.copy")} · ${dossier.code}`}
        title={name.length > 140 ? `${name.slice(0, 140)}…` : name}
        tags={<Tag tone={MARKS[copy.review]}>{text(locale, `review.${copy.review}`)}</Tag>}
        actions={
          copy.sha256 === null ? undefined : (
            <LinkButton href={`${here}/tep`} icon="download">
              {text(locale, "download")}
            </LinkButton>
          )
        }
      />
      <Columns asideLabel={text(locale, "review.title")} aside={<>{judges && <ReviewForm {...props} />}</>}>
        {copy.sha256 === null ? (
          <Notice tone="info">{text(locale, "digital.no_file")}</Notice>
        ) : (
          <>
            <PageImage src={`${here}/trang/${page}`} alt={text(locale, "page_alt", { page, name })} />
            <Pagination
              label={text(locale, "pages")}
              from={page}
              to={page}
              exact={pages}
              previousHref={page > 1 ? `${here}?trang=${page - 1}` : undefined}
              nextHref={page < pages ? `${here}?trang=${page + 1}` : undefined}
            />
          </>
        )}
        <Section title={text(locale, "facts")}>
          <Facts locale={locale} copy={copy} />
        </Section>
      </Columns>
    </>
  );
}
