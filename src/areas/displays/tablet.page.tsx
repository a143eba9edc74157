import { assetVersion } from "#platform/http/assets.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { Form, TabletLayout } from "#ui/ui.tsx";
import { photoVersion, type Tablet } from "./get-tablet.ts";
import { counterName } from "#queue";
import { text } from "./texts.ts";

export interface TabletProps {
  readonly locale: Locale;
  readonly address: string;
  readonly tablet: Tablet;
  readonly errors: readonly FieldRefusal[];
  readonly formKey: string;
}

const REFRESH_SECONDS = 5;
const LEVELS = ["2", "1", "0"] as const;

/** The tablet of a counter: who serves here, and for a moment after each service the one question. */
export function TabletPage({ locale, address, tablet, errors, formKey }: TabletProps) {
  const { counter, officer, subject, thanks, place } = tablet;
  const title = text(locale, "tablet.title", { number: counter.number });
  return (
    <TabletLayout locale={locale} title={title} assetVersion={assetVersion} refreshSeconds={REFRESH_SECONDS} errors={errors}>
      <div data-live={`${address}/truc-tiep`} data-stale={text(locale, "board.stale")} data-live-reload="">
        <p class="kicker">
          {place} · {text(locale, "tablet.counter", { number: counter.number, name: counterName(locale, counter) })}
        </p>
        <div class="tablet-officer">
          {officer?.photo && (
            <img
              src={`${address}/anh/${photoVersion(officer.photo)}`}
              alt={text(locale, "tablet.photo", { name: officer.name })}
              width="180"
              height="240"
            />
          )}
          <div>
            <h1>{officer?.name ?? text(locale, "tablet.nobody")}</h1>
            {officer !== undefined && officer.post !== "" && <p>{officer.post}</p>}
          </div>
        </div>
      </div>
      {subject !== undefined ? (
        <Form
          action={address}
          formKey={formKey}
          hidden={{ subject: subject.ticketId === null ? `d${subject.dossierId}` : `t${subject.ticketId}` }}
        >
          <h2>{text(locale, "tablet.ask")}</h2>
          <div class="rate-choices">
            {LEVELS.map((level) => (
              <button key={level} class="btn btn-secondary" type="submit" name="level" value={level}>
                {text(locale, `kiosk.level.${level}`)}
              </button>
            ))}
          </div>
          <p>{text(locale, "tablet.hidden")}</p>
        </Form>
      ) : (
        <p role="status">{text(locale, thanks ? "tablet.thanks" : "tablet.idle")}</p>
      )}
    </TabletLayout>
  );
}
