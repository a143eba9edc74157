import type { ComponentChildren } from "preact";

export type Locale = "vi" | "en";
export type Tone = "neutral" | "info" | "success" | "warning" | "danger";
export type Children = ComponentChildren;

/** A refused field and what to do about it; `field: ""` concerns the whole form. */
export type FieldError = { readonly field: string; readonly message: string };

/** A form that was sent and refused: where it was sent, and what was typed into it. */
export type RefusedForm = {
  readonly action: string;
  readonly typed: Readonly<Record<string, string | string[] | undefined>>;
};

export type Link = { readonly href: string; readonly label: string };

/** A step of the path to this page; the last one, without `href`, is the page itself. */
export type Crumb = { readonly label: string; readonly href?: string | undefined };

export type Flash = { readonly tone: Tone; readonly text: string };
