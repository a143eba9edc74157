import type pg from "pg";
import { insertAssignments, insertPosts } from "#organisation";
import { KEY_SCOPES, type KeyRate, type KeyScope } from "#platform/http/api-key.ts";
import { execute } from "#platform/db/command.ts";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { issueApiKey, newApiKey } from "../../src/areas/identity/issue-api-key.ts";
import type { Member, Office, StaffRole } from "./office.ts";

/** A key that acts as a member of an office, issued as its administrator would. */
export async function openKey(
  pool: pg.Pool,
  office: Office,
  as: Pick<Member, "accountId">,
  scopes: readonly KeyScope[],
  rate: KeyRate = "fast",
  now = new Date(),
): Promise<{ readonly id: number; readonly token: string; readonly prefix: string }> {
  const { rows } = await pool.query<{ username: string }>("select username from account where id = $1", [as.accountId]);
  const scope = { accountId: office.staff.leader.accountId, agencies: [office.agencyId] };
  const key = newApiKey();
  const input = { name: "Hệ thống thử", username: rows[0]?.username ?? "", scopes: [...scopes], rate, expiresOn: localDay(now) };
  const call = { name: "api_keys.issue", scope, actorKey: "test", input: {}, agencyId: office.agencyId };
  const { id } = await execute(pool, call, (tx, unit) =>
    issueApiKey(tx, unit, { accountId: scope.accountId, agencies: scope.agencies, scopes: KEY_SCOPES, key }, input, now),
  );
  return { id, ...key };
}

/** Gives a member every other role too, so that only the scopes of its key decide. */
export async function giveAllRoles(pool: pg.Pool, office: Office, member: Member, roles: readonly StaffRole[]): Promise<void> {
  const period = { from: "2015-01-01", until: null } as const;
  await inTransaction(pool, NO_ROWS, async (tx) => {
    const others = roles.filter((role) => role !== member.role);
    const posts = await insertPosts(
      tx,
      others.map((role) => ({ ...period, unitId: office.oneStopId, title: role, role })) as never,
    );
    await insertAssignments(
      tx,
      posts.map((postId) => ({ ...period, personId: member.personId, postId, decisionNo: null })) as never,
    );
  });
}
