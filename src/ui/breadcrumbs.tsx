import { useWords } from "./context.ts";
import type { Crumb } from "./types.ts";

export function Breadcrumbs({ items }: { items: readonly Crumb[] }) {
  const { say } = useWords();
  return (
    <nav aria-label={say("crumbs")}>
      <ol class="crumbs">
        {items.map((item) => (
          <li key={`${item.href ?? ""} ${item.label}`}>
            {item.href === undefined ? <span aria-current="page">{item.label}</span> : <a href={item.href}>{item.label}</a>}
          </li>
        ))}
      </ol>
    </nav>
  );
}
