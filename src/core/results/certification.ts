/** The four books of Decree 23/2015 article 13: copies, signatures, translators' signatures, contracts and transactions. */
export const CERTIFICATION_BOOKS = ["BS", "CK,ĐC", "CKND", "HĐ,GD"] as const;
export type CertificationBook = (typeof CERTIFICATION_BOOKS)[number];

/** "01/2026-SCT/BS": the volume of a book as it is written on the certified paper. */
export const volumeName = (volume: number, year: number, book: CertificationBook): string =>
  `${String(volume).padStart(2, "0")}/${year}-SCT/${book}`;

/** What a requester's field says: a card's text, a number of identification, a telephone, or nothing that is known. */
export type RequesterKey =
  | { readonly by: "card"; readonly idNumber: string; readonly name: string; readonly address: string | undefined }
  | { readonly by: "id_number"; readonly idNumber: string }
  | { readonly by: "phone"; readonly digits: string }
  | { readonly by: "name"; readonly name: string };

/** The text of a citizen's card: number | old number | name | birth | sex | address | issued. */
export function readRequester(typed: string): RequesterKey {
  const parts = typed.split("|").map((part) => part.trim());
  const [first = "", , name = "", , , address] = parts;
  if (parts.length >= 6 && /^\d{12}$/.test(first) && name !== "")
    return { by: "card", idNumber: first, name, address: address === "" ? undefined : address };
  const digits = typed.replaceAll(/[\s.\-()]/g, "");
  if (/^\d{12}$/.test(digits)) return { by: "id_number", idNumber: digits };
  if (/^(\+?84|0)\d{9,10}$/.test(digits)) return { by: "phone", digits };
  return { by: "name", name: typed.trim() };
}
