import { addDays, type PlainDate } from "#core/plain-date.ts";
import { findUnitOn, isAgencyKind } from "#organisation";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Upload } from "#platform/files/file-kind.ts";
import { rememberFiles } from "#platform/files/file.store.ts";
import { localDay } from "#platform/i18n/dates.ts";
import {
  cancelReception,
  findTaken,
  insertImage,
  insertReception,
  insertSite,
  listReceptions,
  saveContact,
  updateSite,
} from "./site.store.ts";
import type { ContactInput, Editor, ReceptionInput, SiteInput } from "./site.ts";
import { siteRefusal } from "./sites.errors.ts";

async function assertFree(tx: Tx, agencyId: number, input: SiteInput): Promise<void> {
  const taken = await findTaken(tx, agencyId, input);
  if (taken !== undefined) throw siteRefusal(`${taken}_taken`, { field: taken });
}

/** Opens the public site of an agency. */
export async function openSite(
  tx: Tx,
  unit: UnitOfWork,
  agencyId: number,
  input: SiteInput,
  now: Date,
): Promise<{ readonly slug: string }> {
  const agency = await findUnitOn(tx, agencyId, localDay(now));
  if (agency === undefined || !isAgencyKind(agency.kind)) throw siteRefusal("site_not_for_unit");
  await assertFree(tx, agencyId, input);
  if (!(await insertSite(tx, agencyId, input, now))) throw siteRefusal("site_exists");
  unit.subject(`site:${agencyId}`);
  unit.note({ slug: input.slug });
  unit.emit("site.opened", String(agencyId), { slug: input.slug });
  return { slug: input.slug };
}

/** Changes the address of a site and how its agency is reached; the old address leads to the new one. */
export async function changeSite(
  tx: Tx,
  unit: UnitOfWork,
  agencyId: number,
  input: SiteInput,
  now: Date,
): Promise<{ readonly slug: string }> {
  await assertFree(tx, agencyId, input);
  if (!(await updateSite(tx, agencyId, input, now))) throw siteRefusal("site_none");
  unit.subject(`site:${agencyId}`);
  unit.note({ slug: input.slug, domain: input.domain ?? null });
  return { slug: input.slug };
}

/** Adds an image that was encoded anew when it came, with the words for those who do not see it. */
export async function addImage(
  tx: Tx,
  unit: UnitOfWork,
  by: Editor,
  { alt, upload }: { readonly alt: string; readonly upload: Upload },
  now: Date,
): Promise<{ readonly imageId: number }> {
  const { sha256, kind, width, height } = upload;
  if ((kind !== "jpg" && kind !== "png") || width === null || height === null) throw new Error("not an image");
  await rememberFiles(tx, [upload], now);
  const imageId = await insertImage(tx, by.agencyId, { sha256, kind, width, height, alt, accountId: by.accountId }, now);
  unit.subject(`site_image:${imageId}`);
  return { imageId };
}

const WEEK = 7;

/** Enters when who receives citizens, on so many weeks; days that stand already are passed over. */
export async function addReceptions(
  tx: Tx,
  unit: UnitOfWork,
  agencyId: number,
  input: ReceptionInput,
  now: Date,
): Promise<{ readonly added: number }> {
  if (input.on < localDay(now)) throw siteRefusal("reception_past", { field: "on" });
  if (input.ends <= input.starts) throw siteRefusal("release_short", { field: "ends" });
  let added = 0;
  for (let week = 0; week < input.weeks; week += 1) {
    const on = addDays(input.on as PlainDate, week * WEEK);
    if (await insertReception(tx, agencyId, { ...input, on })) added += 1;
  }
  if (added === 0) throw siteRefusal("reception_taken", { field: "on" });
  unit.subject(`site:${agencyId}`);
  unit.note({ on: input.on, added });
  return { added };
}

/** Calls a day of reception off; it stays on the schedule with the reason. */
export async function callOffReception(
  tx: Tx,
  unit: UnitOfWork,
  agencyId: number,
  { id, why }: { readonly id: number; readonly why: string },
  now: Date,
): Promise<{ readonly id: number }> {
  const ahead = await listReceptions(tx, agencyId, localDay(now), 1_000);
  if (!ahead.some((one) => one.id === id)) throw siteRefusal("reception_unknown");
  if ((await cancelReception(tx, agencyId, id, why)) === undefined) throw siteRefusal("reception_unknown");
  unit.subject(`reception:${id}`);
  return { id };
}

/** Keeps the office telephone and address of a post. */
export async function keepContact(
  tx: Tx,
  unit: UnitOfWork,
  agencyId: number,
  input: ContactInput,
): Promise<{ readonly postId: number }> {
  if (!(await saveContact(tx, agencyId, input))) throw siteRefusal("post_unknown");
  unit.subject(`post:${input.postId}`);
  return { postId: input.postId };
}
