import type { FieldRefusal } from "#platform/refusal.ts";
import { Button, Form, LinkButton, TextField } from "#ui/ui.tsx";
import { type Frame, KioskScreen } from "./kiosk.page.tsx";
import { useSay } from "./kiosk-say.tsx";

/** What somebody comes to a kiosk with a code for. */
export type KioskTask = "track" | "pay" | "appointment";

export interface KioskScanProps extends Frame {
  readonly task: KioskTask;
  readonly errors: readonly FieldRefusal[];
  /** What was typed and refused. */
  readonly value: string | undefined;
  readonly formKey: string;
}

const PATHS: Readonly<Record<KioskTask, string>> = { track: "ho-so", pay: "nop-phi", appointment: "hen" };
const LABELS = {
  track: "kiosk.receipt.track",
  pay: "kiosk.receipt.pay",
  appointment: "kiosk.appointment.scan",
} as const;

/** Scanning the receipt opens its dossier; for paying nothing less will do, for the stage its code is enough. */
export function KioskScan({ locale, address, task, errors, value, formKey }: KioskScanProps) {
  const say = useSay(locale);
  const title = say(`kiosk.task.${task}`);
  return (
    <KioskScreen locale={locale} address={address} title={title} errors={errors} spoken={task}>
      <div>
        <h1>{title}</h1>
        <p>{say(`guide.${task}`)}</p>
      </div>
      <Form action={`${address}/${PATHS[task]}`} formKey={formKey}>
        <div data-card="">
          <TextField
            name="receipt"
            label={say(LABELS[task])}
            value={value}
            autocomplete="off"
            maxLength={300}
            autoFocus
            required
          />
        </div>
        <Button>{say(task === "appointment" ? "kiosk.take" : "kiosk.open")}</Button>
      </Form>
      <LinkButton href={address} variant="secondary">
        {say("kiosk.back")}
      </LinkButton>
    </KioskScreen>
  );
}
