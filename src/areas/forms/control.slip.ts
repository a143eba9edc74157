import { drawHead, drawTitle, field, moment } from "./blocks.ts";
import { drawFeet, drawSignatures } from "./closing-blocks.ts";
import { label } from "./labels.ts";
import { bold, italic, plain, type Run } from "#platform/pdf/lines.ts";
import { gap, paragraph, type Sheet } from "#platform/pdf/sheet.ts";
import type { ControlData, HandOver } from "./slip.ts";
import { drawTable, type TableColumn } from "#platform/pdf/table.ts";
import type { SlipTemplate } from "./templates.ts";

const DOTS = "..........";

/** Room for the two signatures of a hand-over under the names. */
const SIGN_ROOM = "\n\n\n";

const COLUMNS: readonly TableColumn[] = [
  { header: label("control.agency_column"), share: 30, align: "left" },
  { header: label("control.time_column"), share: 22, align: "center" },
  { header: label("control.giver_sign"), share: 20, align: "center" },
  { header: label("control.receiver_sign"), share: 20, align: "center" },
  { header: label("control.result_column"), share: 15, align: "center" },
  { header: label("control.note_column"), share: 16, align: "left" },
];

function rowOf(handOver: HandOver, index: number, data: ControlData): Run[][] {
  return [
    [
      plain(`${index + 1}. `),
      plain(`${label("control.giver")}: `),
      bold(handOver.giverUnit),
      plain(`\n${label("control.receiver")}: `),
      bold(handOver.receiverUnit),
    ],
    [plain(moment(handOver.at, data))],
    [plain(SIGN_ROOM), plain(handOver.giverName)],
    [plain(SIGN_ROOM), plain(handOver.receiverName)],
    handOver.outcome === undefined ? [] : [plain(label(`control.${handOver.outcome}`))],
    handOver.note === undefined ? [] : [plain(handOver.note)],
  ];
}

/** Phiếu kiểm soát quá trình giải quyết hồ sơ: one block for each hand-over, signed by both sides. */
export function drawControl(sheet: Sheet, template: SlipTemplate, data: ControlData): void {
  drawHead(sheet, template, data);
  drawTitle(sheet, template, data);
  const book = { volume: data.book?.volume ?? DOTS, number: data.book?.number ?? DOTS };
  paragraph(sheet, [plain(label("control.volume", book))], { align: "center" });
  paragraph(sheet, [italic(label("control.attached"))], { align: "center", size: sheet.size - 0.8, after: 4 });
  field(sheet, "control.of", data.owner.name, true);
  paragraph(sheet, [
    plain(`${label("content")}: `),
    bold(data.procedureName),
    plain(data.subject === undefined ? "" : ` – ${data.subject}`),
  ]);
  field(sheet, "control.agency", data.office.agency);
  field(sheet, "control.partners", data.partners.join("; "));
  field(sheet, "control.received", moment(data.receivedAt, data), true);
  field(sheet, "control.due", data.dueAt === null ? label("term.none") : moment(data.dueAt, data), true);
  gap(sheet, 3);
  if (data.handOvers.length === 0) paragraph(sheet, [italic(label("control.none"))]);
  else
    drawTable(
      sheet,
      COLUMNS,
      data.handOvers.map((handOver, index) => rowOf(handOver, index, data)),
    );
  drawSignatures(sheet, [{ title: "sign.maker", name: data.officerName }]);
  drawFeet(sheet, data);
}
