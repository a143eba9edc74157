import { Document, Main, type PageProps } from "./document.tsx";

export type ScreenLayoutProps = PageProps & {
  /** Without scripts the page renews itself after so many seconds. */
  refreshSeconds: number;
};

/** A screen that hangs in a hall: the whole window, no navigation, readable from afar. Everything moves a little each minute. */
export function BoardLayout(props: ScreenLayoutProps & { unmuteLabel?: string | undefined }) {
  return (
    <Document {...props} kind="board" scripts={["motcua-board.js", "motcua-live.js"]}>
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

/** A screen that people touch: large targets within reach, no way out, and back to its start when left alone. */
export function KioskLayout(props: ScreenLayoutProps & { homeHref: string }) {
  return (
    <Document {...props} kind="kiosk" scripts={["motcua-submit-once.js", "motcua-kiosk.js"]} idleHref={props.homeHref}>
      <Main class="kiosk-main" errors={props.errors}>
        {props.children}
      </Main>
    </Document>
  );
}
