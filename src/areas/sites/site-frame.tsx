import type { ShellPage } from "#platform/http/shell.ts";
import type { AnyContext } from "./access.ts";
import type { OpenedSite } from "./get-site.ts";
import { addressOf, phoneText } from "./site-links.ts";
import { LISTS, type PublicArticle } from "./site.ts";
import { text } from "./texts.ts";

const PARTS = [
  ["", "public.home"],
  [`/${LISTS.notice}`, "list.notice"],
  [`/${LISTS.news}`, "list.news"],
  [`/${LISTS.story}`, "list.story"],
  ["/lich-tiep-dan", "short.receptions"],
  ["/co-quan", "short.office"],
  ["/to-ho-tro", "public.team"],
  ["/so-lieu", "short.statistics"],
] as const;

/** The frame of a page of a site: the portal's look, with the name, ways and foot of the unit. */
export function frameOf(
  c: Pick<AnyContext, "locale" | "publicUrl" | "url">,
  { site, unitName }: OpenedSite,
  about: { readonly title: string; readonly description?: string; readonly pages: readonly PublicArticle[] },
): ShellPage {
  const home = `/trang/${site.slug}`;
  const path = c.url.split("?")[0] ?? home;
  // What is not of the site itself stays under the address of the installation: forms answer there alone.
  const portal = site.domain === null ? "" : c.publicUrl;
  const way = (href: string, label: string) => ({ href, label, current: path === href });
  return {
    title: about.title,
    site: {
      name: unitName,
      homeHref: home,
      nav: [
        ...PARTS.map(([part, key]) => way(`${home}${part}`, text(c.locale, key))),
        ...about.pages.map(({ id, title }) => way(`${home}/bai/${id}`, title)),
        way(`${portal}/niem-yet/${site.agencyId}`, text(c.locale, "public.procedures")),
        way(`${portal}/nop-ho-so`, text(c.locale, "public.file_online")),
      ],
      contact: (
        <>
          {site.address !== null && <div>{site.address}</div>}
          {site.phone !== null && (
            <div>
              <a href={`tel:${site.phone}`}>{phoneText(site.phone)}</a>
            </div>
          )}
          {site.email !== null && (
            <div>
              <a href={`mailto:${site.email}`}>{site.email}</a>
            </div>
          )}
        </>
      ),
      feedHref: `${home}/atom.xml`,
      canonicalHref: `${addressOf(site, c.publicUrl)}${path.slice(home.length)}`,
      ...(about.description === undefined || about.description === "" ? {} : { description: about.description }),
    },
  };
}
