import type { Locale } from "#platform/i18n/messages.ts";
import {
  LinkButton,
  NotAtKiosk,
  Notice,
  PageHeader,
  PrintLayout,
  ReadAloud,
  Section,
  Stack,
  StructuredData,
  Table,
  Tag,
} from "#ui/ui.tsx";
import { assetVersion } from "#platform/http/assets.ts";
import type { ComponentFile } from "./component-file.ts";
import type { FilingWay } from "./filing-way.ts";
import { isOpenOn } from "./get-open-procedure.ts";
import { type IfFiledNow, InShort } from "./in-short.page.tsx";
import { linkTo, shorten } from "./links.ts";
import type { Procedure, ProcedureSummary } from "./procedure.ts";
import { periodInWords, ProcedureFacts, ProcedureParts } from "./procedure-parts.page.tsx";
import { shortTerm } from "./term-words.ts";
import { text } from "./texts.ts";

export interface ProcedurePageProps {
  readonly locale: Locale;
  readonly procedure: Procedure;
  readonly versions: readonly ProcedureSummary[];
  readonly caseCode?: string | undefined;
  readonly today: string;
  readonly ifFiled: IfFiledNow;
  readonly filing: FilingWay | undefined;
  readonly sheets: readonly ComponentFile[];
  /** The page as schema.org describes a public service. */
  readonly service: Readonly<Record<string, unknown>>;
  /** Large print for whoever reads it with difficulty. */
  readonly large?: boolean | undefined;
}

export function ProcedurePage(props: ProcedurePageProps) {
  const { locale, procedure, versions, caseCode, today, ifFiled, filing, sheets, service } = props;
  const href = `/thu-tuc/${procedure.code}`;
  const print = { "truong-hop": caseCode, "don-vi": ifFiled.typed };
  return (
    <Stack>
      <StructuredData data={service} />
      <PageHeader
        kicker={procedure.field}
        title={shorten(procedure.name, 300)}
        actions={
          <>
            <ReadAloud of="#tom-tat h2, #tom-tat dl" />
            <NotAtKiosk>
              <LinkButton href={linkTo(`${href}/in`, print)} icon="print" variant="secondary">
                {text(locale, "procedure.print")}
              </LinkButton>
              <LinkButton href={linkTo(`${href}/in`, { ...print, chu: "lon" })} variant="secondary">
                {text(locale, "procedure.print_large")}
              </LinkButton>
            </NotAtKiosk>
          </>
        }
      />
      <NotInForce locale={locale} procedure={procedure} today={today} />
      <InShort locale={locale} procedure={procedure} caseCode={caseCode} ifFiled={ifFiled} filing={filing} href={href} />
      <ProcedureFacts locale={locale} procedure={procedure} />
      <ProcedureParts locale={locale} procedure={procedure} caseCode={caseCode} href={href} sheets={sheets} />
      <Section title={text(locale, "part.history")} id="phien-ban">
        <Versions locale={locale} versions={versions} />
      </Section>
    </Stack>
  );
}

function NotInForce({ locale, procedure, today }: { locale: Locale; procedure: Procedure; today: string }) {
  if (isOpenOn(procedure, today)) return null;
  const future = procedure.status === "published" && procedure.from !== null && procedure.from > today;
  return (
    <Notice tone="warning" title={text(locale, future ? "procedure.not_yet" : "procedure.not_in_force")}>
      <p>{future ? periodInWords(locale, procedure) : text(locale, "procedure.not_in_force_text")}</p>
    </Notice>
  );
}

export function Versions({
  locale,
  versions,
  hrefOf,
}: {
  locale: Locale;
  versions: readonly ProcedureSummary[];
  hrefOf?: (version: ProcedureSummary) => string;
}) {
  return (
    <Table
      caption={text(locale, "part.history")}
      captionHidden
      stack
      rows={versions}
      columns={[
        {
          key: "version",
          header: text(locale, "procedure.version"),
          rowHeader: true,
          cell: (v) => (hrefOf === undefined ? v.version : <a href={hrefOf(v)}>{v.version}</a>),
        },
        { key: "period", header: text(locale, "procedure.in_force"), cell: (v) => periodInWords(locale, v) },
        { key: "term", header: text(locale, "procedure.term"), cell: (v) => shortTerm(locale, v.term) },
        { key: "status", header: text(locale, "admin.status"), cell: (v) => <StatusTag locale={locale} version={v} /> },
        { key: "origin", header: text(locale, "procedure.source"), cell: (v) => text(locale, `origin.${v.origin}`) },
      ]}
    />
  );
}

export function StatusTag({ locale, version }: { locale: Locale; version: ProcedureSummary }) {
  const tone = version.status === "published" ? "success" : version.status === "draft" ? "info" : "neutral";
  return <Tag tone={tone}>{text(locale, `status.${version.status}`)}</Tag>;
}

export function ProcedurePrint({ locale, procedure, caseCode, ifFiled, filing, large }: ProcedurePageProps) {
  return (
    <PrintLayout locale={locale} title={procedure.name} backHref={`/thu-tuc/${procedure.code}`} assetVersion={assetVersion}>
      <div class={large === true ? "large-print" : undefined}>
        <h1>{procedure.name}</h1>
        <img src={`/thu-tuc/${procedure.code}/qr.svg`} width={120} height={120} alt={text(locale, "procedure.qr")} />
        <InShort locale={locale} procedure={procedure} caseCode={caseCode} ifFiled={ifFiled} filing={filing} />
        <ProcedureFacts locale={locale} procedure={procedure} />
        <ProcedureParts locale={locale} procedure={procedure} caseCode={caseCode} />
      </div>
    </PrintLayout>
  );
}
