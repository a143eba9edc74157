/**
 * Results and books: result documents with their life, numbers and signatures; the register and the public check; certification
 * books (Decree 23/2015) and the stock of blank forms.
 */
import type { Route } from "#platform/http/route.ts";
import type { NavEntry } from "#platform/http/shell.ts";
import { blankPages } from "./blank.web.tsx";
import { CLERKS } from "./certification.ts";
import { bookPages } from "./books.web.tsx";
import { certifyPages } from "./certify.web.tsx";
import { checkPages } from "./check.web.tsx";
import { RESULT_READERS } from "./result.ts";
import { resultPath } from "./result-paths.ts";
import { resultPages } from "./results.web.tsx";
import { signPage } from "./sign.web.ts";
import { text } from "./texts.ts";

export type { Official } from "./acting-in.ts";
export { actOnResult } from "./act-on-result.ts";
export type { CertifyInput } from "./certification.ts";
export { certify } from "./certify.ts";
export { draftResult } from "./draft-result.ts";
export { dossierExtension } from "./extension.tsx";
export { findResultsBySecret, type IssuedResult } from "./register.store.ts";
export { receiveBlanks, writeOffBlanks } from "./keep-blanks.ts";
export { type IssuedOfDossier, listIssued } from "./result.store.ts";
export { resultPath } from "./result-paths.ts";

export const routes: readonly Route[] = [...resultPages, signPage, ...checkPages, ...certifyPages, ...bookPages, ...blankPages];

export const navigation: readonly NavEntry[] = [
  {
    href: resultPath.copies,
    label: (l) => text(l, "certify"),
    group: (l) => text(l, "nav.group"),
    roles: CLERKS,
    key: "g c",
    order: 18,
  },
  {
    href: resultPath.books,
    label: (l) => text(l, "books"),
    group: (l) => text(l, "nav.group"),
    roles: RESULT_READERS,
    order: 19,
  },
  {
    href: resultPath.register,
    label: (l) => text(l, "register"),
    group: (l) => text(l, "nav.group"),
    roles: RESULT_READERS,
    order: 20,
  },
  {
    href: resultPath.blanks,
    label: (l) => text(l, "blanks"),
    group: (l) => text(l, "nav.group"),
    roles: RESULT_READERS,
    order: 21,
  },
];
