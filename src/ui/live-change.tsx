import { assetHref, useUi } from "./context.ts";
import { Notice } from "./notice.tsx";

export type LiveChangeProps = {
  /** Address of the feed, such as "/ho-so/12/truc-tiep". */
  src: string;
  /** The feed's picture as this page shows it. */
  known: string;
  /** This page itself. */
  href: string;
  text: string;
  reload: string;
};

/** Says that the page is out of date as soon as it is, where scripts run; nothing otherwise. */
export function LiveChange({ src, known, href, text, reload }: LiveChangeProps) {
  const ui = useUi();
  return (
    <div role="status">
      <div hidden data-live={src} data-live-known={known}>
        <Notice tone="info">
          {text} <a href={href}>{reload}</a>
        </Notice>
      </div>
      <script type="module" src={assetHref(ui, "motcua-changed.js")} />
      <script type="module" src={assetHref(ui, "motcua-live.js")} />
    </div>
  );
}
