import type { ComponentChildren, VNode } from "preact";
import type { ShellPage } from "#platform/http/shell.ts";
import type { AnyContext } from "#queue";
import type { KioskGuide } from "./guides.ts";
import { KioskScreen } from "./kiosk.page.tsx";

/** Reading and filling in take longer than taking a number. */
const IDLE_SECONDS = 120;

const guideOf = (path: string): KioskGuide =>
  path.startsWith("/thu-tuc") ? "procedures" : path.startsWith("/t/") || path.startsWith("/tra-cuu") ? "track" : "file";

/** A public page in a kiosk's frame: no menu, no way out, wiped when left alone. */
export const kioskFrame = (c: AnyContext, kiosk: string, page: ShellPage, content: ComponentChildren): VNode => (
  <KioskScreen
    locale={c.locale}
    address={kiosk}
    title={page.title}
    errors={page.errors ?? []}
    refused={c.refused}
    flash={c.flash}
    idleSeconds={IDLE_SECONDS}
    spoken={guideOf(c.url)}
  >
    {content}
  </KioskScreen>
);
