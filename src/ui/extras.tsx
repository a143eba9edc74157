import { ActionBar } from "./form.tsx";
import { Notice } from "./notice.tsx";
import { PageHeader } from "./page.tsx";
import type { Children } from "./types.ts";

export type QrImageProps = {
  /** Same-origin address of the picture. */
  src: string;
  alt: string;
  caption?: Children;
  size?: "s" | "m" | "l" | undefined;
};

export function QrImage({ src, alt, caption, size = "m" }: QrImageProps) {
  return (
    <figure class={`qr qr-${size}`}>
      <img src={src} alt={alt} width="160" height="160" />
      {caption !== undefined && <figcaption>{caption}</figcaption>}
    </figure>
  );
}

export type PageImageProps = { src: string; alt: string };

/** A page of a document as pixels, as wide as its column; a link to itself for a closer look. */
export function PageImage({ src, alt }: PageImageProps) {
  return (
    <a class="page-image" href={src}>
      <img src={src} alt={alt} />
    </a>
  );
}

export type KeyHint = { keys: string; label: string };

/** What each key does. Several keys in turn are separated by spaces. */
export function KeyHints({ hints }: { hints: readonly KeyHint[] }) {
  return (
    <dl class="keys">
      {hints.map((hint) => (
        <>
          <dt>
            {hint.keys.split(" ").map((key, index) => (
              <>
                {index > 0 && " "}
                <kbd>{key}</kbd>
              </>
            ))}
          </dt>
          <dd>{hint.label}</dd>
        </>
      ))}
    </dl>
  );
}

/** A hash or an id without a space: it may break every eight characters, or it would push a phone's page aside. */
export function LongCode({ value }: { value: string }) {
  const parts = value.match(/.{1,8}/g) ?? [];
  return <code class="small">{parts.flatMap((part, index) => (index === 0 ? [part] : [<wbr key={index} />, part]))}</code>;
}

export type ShownOnceProps = { title: string; kicker?: string | undefined; lead: string; secret: string; children: Children };

/** What the answer to a form shows and nothing shows again: a key, a password. */
export function ShownOnce({ title, kicker, lead, secret, children }: ShownOnceProps) {
  return (
    <>
      <PageHeader title={title} kicker={kicker} />
      <Notice tone="warning">{lead}</Notice>
      <p class="code">{secret}</p>
      <ActionBar>{children}</ActionBar>
    </>
  );
}
