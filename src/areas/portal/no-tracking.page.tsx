import { Notice, PageHeader, Stack } from "#ui/ui.tsx";
import { LookUpForm } from "./look-up.page.tsx";
import { text } from "./texts.ts";

/** What a wrong address shows: the reason, and the other way to look a dossier up. */
export function NoTrackingPage({ locale, csrf, reason, byPhone }: LookUpForm & { readonly reason: string }) {
  return (
    <>
      <PageHeader title={text(locale, "track.title")} />
      <Stack gap="l">
        <Notice tone="warning" role="status" title={text(locale, "track.unknown")}>
          {reason}
        </Notice>
        <LookUpForm locale={locale} csrf={csrf} byPhone={byPhone} />
      </Stack>
    </>
  );
}
