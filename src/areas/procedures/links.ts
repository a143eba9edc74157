/** Some official names run over a thousand letters; lists and headings show their beginning. */
export const shorten = (name: string, most = 200): string =>
  name.length <= most ? name : `${name.slice(0, most).replace(/\s\S*$/u, "")}…`;

export function linkTo(path: string, query: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  const search = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return search === "" ? path : `${path}?${search}`;
}
