export interface ModdleElement {
  readonly $type: string;
  readonly $instanceOf?: (type: string) => boolean;
  /** Properties are as the metamodel of BPMN says; whoever reads one knows its type. */
  // oxlint-disable-next-line typescript/no-explicit-any
  [property: string]: any;
}

/** What of the library is used here. */
export interface Moddle {
  create(type: string, properties?: Readonly<Record<string, unknown>>): ModdleElement;
  fromXML(xml: string): Promise<{
    readonly rootElement: ModdleElement;
    readonly warnings: readonly { readonly message: string; readonly element?: ModdleElement }[];
  }>;
  toXML(element: ModdleElement, options?: { readonly format?: boolean }): Promise<{ readonly xml: string }>;
}

const attribute = (name: string) => ({ name, isAttr: true, type: "String" });

/** What BPMN has no place for, as extension elements of a namespace of our own; the subset is in docs/ops/bpmn.md. */
const MOTCUA = {
  name: "Motcua",
  uri: "urn:motcua:process:1",
  prefix: "motcua",
  xml: { tagAlias: "lowerCase" },
  types: [
    {
      name: "Step",
      superClass: ["Element"],
      properties: [
        "code",
        "order",
        "nameEn",
        "kind",
        "unit",
        "role",
        "policy",
        "person",
        "fields",
        "time",
        "statusVi",
        "statusEn",
      ].map(attribute),
    },
    {
      name: "Action",
      superClass: ["Element"],
      properties: ["code", "order", "place", "from", "to", "labelVi", "labelEn", "needs", "requires", "effects"].map(attribute),
    },
  ],
};

/** Reads and writes BPMN 2.0 with our extension. */
export async function createModdle(): Promise<Moddle> {
  // @ts-expect-error: the package has no types of its entry point, only of the elements
  const { BpmnModdle } = await import("bpmn-moddle");
  return new BpmnModdle({ motcua: MOTCUA }) as Moddle;
}
