import type { Locale } from "#platform/i18n/messages.ts";
import { ActionBar, Card, Grid, LinkButton, Notice, PageHeader, Stack } from "#ui/ui.tsx";
import { text } from "./texts.ts";

export interface CitizenSignInProps {
  readonly locale: Locale;
  readonly next: string;
  /** `stand-in`: an invented provider on this machine, which must not be taken for the real one. */
  readonly provider: "ready" | "stand-in" | "missing";
  /** A kiosk is no place for staff to sign in. */
  readonly atKiosk: boolean;
}

/** Two ways, and what each opens: electronic identity to file, a receipt or telephone to follow. */
export function CitizenSignInPage({ locale, next, provider, atKiosk }: CitizenSignInProps) {
  const href = `/dang-nhap/cong-dan/di?next=${encodeURIComponent(next)}`;
  return (
    <>
      <PageHeader title={text(locale, "citizen_sign_in.title")} lead={text(locale, "citizen_sign_in.lead")} />
      <Stack gap="l">
        {provider === "missing" && (
          <Notice tone="warning" title={text(locale, "citizen_sign_in.missing.title")}>
            {text(locale, "citizen_sign_in.missing.text")}
          </Notice>
        )}
        {provider === "stand-in" && (
          <Notice tone="info" title={text(locale, "citizen_sign_in.stand_in.title")}>
            {text(locale, "citizen_sign_in.stand_in.text")}
          </Notice>
        )}
        <Grid columns={2}>
          <Card title={text(locale, "citizen_sign_in.identity.title")}>
            <p>{text(locale, "citizen_sign_in.identity.text")}</p>
            {provider !== "missing" && (
              <ActionBar>
                <LinkButton href={href} variant="primary" icon="user">
                  {text(locale, "citizen_sign_in.submit")}
                </LinkButton>
              </ActionBar>
            )}
          </Card>
          <Card title={text(locale, "citizen_sign_in.receipt.title")} href="/tra-cuu">
            <p>{text(locale, "citizen_sign_in.receipt.text")}</p>
          </Card>
        </Grid>
        {!atKiosk && (
          <p>
            <a href="/dang-nhap">{text(locale, "citizen_sign_in.staff")}</a>
          </p>
        )}
      </Stack>
    </>
  );
}
