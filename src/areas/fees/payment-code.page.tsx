import type { Locale } from "#platform/i18n/messages.ts";
import { Columns, DescriptionList, EmptyState, LinkButton, LivePage, Notice, PageHeader, QrImage } from "#ui/ui.tsx";
import type { BankAccount } from "./account.store.ts";
import { feePath } from "./fee-paths.ts";
import { money } from "./fee-texts.tsx";
import { paymentLink } from "./ask-platform.ts";
import type { PaymentPlatform } from "./payment-platform.store.ts";
import type { PaymentRequest } from "./request.store.ts";
import { text } from "./texts.ts";

interface CodePageProps {
  readonly locale: Locale;
  readonly code: string;
  readonly dossierId: number;
  readonly owner: string;
  readonly request: PaymentRequest | undefined;
  readonly account: BankAccount | undefined;
  readonly platform: PaymentPlatform | undefined;
  /** The newest receipt, once nothing is waited for. */
  readonly receiptId: number | undefined;
}

/** The other way to pay: by a link, at the payment platform. */
function PlatformLink({
  locale,
  platform,
  account,
  request,
}: {
  readonly locale: Locale;
  readonly platform: PaymentPlatform;
  readonly account: BankAccount;
  readonly request: PaymentRequest;
}) {
  const href = paymentLink(platform, { ...account, amountVnd: request.amountVnd, reference: request.reference });
  return (
    <p>
      <a href={href} target="_blank" rel="noopener noreferrer">
        {text(locale, platform.localPeer ? "code.link_peer" : "code.link")}
      </a>
    </p>
  );
}

/** The code that the payer scans at the counter, with the same in letters for who types it into a bank's application. */
export function PaymentCodePage(props: CodePageProps) {
  const { locale, code, dossierId, owner, request, account, platform, receiptId } = props;
  const back = (
    <LinkButton href={feePath.dossier(dossierId)} icon="back" shortcut="h">
      {text(locale, "code.back")}
    </LinkButton>
  );
  const header = <PageHeader kicker={code} title={text(locale, "code.title")} lead={owner} actions={back} />;
  if (request === undefined || account === undefined)
    return (
      <>
        {header}
        <EmptyState
          icon="check"
          title={text(locale, receiptId === undefined ? "code.none" : "code.paid")}
          action={
            receiptId !== undefined && (
              <LinkButton href={feePath.receiptPdf(receiptId)} print variant="primary">
                {text(locale, "receipt.print")}
              </LinkButton>
            )
          }
        />
      </>
    );
  return (
    <LivePage src={feePath.codeLive(dossierId)}>
      {header}
      <Columns
        asideLabel={text(locale, "code.title")}
        aside={
          <QrImage
            size="l"
            src={`${feePath.codeImage(dossierId)}?r=${request.reference}`}
            alt={text(locale, "code.alt", { amount: money(request.amountVnd) })}
            caption={text(locale, "code.caption")}
          />
        }
      >
        <DescriptionList
          items={[
            { term: text(locale, "amount"), detail: <strong>{money(request.amountVnd)}</strong> },
            { term: text(locale, "account.bank"), detail: account.bankName },
            { term: text(locale, "account.no"), detail: account.accountNo },
            { term: text(locale, "account.holder"), detail: account.holder },
            { term: text(locale, "code.content"), detail: <strong class="code">{request.reference}</strong> },
          ]}
        />
        <Notice tone="info" title={text(locale, "code.waiting")}>
          {text(locale, "code.waiting.hint")}{" "}
          <a href={feePath.code(dossierId)} data-key="l">
            {text(locale, "code.reload")}
          </a>
        </Notice>
      </Columns>
      {platform !== undefined && <PlatformLink locale={locale} platform={platform} account={account} request={request} />}
    </LivePage>
  );
}
