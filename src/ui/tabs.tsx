import { useWords } from "./context.ts";
import { Icon } from "./icon.tsx";
import { Badge } from "./masthead.tsx";
import type { Tone } from "./types.ts";

export type TabItem = {
  href: string;
  label: string;
  current?: boolean | undefined;
  badge?: string | number | undefined;
  badgeTone?: Tone | undefined;
};

/** Links that look like tabs: each is a page of its own. */
export function Tabs({ label, items }: { label: string; items: readonly TabItem[] }) {
  return (
    <nav aria-label={label}>
      <ul class="tabs">
        {items.map((item) => (
          <li key={item.href}>
            <a href={item.href} aria-current={item.current ? "page" : undefined}>
              {item.label}
              {item.badge !== undefined && <Badge value={item.badge} tone={item.badgeTone} />}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

export type Step = {
  label: string;
  state: "done" | "current" | "todo";
  detail?: string | undefined;
  href?: string | undefined;
};

export function Steps({ label, items }: { label?: string | undefined; items: readonly Step[] }) {
  const { say } = useWords();
  return (
    <ol class="steps" aria-label={label ?? say("progress")}>
      {items.map((step) => (
        <li key={step.label} class={`step step-${step.state}`} aria-current={step.state === "current" ? "step" : undefined}>
          <b>
            {step.state === "done" && <Icon name="check" />}
            {step.href === undefined ? step.label : <a href={step.href}>{step.label}</a>}
            <span class="visually-hidden"> ({say(step.state)})</span>
          </b>
          {step.detail}
        </li>
      ))}
    </ol>
  );
}
