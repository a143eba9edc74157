import { Icon, type IconName } from "./icon.tsx";
import type { Children, Tone } from "./types.ts";

export type TagProps = { children: Children; tone?: Tone | undefined; icon?: IconName | undefined };

/** A state in a word; the colour only supports it. */
export function Tag({ children, tone = "neutral", icon }: TagProps) {
  return (
    <span class={`tag tone-${tone}`}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  );
}
