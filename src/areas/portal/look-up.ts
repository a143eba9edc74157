import type { LegalState } from "#core/workflow/dossier-state.ts";
import { listNamesOn } from "#organisation";
import { findResultsBySecret, type IssuedResult } from "#results";
import type { Tx } from "#platform/db/tx.ts";
import { findGuessed, type Visitor } from "#platform/guesses/find-guessed.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { findPhoneOf, listByPhone } from "./phone-pass.store.ts";
import {
  findSecretByNumber,
  findStage,
  findTracked,
  listTrackedEvents,
  listTrackedSteps,
  secretHash,
  type TrackedDossier,
  type TrackedEvent,
} from "./portal.store.ts";
import { typedCode } from "./stages.ts";

/** Code and state of the dossier that carries this code, as typed by anyone; undefined where there is none. */
export function findByCode(
  visitor: Visitor,
  code: string,
): Promise<{ readonly code: string; readonly state: LegalState } | undefined> {
  return findGuessed(visitor, (tx) => findStage(tx, codesOf(code)));
}

const codesOf = (typed: string): readonly string[] => [...new Set([typedCode(typed), typed.replace(/\s+/g, "")])];

/** The secret behind a code and the ten digits beside it, as typed by whoever cannot scan; undefined where they do not belong together. */
export function findSecret(visitor: Visitor, code: string, number: string): Promise<string | undefined> {
  return findGuessed(visitor, (tx) => findSecretByNumber(tx, codesOf(code), number.replace(/[\s.-]+/g, "")));
}

export interface Tracking {
  readonly dossier: TrackedDossier;
  readonly events: readonly TrackedEvent[];
  /** What the procedure's process says of each step; empty where it runs by none. */
  readonly steps: readonly { readonly seq: number; readonly vi: string; readonly en: string }[];
  /** Names of the units on the day of receipt. */
  readonly unitNames: ReadonlyMap<number, string>;
  /** Result documents that were issued on it, for download. */
  readonly results: readonly IssuedResult[];
}

/** What the secret on a receipt opens; undefined where it opens nothing. */
export function findBySecret(visitor: Visitor, secret: string): Promise<Tracking | undefined> {
  if (!/^[A-Za-z0-9_-]{20,100}$/.test(secret)) return findGuessed(visitor, async () => undefined);
  return findGuessed(visitor, async (tx) => {
    const [tracking, results] = await Promise.all([readTracking(tx, secretHash(secret)), findResultsBySecret(tx, secret)]);
    return tracking === undefined ? undefined : { ...tracking, results };
  });
}

async function readTracking(tx: Tx, hash: Buffer): Promise<Tracking | undefined> {
  const [dossier, events, steps] = await Promise.all([
    findTracked(tx, hash),
    listTrackedEvents(tx, hash),
    listTrackedSteps(tx, hash),
  ]);
  if (dossier === undefined) return undefined;
  const ids = [dossier.agencyId, dossier.unitId, dossier.holderUnitId, ...events.map((event) => event.actorUnitId)];
  const known = [...new Set(ids.filter((id) => id !== null))];
  const unitNames = await listNamesOn(tx, known, localDay(dossier.receivedAt, dossier.timeZone));
  return { dossier, events, steps, unitNames, results: [] };
}

/** The dossiers that a pass by telephone follows, the newest first; undefined where the pass is over. */
export async function findByPass(visitor: Visitor, token: string): Promise<readonly TrackedDossier[] | undefined> {
  return findGuessed(visitor, async (tx) => {
    const phone = await findPhoneOf(tx, token, visitor.now);
    if (phone === undefined) return undefined;
    const followed = await listByPhone(tx, phone, visitor.now);
    const dossiers = await Promise.all(followed.map((each) => findTracked(tx, each.secretHash)));
    return dossiers.filter((dossier) => dossier !== undefined);
  });
}

/** One of them with its history; without its results, which are for the holder of the receipt. */
export async function findOneByPass(visitor: Visitor, token: string, code: string): Promise<Tracking | undefined> {
  return findGuessed(visitor, async (tx) => {
    const phone = await findPhoneOf(tx, token, visitor.now);
    const followed = phone === undefined ? [] : await listByPhone(tx, phone, visitor.now);
    const one = followed.find((each) => each.code === code);
    return one === undefined ? undefined : readTracking(tx, one.secretHash);
  });
}
