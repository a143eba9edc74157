import { Icon, type IconName } from "./icon.tsx";
import type { Children } from "./types.ts";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";

type Look = {
  children: Children;
  variant?: ButtonVariant | undefined;
  icon?: IconName | undefined;
  size?: "m" | "s" | undefined;
  /** The keys that press it when scripts run, such as "n" or "g d". */
  shortcut?: string | undefined;
};

export type ButtonProps = Look & {
  type?: "submit" | "button" | "reset" | undefined;
  name?: string | undefined;
  value?: string | undefined;
  formAction?: string | undefined;
  form?: string | undefined;
  disabled?: boolean | undefined;
  /** A question put before the form goes, when scripts run. */
  confirm?: string | undefined;
};

export type LinkButtonProps = Look & {
  href: string;
  download?: boolean | undefined;
  /** The link leads to a PDF that is printed at once, without leaving the page, when scripts run. */
  print?: boolean | undefined;
};

function buttonClass(variant: ButtonVariant, size: "m" | "s"): string {
  return `btn${variant === "primary" ? "" : ` btn-${variant}`}${size === "s" ? " btn-s" : ""}`;
}

export function Button(props: ButtonProps) {
  return (
    <button
      class={buttonClass(props.variant ?? "primary", props.size ?? "m")}
      type={props.type ?? "submit"}
      name={props.name}
      value={props.value}
      formaction={props.formAction}
      form={props.form}
      disabled={props.disabled}
      data-confirm={props.confirm}
      data-key={props.shortcut}
    >
      {props.icon && <Icon name={props.icon} />}
      {props.children}
    </button>
  );
}

export function LinkButton(props: LinkButtonProps) {
  const icon = props.icon ?? (props.print ? "print" : undefined);
  return (
    <a
      class={buttonClass(props.variant ?? "secondary", props.size ?? "m")}
      href={props.href}
      download={props.download}
      data-key={props.shortcut}
      data-print={props.print ? "pdf" : undefined}
    >
      {icon && <Icon name={icon} />}
      {props.children}
    </a>
  );
}
