import type { Token } from "markdown-it";
import { h, type VNode } from "preact";
import type { Locale } from "#platform/i18n/messages.ts";
import { imageIdOf } from "./article.rules.ts";
import type { ReadText } from "./read-markdown.ts";
import type { SiteImage } from "./site.ts";
import { text } from "./texts.ts";

type Shown = VNode | string;

const levelOf = (tag: string): number | undefined => (/^h[1-6]$/.test(tag) ? Number(tag.slice(1)) : undefined);

/** The largest headings of the text stand right below the one of the page, with whatever its writer began. */
function headingTag(tag: string, largest: number): string {
  const level = levelOf(tag);
  return level === undefined ? tag : `h${Math.min(6, level - largest + 2)}`;
}

const TAGS = new Set("p h2 h3 h4 h5 h6 ul ol li blockquote strong em s a code pre hr br table thead tbody tr th td".split(" "));

interface Surroundings {
  readonly locale: Locale;
  readonly images: ReadonlyMap<number, SiteImage>;
  readonly hrefOf: (image: SiteImage) => string;
}

interface Reading extends Surroundings {
  readonly largest: number;
}

function attribute(token: Token, name: string): string | undefined {
  const value = token.attrGet(name);
  return value === null ? undefined : String(value);
}

/** An image of this site, by its number; anything else is left out, its text stays. */
function picture(token: Token, { images, hrefOf }: Surroundings): Shown {
  const image = images.get(imageIdOf(attribute(token, "src") ?? "") ?? 0);
  if (image === undefined) return token.content;
  const alt = token.content === "" ? image.alt : token.content;
  return <img src={hrefOf(image)} alt={alt} width={image.width} height={image.height} loading="lazy" />;
}

function leaf(token: Token, around: Reading): readonly Shown[] {
  switch (token.type) {
    case "inline":
      return elements(token.children ?? [], around);
    case "image":
      return [picture(token, around)];
    case "softbreak":
      return ["\n"];
    case "fence":
    case "code_block":
      return [
        <pre key={0}>
          <code>{token.content}</code>
        </pre>,
      ];
    default:
      return [TAGS.has(token.tag) && token.content === "" ? h(token.tag, {}) : textOf(token)];
  }
}

const textOf = (token: Token): Shown => (token.type === "code_inline" ? <code>{token.content}</code> : token.content);

/** Where a link leads and where a list begins; nothing else that a writer could say becomes an attribute. */
function attributesOf(token: Token): Record<string, string> {
  const [href, start] = [attribute(token, "href"), attribute(token, "start")];
  const foreign = href !== undefined && /^https?:/i.test(href);
  return {
    ...(href === undefined ? {} : { href }),
    ...(start === undefined ? {} : { start }),
    ...(foreign ? { rel: "noopener" } : {}),
  };
}

function elements(tokens: readonly Token[], around: Reading): readonly Shown[] {
  const open: { readonly token: Token; readonly children: Shown[] }[] = [];
  const top: Shown[] = [];
  const place = (): Shown[] => open.at(-1)?.children ?? top;
  for (const token of tokens) {
    if (token.nesting === 1) open.push({ token, children: [] });
    else if (token.nesting === 0) place().push(...leaf(token, around));
    else {
      const closed = open.pop();
      if (closed !== undefined) place().push(...wrap(closed.token, closed.children, around));
    }
  }
  return top;
}

function wrap(token: Token, children: readonly Shown[], { locale, largest }: Reading): readonly Shown[] {
  const tag = headingTag(token.tag, largest);
  if (token.hidden || !TAGS.has(tag)) return children;
  // An image is shown, not linked to: as an address its number would lead nowhere.
  if (tag === "a" && imageIdOf(attribute(token, "href") ?? "") !== undefined) return children;
  const element = h(tag, attributesOf(token), ...children);
  if (tag !== "table") return [element];
  return [
    <div key={0} class="table-scroll" role="region" aria-label={text(locale, "table")} tabIndex={0}>
      {element}
    </div>,
  ];
}

export interface ArticleBodyProps extends Surroundings {
  readonly content: ReadText;
}

/**
 * Markdown as elements of the page. No text of a writer is ever taken for markup: what the reader does not know as one of a
 * few elements stays text.
 */
export function ArticleBody({ content, ...around }: ArticleBodyProps) {
  const largest = Math.min(...content.map(({ tag }) => levelOf(tag) ?? 6));
  return <div class="prose">{elements(content, { ...around, largest })}</div>;
}
