import { assetHref, Ui } from "./context.ts";
import { ErrorSummary } from "./error-summary.tsx";
import { Breadcrumbs } from "./breadcrumbs.tsx";
import { Notice } from "./notice.tsx";
import type { Children, Crumb, FieldError, Flash, Locale, RefusedForm } from "./types.ts";
import { word } from "./words.ts";

/** What every layout takes. */
export type PageProps = {
  locale: Locale;
  /** For the window's title; the heading on the page is PageHeader's. */
  title: string;
  children: Children;
  unitName?: string | undefined;
  errors?: readonly FieldError[] | undefined;
  /** The form that the errors are about; of several on a page, it alone shows them. */
  refused?: RefusedForm | undefined;
  flash?: Flash | undefined;
  assetBase?: string | undefined;
  assetVersion?: string | undefined;
  /** What a search engine and a feed reader are told. */
  links?: PageLinks | undefined;
};

export type PageLinks = { feedHref: string; canonicalHref: string; description?: string | undefined };

type DocumentProps = PageProps & {
  kind: "app" | "portal" | "gate" | "paper" | "board" | "kiosk";
  scripts: readonly string[];
  /** Without scripts the page renews itself after so many seconds, or goes to `idleHref`. */
  refreshSeconds?: number | undefined;
  /** The language of the page where it is neither of the product's. */
  lang?: string | undefined;
  /** Where a screen goes that is left alone. */
  idleHref?: string | undefined;
};

/** A kiosk looks at how somebody came to a page before it shows the page: what they went back to is not theirs. */
const BEFORE_PAINT: object = { blocking: "render" };

/** The `<html>` element: head, language, scripts, and the context that the pieces inside read. */
export function Document(props: DocumentProps) {
  const { locale } = props;
  const errors = props.errors ?? [];
  const { refused, assetBase = "/assets", assetVersion } = props;
  const ui = { locale, errors, refused, assetBase, assetVersion, isKiosk: props.kind === "kiosk" };
  const prefix = errors.length > 0 ? `${word(locale, "errorPrefix")}: ` : "";
  const owner = props.unitName === undefined ? "Motcua" : `${props.unitName} · Motcua`;
  return (
    <html lang={props.lang ?? locale}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${prefix}${props.title} · ${owner}`}</title>
        <meta name="theme-color" content="#a4161a" />
        <meta name="color-scheme" content="light" />
        <link rel="icon" href={assetHref(ui, "mark.svg")} type="image/svg+xml" />
        {props.kind === "portal" && <link rel="manifest" href="/manifest.webmanifest" />}
        {props.links?.description !== undefined && <meta name="description" content={props.links.description} />}
        {props.links && <link rel="canonical" href={props.links.canonicalHref} />}
        {props.links && <link rel="alternate" type="application/atom+xml" href={props.links.feedHref} />}
        <link rel="stylesheet" href={assetHref(ui, "motcua.css")} />
        {/^(board|kiosk|paper)$/.test(props.kind) && <link rel="stylesheet" href={assetHref(ui, "motcua-screens.css")} />}
        {props.refreshSeconds !== undefined && (
          <noscript>
            <meta
              http-equiv="refresh"
              content={`${props.refreshSeconds}${props.idleHref === undefined ? "" : `; url=${props.idleHref}`}`}
            />
          </noscript>
        )}
        {props.scripts.map((script) => (
          <script key={script} type="module" src={assetHref(ui, script)} {...(props.kind === "kiosk" ? BEFORE_PAINT : {})} />
        ))}
      </head>
      <body
        class={props.kind}
        data-idle={props.idleHref}
        data-idle-seconds={props.idleHref === undefined ? undefined : props.refreshSeconds}
        data-word-yes={word(locale, "confirm")}
        data-word-no={word(locale, "cancel")}
        data-word-confirm={word(locale, "confirmTitle")}
        data-word-keys={word(locale, "shortcuts")}
        data-word-none={word(locale, "noShortcuts")}
        data-word-close={word(locale, "close")}
        data-word-offline={word(locale, "offline")}
      >
        <Ui.Provider value={ui}>{props.children}</Ui.Provider>
      </body>
    </html>
  );
}

export function SkipLink({ locale }: { locale: Locale }) {
  return (
    <a class="skip" href="#main">
      {word(locale, "skip")}
    </a>
  );
}

type MainProps = Pick<PageProps, "errors" | "flash" | "children"> & {
  breadcrumbs?: readonly Crumb[] | undefined;
  class: string;
};

/** Path, message of the last action, refused fields, then the page. */
export function Main({ errors, flash, breadcrumbs, children, class: className }: MainProps) {
  return (
    <main class={className} id="main" tabindex={-1}>
      {breadcrumbs !== undefined && breadcrumbs.length > 0 && <Breadcrumbs items={breadcrumbs} />}
      {flash && (
        <Notice tone={flash.tone} role={flash.tone === "danger" ? "alert" : "status"}>
          {flash.text}
        </Notice>
      )}
      {errors && <ErrorSummary errors={errors} />}
      {children}
    </main>
  );
}
