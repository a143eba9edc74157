import type { OutboxRow } from "#platform/jobs/task.ts";

/** What other systems can ask to hear of; each is a topic of the outbox and a type of CloudEvents. */
export const WEBHOOK_TOPICS = [
  "dossier.received",
  "dossier.intake_supplement_requested",
  "dossier.intake_refused",
  "dossier.handed_over",
  "dossier.supplement_requested",
  "dossier.supplement_received",
  "dossier.extended",
  "dossier.decided",
  "dossier.result_ready",
  "dossier.returned",
  "dossier.completed_at_once",
  "dossier.withdrawn",
  "dossier.stopped",
  "dossier.voided",
] as const;

/** The type under which a topic goes out; its version changes when its data does. */
export const cloudEventType = (topic: string): string => `vn.motcua.${topic}.v1`;

export interface CloudEvent {
  readonly specversion: "1.0";
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: "application/json";
  readonly data: { readonly id: number; readonly code: string; readonly seq: number | null };
}

/** The envelope of CloudEvents 1.0: ids and codes only, whoever may read more asks the API for it. */
export function cloudEventOf(
  row: Pick<OutboxRow, "id" | "topic" | "subject" | "payload"> & { readonly at: string },
  source: string,
): CloudEvent {
  const { code, seq } = row.payload as { code?: string; seq?: number };
  return {
    specversion: "1.0",
    id: String(row.id),
    source,
    type: cloudEventType(row.topic),
    subject: code ?? row.subject,
    time: row.at,
    datacontenttype: "application/json",
    data: { id: Number(row.subject), code: code ?? "", seq: seq ?? null },
  };
}
