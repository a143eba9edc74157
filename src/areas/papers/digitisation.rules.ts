import type { CopyWay, Review } from "./digital-copy.ts";

/** What a procedure says of a component, and whether it was handed in. */
export interface ComponentFacts {
  readonly code: string;
  readonly name: string;
  readonly given: boolean;
  readonly required: boolean;
  readonly digitise: boolean;
  readonly replaceableByData: string | undefined;
}

export interface CopyFacts {
  readonly componentCode: string;
  readonly way: CopyWay;
  readonly review: Review;
  /** Of the result that a copy was taken from. */
  readonly resultCode?: string | null;
  /** The register that its data come from. */
  readonly source?: string | null;
  readonly id?: number;
  readonly fileName?: string | null;
}

/** Where a component stands; `lacking`: the procedure wants it digital and nothing says why it is not. */
export type DigitalState = "approved" | "waiting" | "excused" | "lacking" | "optional";

/** The state of one component; a rejected copy counts for nothing. */
export function digitalState(component: ComponentFacts, copies: readonly CopyFacts[]): DigitalState {
  const own = copies.filter(({ componentCode, review }) => componentCode === component.code && review !== "rejected");
  const digital = own.filter(({ way }) => way !== "excused");
  if (digital.some(({ review }) => review === "approved")) return "approved";
  if (digital.length > 0) return "waiting";
  if (own.length > 0) return "excused";
  return component.digitise && (component.given || component.required) ? "lacking" : "optional";
}

/** The components that hold a dossier back where the office scans at receipt. */
export const lackingComponents = (
  components: readonly ComponentFacts[],
  copies: readonly CopyFacts[],
): readonly ComponentFacts[] => components.filter((component) => digitalState(component, copies) === "lacking");

/** What the national payload says of a paper (TaiLieuNop, DSKetNoiCSDL): three flags, its file, and what stands in its place. */
export interface DigitalFlags {
  readonly digitised: boolean;
  readonly reused: boolean;
  readonly fromNationalStore: boolean;
  readonly replacedBy?: string | undefined;
  readonly register?: string | undefined;
  /** The last copy with a file. */
  readonly file?: { readonly id: number; readonly name: string } | undefined;
}

/** What is reported of one component: its copies that were not rejected, taken together. */
export function digitalFlags(code: string, copies: readonly CopyFacts[]): DigitalFlags {
  const own = copies.filter((copy) => copy.componentCode === code && copy.review !== "rejected");
  const ways = own.map(({ way }) => way);
  const { id, fileName } = own.findLast((copy) => (copy.fileName ?? "") !== "") ?? {};
  return {
    digitised: ways.includes("scanned") || ways.includes("uploaded"),
    reused: ways.includes("reused"),
    fromNationalStore: ways.includes("from_database"),
    replacedBy: own.findLast(({ resultCode }) => (resultCode ?? "") !== "")?.resultCode ?? undefined,
    register: own.findLast(({ way }) => way === "from_database")?.source ?? undefined,
    file: id === undefined ? undefined : { id, name: fileName ?? "" },
  };
}
