/**
 * A path of this product to go on to; anything that would lead elsewhere becomes the home page. After signing in, the
 * sign-in page itself is no place to go on to either.
 */
export function ownPath(next: string | undefined, after: "sign-in" | "language" = "sign-in"): string {
  if (next === undefined || !/^\/(?![/\\])/.test(next) || /[\\\s]/.test(next)) return "/";
  const base = "http://here.invalid";
  if (!URL.canParse(next, base)) return "/";
  const url = new URL(next, base);
  if (url.origin !== base || url.pathname.startsWith("//")) return "/";
  return after === "sign-in" && url.pathname === "/dang-nhap" ? "/" : `${url.pathname}${url.search}`;
}
