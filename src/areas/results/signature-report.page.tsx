import { faultText, SIGNATURE_TONES, verdictText } from "#papers";
import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { SignatureReport } from "#platform/signing/verify-pdf.ts";
import { DescriptionList, EmptyState, Notice, Section, Stack } from "#ui/ui.tsx";
import { text } from "./texts.ts";

/** Every signature of a file: whether it holds, whose it is, since when, and at once what is wrong with it. */
export function SignatureReports({ locale, reports }: { locale: Locale; reports: readonly SignatureReport[] }) {
  if (reports.length === 0)
    return <EmptyState title={text(locale, "signature.none")}>{text(locale, "signature.none_hint")}</EmptyState>;
  return (
    <Stack>
      {reports.map((report, index) => (
        <Section key={index} level={3} title={text(locale, "signature.nth", { nth: index + 1 })}>
          <Notice tone={SIGNATURE_TONES[report.verdict]} title={verdictText(locale, report.verdict)}>
            <ul>
              {report.faults.map((fault) => (
                <li key={fault}>{faultText(locale, fault)}</li>
              ))}
            </ul>
          </Notice>
          {report.signer !== undefined && (
            <DescriptionList
              columns={2}
              items={[
                {
                  term: text(locale, "signature.signer"),
                  detail: [report.signer, report.organisation].filter(Boolean).join(" – "),
                },
                {
                  term: text(locale, "signature.at"),
                  detail: report.signedAt === undefined ? "–" : formatInstant(report.signedAt),
                },
                { term: text(locale, "signature.issuer"), detail: report.issuer ?? "–" },
                { term: text(locale, "signature.serial"), detail: <code class="code">{report.serial}</code> },
                {
                  term: text(locale, "signature.validity"),
                  detail:
                    report.validFrom === undefined || report.validUntil === undefined
                      ? "–"
                      : `${formatInstant(report.validFrom)} – ${formatInstant(report.validUntil)}`,
                },
                {
                  term: text(locale, "signature.covers"),
                  detail: text(locale, report.coversAll ? "signature.all" : "signature.part"),
                },
              ]}
            />
          )}
        </Section>
      ))}
    </Stack>
  );
}
