import type PizZip from "pizzip";
import { toBuffer } from "qrcode";

const RELATION = "rIdMotcuaQr";
const PICTURE = "motcua-ma-qr.png";
const RELATIONS = "word/_rels/document.xml.rels";
const EMU_OF_A_MILLIMETRE = 36_000;
const SIDE = 24 * EMU_OF_A_MILLIMETRE;

/** A paragraph with the picture of the QR code, as Word spells it. */
export const QR_PARAGRAPH =
  `<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">` +
  `<wp:extent cx="${SIDE}" cy="${SIDE}"/><wp:docPr id="9001" name="Mã QR" descr="Mã QR để theo dõi hồ sơ"/>` +
  `<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">` +
  `<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="9001" name="${PICTURE}"/><pic:cNvPicPr/></pic:nvPicPr>` +
  `<pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="${RELATION}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>` +
  `<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${SIDE}" cy="${SIDE}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>` +
  `</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`;

const NO_RELATIONS =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>';

/** Puts the picture that the paragraph shows into the document. */
export async function addQr(zip: PizZip, value: string): Promise<void> {
  zip.file(`word/media/${PICTURE}`, await toBuffer(value, { errorCorrectionLevel: "M", margin: 2, scale: 8 }));
  const relations = zip.file(RELATIONS)?.asText() ?? NO_RELATIONS;
  const type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image";
  const relation = `<Relationship Id="${RELATION}" Type="${type}" Target="media/${PICTURE}"/>`;
  zip.file(
    RELATIONS,
    relations
      .replace(/<Relationships([^>]*)\/>/, "<Relationships$1></Relationships>")
      .replace("</Relationships>", `${relation}</Relationships>`),
  );
  const types = zip.file("[Content_Types].xml")?.asText() ?? "";
  if (!/Extension="png"/i.test(types))
    zip.file(
      "[Content_Types].xml",
      types.replace(/<Types([^>]*)>/, '<Types$1><Default Extension="png" ContentType="image/png"/>'),
    );
}
