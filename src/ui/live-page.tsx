import { assetHref, useUi, useWords } from "./context.ts";
import type { Children } from "./types.ts";

export type LivePageProps = {
  /** Address of the feed, such as "/hang-doi/12/truc-tiep". */
  src: string;
  children: Children;
};

export type LivePictureProps = LivePageProps & {
  /** The state in which the page is loaded; its feed says the later ones. */
  state: string;
};

/** A page whose marked texts and rows are those of its feed (motcua-fill.js); without scripts as it was loaded. */
export function LivePicture({ src, state, children }: LivePictureProps) {
  const ui = useUi();
  const { say } = useWords();
  return (
    <div class="stack stack-l" data-live={src} data-stale={say("live.stale")} data-state={state}>
      <link rel="stylesheet" href={assetHref(ui, "motcua-screens.css")} />
      <script type="module" src={assetHref(ui, "motcua-fill.js")} />
      <script type="module" src={assetHref(ui, "motcua-live.js")} />
      {children}
    </div>
  );
}

/** There in some states of a live picture alone. */
export function While({ states, now, children }: { states: readonly string[]; now: string; children: Children }) {
  return (
    <div class="stack" data-while={states.join(" ")} hidden={!states.includes(now)}>
      {children}
    </div>
  );
}

/** A page that is loaded anew whenever its feed changes, unless somebody is typing on it; as it was loaded without scripts. */
export function LivePage({ src, children }: LivePageProps) {
  const ui = useUi();
  const { say } = useWords();
  return (
    <div class="stack stack-l" data-live={src} data-stale={say("live.stale")} data-live-reload="">
      <link rel="stylesheet" href={assetHref(ui, "motcua-screens.css")} />
      <script type="module" src={assetHref(ui, "motcua-renew.js")} />
      <script type="module" src={assetHref(ui, "motcua-live.js")} />
      {children}
    </div>
  );
}
