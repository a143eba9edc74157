import { Button } from "./button.tsx";
import { assetHref, useUi, useWords } from "./context.ts";

/**
 * Reads a part of the page aloud with the browser's own voice. The button shows only where the browser has a voice for the
 * page's language; what is read stands in the page, so nobody misses anything without it.
 */
export function ReadAloud({ of }: { of: string }) {
  const ui = useUi();
  const { say } = useWords();
  return (
    <>
      <span hidden data-read-aloud={of} data-stop={say("stopReading")}>
        <Button type="button" variant="secondary">
          {say("readAloud")}
        </Button>
      </span>
      <script type="module" src={assetHref(ui, "motcua-read-aloud.js")} />
    </>
  );
}
