import type pg from "pg";
import type { z } from "zod";
import type { Role } from "#core/roles.ts";
import type { CommandCall, Json, UnitOfWork } from "../db/command.ts";
import type { Tx } from "../db/tx.ts";
import type { FileFolder } from "../files/file-folder.ts";
import type { FilesRule, Upload } from "../files/file-kind.ts";
import type { Locale } from "../i18n/messages.ts";
import type { FieldRefusal, Refusal } from "../refusal.ts";
import type { Actor } from "./actor.ts";
import type { KeyScope } from "./api-key.ts";
import type { Reply } from "./reply.ts";
import type { RefusedForm, Shell } from "./shell.ts";

/**
 * Who may call: a list of roles, anyone who is signed in, or the public. A citizen's account is signed in too, and
 * reaches what is its own (scope `own-account`), nothing that is open to staff.
 */
export type Access = readonly [Role, ...Role[]] | "signed-in" | "public";

/**
 * Which rows the route reaches. `agency-rows`: those that row-level security shows the actor. `own-account`: the
 * actor's own account. `reference`: catalogue and organisation data, no personal rows. `secret`: one dossier, opened by
 * the secret on its receipt. `stage-only`: a code and its stage. `device`: what one board or kiosk may show,
 * opened by the token in its address. `installation`: settings, accounts, health.
 */
export type ScopeRule = "agency-rows" | "own-account" | "reference" | "secret" | "stage-only" | "device" | "installation";

export type RateClass = "page" | "write" | "sign-in" | "look-up" | "export" | "api";

export interface RequestContext<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly locale: Locale;
  readonly actor: Actor | undefined;
  readonly csrfToken: string;
  readonly correlationId: string;
  /** The start page of the kiosk that this browser is, with nobody of the staff signed in; undefined elsewhere. */
  readonly kiosk: string | undefined;
  /** Whether the second language of the hall was chosen at the kiosk that this browser is. */
  readonly secondLanguage: boolean;
  /** Path and query of this request, for links back to it. */
  readonly url: string;
  readonly now: Date;
  /** A message left by the action before this page, shown once. */
  readonly flash: string | undefined;
  /** Whether the client speaks over TLS (behind a trusted proxy or directly). */
  readonly secure: boolean;
  readonly clientAddress: string;
  /** The form that was sent and refused, while its page is made again. */
  readonly refused: RefusedForm | undefined;
  /** The client in whose name look-ups, codes and connections are counted: its address, or its network (`clientOf`). */
  readonly client: string;
  /** The host name under which the client came, without its port. */
  readonly host: string;
  /** What the client says it is, for the list of a person's own sessions. */
  readonly userAgent: string | undefined;
  readonly pool: pg.Pool;
  /** Where files lie; the row that names a hash decides who may read it. */
  readonly files: FileFolder;
  /** What came with the form: taken, judged by its content and safe on the disk (`rememberFiles` keeps it). */
  readonly uploads: readonly Upload[];
  /** The base address under which people reach this installation, for links in QR codes. */
  readonly publicUrl: string;
  /** What the key of a program opens, beside what its account may; undefined for a person. */
  readonly keyScopes: readonly string[] | undefined;
  /** Reads under the actor's row scope. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Runs a command under the actor's row scope with the request's idempotency key. */
  execute<T extends Json>(
    name: string,
    input: Json,
    work: (tx: Tx, unit: UnitOfWork) => Promise<T>,
    about?: Partial<Pick<CommandCall, "agencyId" | "scope">>,
  ): Promise<T>;
  setCookie(name: "session" | "visit" | "locale" | "kiosk" | "second", value: string | null, maxAgeSeconds?: number): void;
  readonly sessionToken: string | undefined;
  /** Of a browser that began something before signing in; set by whoever began it. */
  readonly visitToken: string | undefined;
  /** Puts content into the staff's page frame: navigation by role, user menu, flash. */
  readonly shell: Shell;
  /** Puts content into the public page frame. */
  readonly portal: Shell;
}

export interface RouteSpec<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: `/${string}`;
  readonly roles: Access;
  readonly scope: ScopeRule;
  /** The name under which reads, writes and denials of this route stand in the audit trail. */
  readonly auditName: string;
  readonly rate: RateClass;
  readonly schema: { readonly params: P; readonly query: Q; readonly body: B; readonly response?: z.ZodType };
  /** One sentence for the API documentation; required of every /api route. */
  readonly summary?: string;
  /** What a program's key needs to call it; without one no key opens it. The roles of the key's account count as well. */
  readonly keyScope?: KeyScope;
  /** The media type of an API answer that is not JSON. */
  readonly responseType?: string;
  /** Personal data is shown: every read is recorded with the route's audit name. */
  readonly recordsReads?: boolean;
  /** Open at a kiosk too, in its frame; what does not say so leads back to the kiosk's start. */
  readonly atKiosk?: true;
  /**
   * A public page that depends on its address, the language, the minute and tables counted by `reference_generation` alone:
   * it is made once for all who ask for it until one of those changes (kept-pages.ts).
   */
  readonly kept?: true;
  readonly handler: (c: RequestContext<z.output<P>, z.output<Q>, z.output<B>>) => Promise<Reply> | Reply;
  /** A longer body than the megabyte that routes take otherwise. */
  readonly maxBodyBytes?: number;
  /** The form may carry files (multipart); of these kinds, this long, so many. Without it a multipart body is refused. */
  readonly takesFiles?: FilesRule;
  /** A page that shows the form again with what was typed and what is wrong; without it a general page says so. */
  readonly onRefusal?: (
    c: RequestContext<z.output<P>, unknown, unknown>,
    refusal: Refusal,
    errors: readonly FieldRefusal[],
    typed: Readonly<Record<string, string | string[] | undefined>>,
  ) => Promise<Reply> | Reply;
}

/** A route with its types forgotten, as the server keeps it. */
export type Route = RouteSpec<z.ZodType, z.ZodType, z.ZodType>;

/** Declares a route; the server refuses to start where anything it needs is missing (see check-routes.ts). */
export const route = <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(spec: RouteSpec<P, Q, B>): Route =>
  spec as unknown as Route;

export const isApi = (spec: Pick<Route, "path">): boolean => spec.path.startsWith("/api/");
/** At a kiosk: its own pages, what belongs to the citizen who signed in there, and what says so. */
export const isOpenAtKiosk = (spec: Pick<Route, "path" | "scope" | "roles" | "atKiosk">): boolean =>
  spec.atKiosk === true ||
  spec.scope === "device" ||
  isApi(spec) ||
  (typeof spec.roles !== "string" && spec.roles.every((role) => role === "citizen"));

export const isWrite = (spec: Pick<Route, "method">): boolean => spec.method !== "GET";
