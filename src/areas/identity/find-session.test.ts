import { beforeAll, describe, expect, it } from "vitest";
import type { PlainDate } from "#core/plain-date.ts";
import { endAssignment, insertAssignments, insertPosts } from "#organisation";
import { inTransaction, NO_ROWS, type Tx } from "#platform/db/tx.ts";
import { testDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { addMember, makeOffice, type Member, type Office } from "../../../test/support/staff.ts";
import { updateDisabled, updatePassword } from "./account.store.ts";
import { insertDelegation } from "./delegation.store.ts";
import { findSession } from "./find-session.ts";
import { signIn } from "./sign-in.ts";

const MORNING = new Date("2026-11-20T08:00:00+07:00");
const later = (minutes: number): Date => new Date(MORNING.getTime() + minutes * 60_000);

describe("findSession", () => {
  let database: TestDatabase;
  let office: Office;
  const write = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(database.app, NO_ROWS, work);
  const open = async (member: Member, now = MORNING): Promise<string> => {
    const { username, password } = member;
    return (await signIn(database.app, { username, password, clientAddress: "127.0.0.1", userAgent: null, locale: "vi", now }))
      .token;
  };
  const actorOf = async (token: string, now = MORNING) => (await findSession(database.app, token, now))?.actor;

  beforeAll(async () => {
    database = await testDatabase();
    office = await makeOffice(database);
  });

  it("knows the person, the post, the agency and the province of a receiving officer", async () => {
    const member = await addMember(database, office.shop, "receiving_officer");
    const found = await findSession(database.app, await open(member), MORNING);
    expect(found?.locale).toBe("vi");
    expect(found?.csrfToken).toMatch(/^[\w-]{43}$/);
    expect(found?.actor).toMatchObject({
      accountId: member.accountId,
      personId: member.personId,
      username: member.username,
      agencyId: office.commune,
      provinceId: office.province,
      agencies: [office.commune],
      posts: [{ role: "receiving_officer", unitId: office.shop, agencyId: office.commune, assignmentId: member.assignmentId }],
    });
    expect(found?.actor.agencyName).toMatch(/^Xã /);
    expect(found?.actor.posts[0]?.unitName).toMatch(/^Một cửa /);
  });

  it("opens the agency of the post to the roles that work on dossiers, and nothing to an administrator", async () => {
    for (const role of ["receiving_officer", "specialist", "division_head", "leader", "one_stop_head"] as const) {
      const actor = await actorOf(await open(await addMember(database, office.commune, role)));
      expect(actor?.agencies).toEqual([office.commune]);
    }
    const administrator = await actorOf(await open(await addMember(database, office.province, "administrator")));
    expect(administrator?.roles).toEqual(new Set(["administrator"]));
    expect(administrator?.agencies).toEqual([]);
  });

  it("opens everything below to home-affairs officers, inspectors and the leaders of a district or province", async () => {
    const below = [office.district, office.commune, office.otherCommune].toSorted((a, b) => a - b);
    for (const role of ["home_affairs_officer", "inspector", "leader"] as const) {
      const actor = await actorOf(await open(await addMember(database, office.district, role)));
      expect(actor?.agencies).toEqual(below);
    }
    const specialist = await actorOf(await open(await addMember(database, office.district, "specialist")));
    expect(specialist?.agencies).toEqual([office.district]);
    const chair = await actorOf(await open(await addMember(database, office.province, "leader")));
    expect(chair?.agencies).toEqual([...below, office.province, office.department].toSorted((a, b) => a - b));
  });

  it("lets a change of role bite with the next request", async () => {
    const member = await addMember(database, office.shop, "receiving_officer", { from: "2020-01-01" });
    const token = await open(member);
    expect((await actorOf(token))?.roles).toEqual(new Set(["receiving_officer"]));
    await write(async (tx) => {
      await endAssignment(tx, member.assignmentId, "2026-11-20");
      const [postId = 0] = await insertPosts(tx, [
        { unitId: office.otherCommune, title: "Kiểm tra", role: "specialist", from: null, until: null },
      ]);
      await insertAssignments(tx, [
        { personId: member.personId, postId, from: "2026-11-20" as PlainDate, until: null, decisionNo: "12/QĐ" },
      ]);
    });
    const changed = await actorOf(token);
    expect(changed?.roles).toEqual(new Set(["specialist"]));
    expect(changed?.agencies).toEqual([office.otherCommune]);
  });

  it("gives a post from its first day in Việt Nam, not from that day elsewhere", async () => {
    const member = await addMember(database, office.shop, "receiving_officer", { from: "2026-11-21" });
    const token = await open(member, new Date("2026-11-20T16:30:00Z"));
    expect((await actorOf(token, new Date("2026-11-20T16:59:59Z")))?.roles.size).toBe(0);
    expect((await actorOf(token, new Date("2026-11-20T17:00:00Z")))?.roles.size).toBe(1);
  });

  it("knows nobody once the account is disabled", async () => {
    const member = await addMember(database, office.shop, "receiving_officer");
    const token = await open(member);
    await write((tx) => updateDisabled(tx, member.accountId, MORNING));
    expect(await findSession(database.app, token, MORNING)).toBeUndefined();
    await write((tx) => updateDisabled(tx, member.accountId, null));
    expect(await findSession(database.app, token, MORNING)).toBeDefined();
  });

  it("ends a session 60 minutes after the last request", async () => {
    const token = await open(await addMember(database, office.shop, "receiving_officer"));
    expect(await actorOf(token, later(59))).toBeDefined();
    expect(await actorOf(token, later(118))).toBeDefined();
    expect(await actorOf(token, later(178))).toBeUndefined();
  });

  it("ends a session 8 hours after the sign-in, however much it is used", async () => {
    const token = await open(await addMember(database, office.shop, "receiving_officer"));
    for (let minutes = 50; minutes < 480; minutes += 50) expect(await actorOf(token, later(minutes))).toBeDefined();
    expect(await actorOf(token, later(479))).toBeDefined();
    expect(await actorOf(token, later(480))).toBeUndefined();
  });

  it("writes the time of the last request at most once a minute", async () => {
    const member = await addMember(database, office.shop, "receiving_officer");
    const token = await open(member);
    const lastSeen = async (): Promise<unknown> =>
      (await database.superuser.query("select last_seen_at from session where account_id = $1", [member.accountId])).rows[0]
        ?.last_seen_at;
    await findSession(database.app, token, later(0.9));
    expect(await lastSeen()).toEqual(MORNING);
    await findSession(database.app, token, later(1.1));
    expect(await lastSeen()).toEqual(later(1.1));
  });

  it("lets a delegate act in the post for the period alone, and names whose it is", async () => {
    const head = await addMember(database, office.commune, "leader", { from: "2020-01-01" });
    const deputy = await addMember(database, office.division, "specialist");
    const token = await open(deputy);
    const delegation = {
      fromAssignmentId: head.assignmentId,
      toPersonId: deputy.personId,
      from: "2026-11-20",
      until: "2026-11-21",
      decisionNo: "7/QĐ-UQ",
    };
    const id = await write((tx) => insertDelegation(tx, delegation));
    const acting = await actorOf(token);
    expect(acting?.roles).toEqual(new Set(["specialist", "leader"]));
    expect(acting?.posts[0]?.delegatedBy).toBeUndefined();
    expect(acting?.posts[1]).toMatchObject({ role: "leader", delegatedBy: { personId: head.personId, decisionNo: "7/QĐ-UQ" } });
    await database.superuser.query("update session set expires_at = '2026-11-25' where account_id = $1", [deputy.accountId]);
    expect((await actorOf(token, new Date("2026-11-21T00:00:00+07:00")))?.roles).toEqual(new Set(["specialist"]));
    await write((tx) => endAssignment(tx, head.assignmentId, "2026-11-20"));
    expect((await actorOf(token))?.roles).toEqual(new Set(["specialist"]));
    expect(id).toBeGreaterThan(0);
  });

  it("gives no post and no rows to someone who must change the password first", async () => {
    const member = await addMember(database, office.shop, "receiving_officer", { mustChangePassword: true });
    const token = await open(member);
    expect(await actorOf(token)).toMatchObject({ mustChangePassword: true, posts: [], agencies: [] });
    const { rows } = await database.superuser.query<{ password_hash: string }>(
      "select password_hash from account where id = $1",
      [member.accountId],
    );
    await write((tx) => updatePassword(tx, member.accountId, rows[0]?.password_hash ?? "", false));
    expect((await actorOf(token))?.roles).toEqual(new Set(["receiving_officer"]));
  });

  it("knows nobody for a token that was never given", async () => {
    expect(await findSession(database.app, "A".repeat(43), MORNING)).toBeUndefined();
  });

  it("stores no token, only its hash", async () => {
    const token = await open(await addMember(database, office.shop, "receiving_officer"));
    const { rows } = await database.superuser.query("select 1 from session where token_hash = convert_to($1, 'UTF8')", [token]);
    expect(rows).toEqual([]);
  });
});
