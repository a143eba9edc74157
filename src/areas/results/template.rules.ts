/** The names that a template may use, each with what stands for it in a dossier. */
export const PLACEHOLDERS = [
  "chu_ho_so",
  "so_dinh_danh",
  "dia_chi",
  "thu_tuc",
  "noi_dung",
  "ma_ho_so",
  "ngay_nhan",
  "co_quan",
] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

const MARK = /\{\{\s*([a-z_]+)\s*\}\}/g;

/** Puts the dossier's facts into a template. What is not known stays as it stands, so that nobody signs a gap unseen. */
export const fillTemplate = (template: string, facts: Readonly<Partial<Record<Placeholder, string>>>): string =>
  template.replaceAll(MARK, (mark, name: string) => facts[name as Placeholder] ?? mark);

/** The placeholders that are still in a text. */
export const leftPlaceholders = (body: string): readonly string[] => [...body.matchAll(MARK)].map(([mark]) => mark);
