import PizZip from "pizzip";
import type { SlipKind } from "#dossiers";
import { label, type LabelKey } from "./labels.ts";
import { QR_TAG } from "./docx-tags.ts";
import type { SlipTemplate } from "./templates.ts";

const escapeXml = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

interface Look {
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly align?: "center" | "right";
  /** Half points. */
  readonly size?: number;
  readonly before?: number;
}

const run = (text: string, { bold, italic, size }: Look): string =>
  `<w:r><w:rPr>${bold === true ? "<w:b/>" : ""}${italic === true ? "<w:i/>" : ""}${size === undefined ? "" : `<w:sz w:val="${size}"/>`}</w:rPr>` +
  `<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;

/** A paragraph; what stands between two stars is bold. */
function line(text: string, look: Look = {}): string {
  const { align, before = 0 } = look;
  const runs = text
    .split("*")
    .map((part, index) => (part === "" ? "" : run(part, index % 2 === 1 ? { ...look, bold: true } : look)));
  const alignment = align === undefined ? "" : `<w:jc w:val="${align}"/>`;
  const mark = text === "" && look.size !== undefined ? `<w:rPr><w:sz w:val="${look.size}"/></w:rPr>` : "";
  return `<w:p><w:pPr><w:spacing w:before="${before}" w:after="40"/>${alignment}${mark}</w:pPr>${runs.join("")}</w:p>`;
}

const EDGES = ["top", "left", "bottom", "right", "insideH", "insideV"];

/** A table of cells that are paragraphs already; widths are shares of the page. */
function table(widths: readonly number[], rows: readonly (readonly string[])[], ruled: boolean): string {
  const edge = ruled ? 'w:val="single" w:sz="4" w:color="444444"' : 'w:val="none"';
  const borders = EDGES.map((name) => `<w:${name} ${edge}/>`).join("");
  const grid = widths.map((width) => `<w:gridCol w:w="${width * 100}"/>`).join("");
  const cell = (content: string, index: number): string =>
    `<w:tc><w:tcPr><w:tcW w:w="${(widths[index] ?? 0) * 50}" w:type="pct"/></w:tcPr>${content}</w:tc>`;
  const body = rows.map((cells) => `<w:tr>${cells.map(cell).join("")}</w:tr>`).join("");
  return (
    `<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>${borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>` +
    `<w:tblGrid>${grid}</w:tblGrid>${body}</w:tbl>`
  );
}

/** Two tables that touch would become one. */
const APART: Look = { size: 8 };

const centred = (text: string, look: Look = {}): string => line(text, { ...look, align: "center" });

function head(template: SlipTemplate): readonly string[] {
  const size = template.paper === "A5" ? 15 : 20;
  const left = ["{co_quan_cap_tren}", "*{co_quan}*", "*{mot_cua}*"].map((text) => centred(text, { size })).join("");
  const right = [
    centred(`*${label("nation")}*`, { size }),
    centred(`*${label("motto")}*`, { size: size + 2 }),
    centred("{noi_va_ngay}", { italic: true, size }),
  ].join("");
  const titles = template.title.map((title) => centred(`*${title}*`, { size: 28 })).join("");
  const middle = titles + centred(`${label("code")}: *{ma_ho_so}*`) + centred("*{in_lai}*", { size: 16 });
  return [
    ...(template.number === null ? [] : [line("Mẫu số {mau_so} – {thong_tu}", { italic: true, size: 16, align: "right" })]),
    table([42, 58], [[left, right]], false),
    line("", APART),
    table([22, 78], [[`${line(`{@${QR_TAG}}`)}${line(label("scan_to_track"), { size: 14 })}`, middle]], false),
  ];
}

/** "Label: placeholder": its three paragraphs are one, and none where there is nothing to say. */
const field = (key: LabelKey, tag: string, strong = false): string =>
  [line(`{#${tag}}`), line(`${label(key)}: ${strong ? `*{${tag}}*` : `{${tag}}`}`), line(`{/${tag}}`)].join("");

const parties = (lead: LabelKey): readonly string[] => [
  line(`${label(lead)}: *{nguoi_nop}*`),
  field("address", "nguoi_nop_dia_chi"),
  line(`${label("id_number")}: {nguoi_nop_so_dinh_danh}    ${label("phone")}: {nguoi_nop_dien_thoai}`),
  field("email", "nguoi_nop_email"),
  line(`${label("content")}: *{thu_tuc}* ({ma_thu_tuc}) {noi_dung}`),
  line(`${label("owner")}: {chu_ho_so}`),
  field("authorised", "nguoi_duoc_uy_quyen"),
];

function signatures(...sides: readonly (readonly [LabelKey, string])[]): string {
  const cells = sides.map(([title, tag]) =>
    [
      centred(`*${label(title)}*`, { before: 160 }),
      centred(label("sign.hint"), { italic: true, size: 16 }),
      line(""),
      line(""),
      centred(`*{${tag}}*`),
    ].join(""),
  );
  const both = cells.length === 1 ? [line(""), ...cells] : cells;
  return line("", APART) + table([50, 50], [both], false);
}

const heads = (...keys: readonly LabelKey[]): readonly string[] => keys.map((key) => centred(`*${label(key)}*`, { size: 18 }));

/** The body of each slip: what the built-in layout says, in paragraphs that an office can move and word anew. */
const BODIES: Readonly<Record<SlipKind, () => readonly string[]>> = {
  receipt: () => [
    ...parties("received_by"),
    line(`*${label("components")}*`),
    table(
      [8, 50, 14, 14, 14],
      [
        heads("table.no", "table.name", "table.original", "table.certified", "table.photo"),
        [
          centred("{#thanh_phan}{stt}"),
          line("{ten_giay_to}"),
          centred("{ban_chinh}"),
          centred("{ban_chung_thuc}"),
          centred("{ban_photo}{/thanh_phan}"),
        ],
      ],
      true,
    ),
    line(`${label("sets")}: ${label("sets.value", { count: "{so_bo}" })}`, { before: 80 }),
    line(`${label("term")}: *{thoi_han}*`),
    line(`${label("received_at")}: *{nhan_luc}*`),
    line(`${label("due_at")}: *{hen_tra}*`),
    line(`${label("delivery")}: {nhan_ket_qua}`),
    line(`${label("fees")}: {phi_le_phi}`),
    line(`*${label("note")}* ${label("note.keep")} ${label("note.look_up", { url: "{trang_tra_cuu}" })}`, {
      italic: true,
      size: 18,
    }),
    signatures(["sign.submitter", "nguoi_nop"], ["sign.receiver", "can_bo"]),
  ],
  supplement_request: () => [
    ...parties("intake_of"),
    line(label("items")),
    table([8, 92], [heads("table.no", "item"), [centred("{#can_bo_sung}{stt}"), line("{noi_dung_bo_sung}{/can_bo_sung}")]], true),
    line(`${label("reason")}: {ly_do}`, { before: 80 }),
    field("supplement.deadline", "han_bo_sung", true),
    signatures(["sign.submitter", "nguoi_nop"], ["sign.guide", "can_bo"]),
  ],
  refusal: () => [
    ...parties("refuses"),
    line(`${label("reason")}: *{ly_do}*`),
    field("basis", "can_cu"),
    line(label("refusal.right"), { italic: true }),
    signatures(["sign.submitter", "nguoi_nop"], ["sign.refuser", "can_bo"]),
  ],
  apology: () => [
    field("apology.number", "so_van_ban"),
    line(`${label("apology.to")}: *{nguoi_nop}*`),
    line(`${label("content")}: *{thu_tuc}*`),
    line(`${label("received_at.plain")}: {nhan_luc}`),
    line(`${label("apology.due")}: {hen_tra}`),
    line(`${label("apology.responsible")}: {don_vi_chiu_trach_nhiem}`),
    line(`${label("reason")}: {ly_do}`),
    line(label("apology.sorry", { agency: "{co_quan}" })),
    line("{#hen_moi}"),
    line(label("apology.new_due", { moment: "{hen_moi}", place: "{co_quan}" })),
    line("{/hen_moi}"),
    signatures(["sign.leader", "nguoi_ky"]),
  ],
  stop: () => [
    line(`${label("stop.to")}: *{nguoi_nop}*`),
    line(`${label("content")}: *{thu_tuc}*`),
    line(`${label("received_at.plain")}: {nhan_luc}`),
    line(`${label("reason")}: {ly_do}`),
    field("basis", "can_cu"),
    field("stop.papers", "giay_to_tra_lai"),
    field("stop.refund", "phi_hoan_lai"),
    signatures(["sign.leader", "nguoi_ky"]),
  ],
  control: () => [
    line(label("control.attached"), { italic: true, size: 18 }),
    line(`${label("control.of")}: *{chu_ho_so}*`),
    line(`${label("content")}: *{thu_tuc}*`),
    line(`${label("control.received")}: {nhan_luc}`),
    line(`${label("control.due")}: {hen_tra}`),
    table(
      [7, 27, 27, 23, 16],
      [
        heads("table.no", "control.giver", "control.receiver", "control.time_column", "control.result_column"),
        [
          centred("{#giao_nhan}{stt}"),
          line("{don_vi_giao}: {nguoi_giao}"),
          line("{don_vi_nhan}: {nguoi_nhan}"),
          line("{thoi_gian}"),
          line("{ket_qua}{/giao_nhan}"),
        ],
      ],
      true,
    ),
    signatures(["sign.maker", "can_bo"]),
  ],
};

const TWIPS_OF_A_MILLIMETRE = 56.7;
const PAPERS = { A5: [148, 210], A4: [210, 297], A4_LANDSCAPE: [297, 210] } as const;
const MAIN = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OOXML = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

const CONTENT_TYPES =
  `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>' +
  `<Override PartName="/word/document.xml" ContentType="${OOXML}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${OOXML}.styles+xml"/></Types>`;

const relations = (type: string, target: string): string =>
  `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
  `<Relationship Id="rId1" Type="${RELATIONS}/${type}" Target="${target}"/></Relationships>`;

const stylesOf = (halfPoints: number): string =>
  `${XML}<w:styles ${MAIN}><w:docDefaults><w:rPrDefault><w:rPr>` +
  '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" w:eastAsia="Times New Roman"/>' +
  `<w:sz w:val="${halfPoints}"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>`;

/** A day that every ZIP can say: the same template is the same bytes whenever it is made. */
const MADE = new Date(2026, 0, 1);

/** The template of a slip that an office begins with: the form in force, as a Word document with its placeholders. */
export function buildDefaultTemplate(kind: SlipKind, template: SlipTemplate): Buffer {
  const [width, height] = PAPERS[template.paper].map((side) => Math.round(side * TWIPS_OF_A_MILLIMETRE));
  const small = template.paper === "A5";
  const margin = Math.round((small ? 11 : 20) * TWIPS_OF_A_MILLIMETRE);
  const margins = ["top", "right", "bottom", "left"].map((side) => `w:${side}="${margin}"`).join(" ");
  const section = `<w:sectPr><w:pgSz w:w="${width}" w:h="${height}"/><w:pgMar ${margins}/></w:sectPr>`;
  const body = [...head(template), ...BODIES[kind]()].join("");
  const zip = new PizZip();
  const add = (name: string, text: string) => zip.file(name, text, { date: MADE });
  add("[Content_Types].xml", CONTENT_TYPES);
  add("_rels/.rels", relations("officeDocument", "word/document.xml"));
  add("word/_rels/document.xml.rels", relations("styles", "styles.xml"));
  add("word/styles.xml", stylesOf(small ? 18 : 24));
  add("word/document.xml", `${XML}<w:document ${MAIN}><w:body>${body}${section}</w:body></w:document>`);
  return zip.generate({ type: "nodebuffer", compression: "DEFLATE" });
}
