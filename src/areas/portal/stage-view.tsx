import type { Locale } from "#platform/i18n/messages.ts";
import { Notice, Steps, type Tone } from "#ui/ui.tsx";
import { type Stage, STATIONS, stationOf } from "./stages.ts";
import { text } from "./texts.ts";

const TONES: Readonly<Record<Stage, Tone>> = {
  being_drafted: "neutral",
  filed: "info",
  papers_missing: "warning",
  not_accepted: "danger",
  received: "info",
  processing: "info",
  waiting_for_papers: "warning",
  waiting_for_payment: "warning",
  result_ready: "success",
  returned: "success",
  withdrawn: "neutral",
  stopped: "danger",
  cancelled: "neutral",
};

/** What the stage means for the applicant and what to do, in one sentence. */
export function StageMeaning({ locale, stage }: { locale: Locale; stage: Stage }) {
  const tone = TONES[stage];
  return (
    <Notice tone={tone === "neutral" ? "info" : tone} title={text(locale, `stage.${stage}`)}>
      {text(locale, `meaning.${stage}`)}
    </Notice>
  );
}

/** The ordinary way of a dossier with its own station marked; nothing for dossiers that left that way. */
export function StageSteps({ locale, stage }: { locale: Locale; stage: Stage }) {
  const here = stationOf(stage);
  if (here === undefined) return null;
  const position = STATIONS.indexOf(here);
  const items = STATIONS.map((station, index) => ({
    label: text(locale, `station.${station}`),
    state:
      index < position || stage === "returned"
        ? ("done" as const)
        : index === position
          ? ("current" as const)
          : ("todo" as const),
  }));
  return <Steps label={text(locale, "look_up.steps")} items={items} />;
}
