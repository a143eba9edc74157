import { Document, Main, type PageProps } from "./document.tsx";
import { useUi } from "./context.ts";
import { FORM_KEY_FIELD } from "./form.tsx";
import type { Children } from "./types.ts";
import { word } from "./words.ts";

export type ScreenLayoutProps = PageProps & {
  /** Without scripts the page renews itself after so many seconds. */
  refreshSeconds: number;
};

/** A screen that hangs in a hall: the whole window, no navigation, readable from afar. Everything moves a little each minute. */
export function BoardLayout(props: ScreenLayoutProps & { unmuteLabel?: string | undefined }) {
  return (
    <Document {...props} kind="board" scripts={["motcua-fill.js", "motcua-board.js", "motcua-renew.js", "motcua-live.js"]}>
      <Main class="board-main">
        {props.children}
        {props.unmuteLabel !== undefined && (
          <button class="btn" type="button" data-unmute="">
            {props.unmuteLabel}
          </button>
        )}
      </Main>
    </Document>
  );
}

export type KioskLayoutProps = ScreenLayoutProps & {
  homeHref: string;
  /** Beside the button that ends a visit, such as the languages. */
  foot?: Children | undefined;
  /** Guards the form that ends a visit. */
  formKey: string;
  /** The language of the page where it is neither of the product's. */
  lang?: string | undefined;
  /** What the page says to whoever does not read: by the browser's own voice where it has one for the language, else as a sound. */
  spoken?: { readonly text: string; readonly src: string } | undefined;
};

/** A screen that people touch: large targets within reach, no way out, and wiped and back to its start when left alone. */
export function KioskLayout(props: KioskLayoutProps) {
  const { locale, homeHref } = props;
  return (
    <Document
      {...props}
      kind="kiosk"
      scripts={["motcua-kiosk.js", "motcua-submit-once.js", "motcua-kiosk-help.js"]}
      idleHref={homeHref}
    >
      <Main class="kiosk-main" errors={props.errors} flash={props.flash}>
        {props.children}
        <div class="kiosk-foot">
          {props.foot}
          <form action={`${homeHref}/ket-thuc`} method="post" data-wipe="">
            <input type="hidden" name={FORM_KEY_FIELD} value={props.formKey} />
            <button class="btn btn-secondary" type="submit">
              {word(locale, "kiosk.end")}
            </button>
          </form>
          {props.spoken !== undefined && (
            <button
              class="btn btn-secondary"
              type="button"
              hidden
              data-speak={props.spoken.text}
              data-speak-sound={props.spoken.src}
            >
              {word(locale, "kiosk.hear")}
            </button>
          )}
        </div>
      </Main>
      <dialog class="kiosk-still" data-still="" data-waits={word(locale, "kiosk.waits")}>
        <p>{word(locale, "kiosk.still")}</p>
      </dialog>
      <dialog class="kiosk-still" data-cut="">
        <p>{word(locale, "kiosk.cut")}</p>
      </dialog>
    </Document>
  );
}

/** What leads where no kiosk goes: a paper, a file, a page of the desk. */
export function NotAtKiosk({ children }: { children: Children }) {
  return useUi().isKiosk === true ? null : <>{children}</>;
}

/** A small screen that people touch at a counter: it shows one thing, follows it live, and has nothing to leave to. */
export function TabletLayout(props: ScreenLayoutProps) {
  return (
    <Document {...props} kind="kiosk" scripts={["motcua-submit-once.js", "motcua-renew.js", "motcua-live.js"]}>
      <Main class="kiosk-main" errors={props.errors}>
        {props.children}
      </Main>
    </Document>
  );
}
