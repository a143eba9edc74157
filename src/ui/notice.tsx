import { useWords } from "./context.ts";
import { Icon, type IconName } from "./icon.tsx";
import type { Children, Tone } from "./types.ts";

const icons: Record<Tone, IconName> = {
  neutral: "info",
  info: "info",
  success: "check",
  warning: "warning",
  danger: "warning",
};

export type NoticeProps = {
  tone?: Tone | undefined;
  title?: string | undefined;
  children: Children;
  /** "status" or "alert" for what has just happened; none for standing text. */
  role?: "status" | "alert" | undefined;
};

export function Notice({ tone = "info", title, children, role }: NoticeProps) {
  const { say } = useWords();
  return (
    <div class={`notice tone-${tone}`} role={role}>
      <Icon name={icons[tone]} />
      <div class="notice-body">
        {title === undefined ? <span class="visually-hidden">{say(`notice.${tone}`)}: </span> : <strong>{title}</strong>}
        <div>{children}</div>
      </div>
    </div>
  );
}

export type EmptyStateProps = {
  title: string;
  children?: Children;
  action?: Children;
  icon?: IconName | undefined;
};

export function EmptyState({ title, children, action, icon = "inbox" }: EmptyStateProps) {
  return (
    <div class="empty">
      <Icon name={icon} />
      <strong>{title}</strong>
      {children !== undefined && <div>{children}</div>}
      {action}
    </div>
  );
}

export type DetailsProps = { summary: string; children: Children; open?: boolean | undefined };

export function Details({ summary, children, open }: DetailsProps) {
  return (
    <details class="fold" open={open}>
      <summary>
        {summary}
        <Icon name="chevron" />
      </summary>
      <div class="fold-body">{children}</div>
    </details>
  );
}

export type DrawerProps = {
  /** The address with `#id` opens it, without a script: browsers open what holds the target. */
  id: string;
  title: string;
  /** What stands in it, in a few words, for who does not open it. */
  brief?: string | undefined;
  children: Children;
  open?: boolean | undefined;
};

/** A section of a long page, folded to its heading; on paper every one is open. */
export function Drawer({ id, title, brief, children, open }: DrawerProps) {
  return (
    <details class="drawer" open={open}>
      <summary>
        <h2 class="card-title mark-text">
          {title} {brief !== undefined && <span class="need">{brief}</span>}
        </h2>
        <Icon name="chevron" />
      </summary>
      <div class="stack" id={id}>
        {children}
      </div>
    </details>
  );
}
