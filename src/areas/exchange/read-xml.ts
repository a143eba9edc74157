import { Parser } from "saxen";
import { exchangeRefusal } from "./exchange.errors.ts";

/** An element by its local name, with its own text. */
export interface XmlElement {
  readonly name: string;
  readonly children: XmlElement[];
  text: string;
}

const MOST_DEPTH = 20;
const MOST_ELEMENTS = 5_000;
/** What needs no declaration; any other entity would. */
const UNDECLARED = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)/;

/**
 * Reads XML without what XML can do to its reader: a document type (and with it any entity) is refused (`xml_dtd`), so is
 * what is not well-formed, not UTF-8, too deep or of too many elements (`xml_unreadable`).
 */
export function readXml(xml: string, namespace: string): XmlElement {
  const declared = /^\uFEFF?<\?xml[^>]*encoding=["']([^"']+)["']/.exec(xml)?.[1] ?? "UTF-8";
  if (!/^utf-?8$/i.test(declared)) throw exchangeRefusal("xml_unreadable");
  const top: XmlElement = { name: "", children: [], text: "" };
  const open: XmlElement[] = [top];
  let elements = 0;
  let fault: "xml_dtd" | "xml_unreadable" | undefined;
  const parser = new Parser();
  const refuse = (code: NonNullable<typeof fault>): void => {
    fault ??= code;
    parser.stop();
  };
  const append = (value: string): void => {
    const inside = open.at(-1);
    if (inside === undefined || inside === top) {
      if (value.trim() !== "") refuse("xml_unreadable");
    } else inside.text += value;
  };
  parser.ns({ [namespace]: "doc" });
  parser.on("attention", () => refuse("xml_dtd"));
  parser.on("error", () => refuse("xml_unreadable"));
  parser.on("warn", () => refuse("xml_unreadable"));
  parser.on("openTag", (name) => {
    elements += 1;
    if (elements > MOST_ELEMENTS || open.length > MOST_DEPTH) return refuse("xml_unreadable");
    const child: XmlElement = { name: name.slice(name.indexOf(":") + 1), children: [], text: "" };
    open.at(-1)?.children.push(child);
    open.push(child);
  });
  parser.on("closeTag", () => void open.pop());
  parser.on("text", (value, decode) => (UNDECLARED.test(value) ? refuse("xml_unreadable") : append(decode(value))));
  parser.on("cdata", append);
  parser.parse(xml.replace(/^\uFEFF/, ""));
  const [root] = top.children;
  if (fault !== undefined || root === undefined || top.children.length > 1 || open.length !== 1)
    throw exchangeRefusal(fault ?? "xml_unreadable");
  return root;
}

/** The first element at a path below another. */
export function findElement(from: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>((at, name) => at?.children.find((child) => child.name === name), from);
}
