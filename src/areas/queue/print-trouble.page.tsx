import type { Locale } from "#platform/i18n/messages.ts";
import { isFault, type Printer, type PrinterState, stateText } from "#printers";
import { Button, Cluster, Form, Notice, Stack } from "#ui/ui.tsx";
import type { Unprinted } from "./print.store.ts";
import { ticketLabel } from "./queue.ts";
import { text } from "./texts.ts";

export interface PrintTroubleProps {
  readonly locale: Locale;
  readonly unitId: number;
  readonly printers: readonly Printer[];
  readonly unprinted: readonly Unprinted[];
  readonly csrf: string;
  readonly newKey: () => string;
}

/** What the staff of a hall must know of its printers: which stand still or soon will, and whose paper did not come. */
export function PrintTrouble({ locale, unitId, printers, unprinted, csrf, newKey }: PrintTroubleProps) {
  const troubled = printers.filter(({ state }) => isFault(state) || state === "low_paper");
  if (troubled.length === 0 && unprinted.length === 0) return null;
  return (
    <Notice tone={troubled.some(({ state }) => isFault(state)) ? "danger" : "warning"} title={text(locale, "print.trouble")}>
      <Stack>
        {troubled.map((printer) => (
          <span key={printer.id}>
            {printer.name}: {stateText(locale, printer.state)}
          </span>
        ))}
        {unprinted.map((one) => (
          <Cluster key={one.ticketId}>
            <span>
              {text(locale, one.state === "failed" ? "print.failed" : "print.unconfirmed", {
                label: ticketLabel(one),
                state: stateText(locale, (one.reason ?? "unknown") as PrinterState),
              })}
            </span>
            <Form
              action={`/hang-doi/${unitId}/in-lai`}
              csrf={csrf}
              formKey={newKey()}
              hidden={{ ticketId: String(one.ticketId), after: String(one.nth) }}
              scope={`print${one.ticketId}`}
            >
              <Button size="s" variant="secondary">
                {text(locale, "print.again", { label: ticketLabel(one) })}
              </Button>
            </Form>
          </Cluster>
        ))}
      </Stack>
    </Notice>
  );
}
