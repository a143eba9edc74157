import type { Locale } from "#platform/i18n/messages.ts";
import type { SignatureNote } from "#platform/signing/judge-file.ts";
import type { SignatureFault, Verdict } from "#platform/signing/verify-pdf.ts";
import { Tag, type Tone } from "#ui/ui.tsx";
import { text } from "./texts.ts";

export const SIGNATURE_TONES: Readonly<Record<Verdict, Tone>> = { valid: "success", unproven: "warning", broken: "danger" };

export const verdictText = (locale: Locale, verdict: Verdict): string => text(locale, `signature.${verdict}`);
export const faultText = (locale: Locale, fault: SignatureFault): string => text(locale, `signature_fault.${fault}`);

/** What each signature of a file is worth, and at once what is wrong with it. */
export function SignatureNotes({ locale, notes }: { readonly locale: Locale; readonly notes: readonly SignatureNote[] | null }) {
  return (
    <>
      {(notes ?? []).map(({ verdict, faults, signer }, index) => (
        <div key={index}>
          <Tag tone={SIGNATURE_TONES[verdict]}>{text(locale, `signature_short.${verdict}`)}</Tag>{" "}
          <span class="small">
            {[signer ?? text(locale, "signature.nobody"), ...faults.map((fault) => faultText(locale, fault))].join(" · ")}
          </span>
        </div>
      ))}
    </>
  );
}
