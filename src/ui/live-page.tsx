import { assetHref, useUi } from "./context.ts";
import type { Children } from "./types.ts";

export type LivePageProps = {
  /** Address of the feed, such as "/hang-doi/12/truc-tiep". */
  src: string;
  children: Children;
};

/** A page that is loaded anew whenever its feed changes, unless somebody is typing on it; as it was loaded without scripts. */
export function LivePage({ src, children }: LivePageProps) {
  const ui = useUi();
  return (
    <div class="stack stack-l" data-live={src} data-live-reload="">
      <link rel="stylesheet" href={assetHref(ui, "motcua-screens.css")} />
      <script type="module" src={assetHref(ui, "motcua-renew.js")} />
      <script type="module" src={assetHref(ui, "motcua-live.js")} />
      {children}
    </div>
  );
}
