import { beforeAll, describe, expect, it } from "vitest";
import { execute } from "#platform/db/command.ts";
import { reading } from "#platform/db/tx.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office } from "../../../test/support/office.ts";
import { countAssistedAccounts, listAssistedAccounts } from "./assisted-account.store.ts";
import { openCitizenSession } from "./citizen-sign-in.ts";
import { openAssistedAccount, openAssistedAccounts } from "./open-assisted-account.ts";

const NOW = new Date("2026-11-20T09:00:00+07:00");
let office: Office;
let made = 0;
const scope = () => ({ accountId: office.staff.receiving_officer.accountId, agencies: [office.agencyId] });
const newNumber = (): string => `0${String(office.agencyId).padStart(7, "0")}${String((made += 1)).padStart(4, "0")}`;

async function open(idNumber: string, openedBy: "staff" | "support_team" = "staff") {
  const { app } = await testDatabase();
  const by = { agencyId: office.agencyId, personId: office.staff.receiving_officer.personId };
  const input = { fullName: "Lê Thị Hạnh", idNumber, openedBy, consentHow: "Ký phiếu đồng ý" };
  const call = { name: "test", scope: scope(), actorKey: "test", input: {}, agencyId: office.agencyId };
  return execute(app, call, (tx, unit) => openAssistedAccount(tx, unit, by, input, NOW));
}

const count = async (until: string) => reading((await testDatabase()).app, scope(), (tx) => countAssistedAccounts(tx, until));

beforeAll(async () => {
  office = await makeOffice((await testDatabase()).app);
});

describe("an account that is opened with help", () => {
  it("is counted by who helped, on its day and not before, and by the own agency alone", async () => {
    await open(newNumber());
    await open(newNumber(), "support_team");
    expect(await count("2026-11-20")).toEqual({ staff: 1, supportTeam: 1, used: 0 });
    expect(await count("2026-11-19")).toEqual({ staff: 0, supportTeam: 0, used: 0 });
    const { app } = await testDatabase();
    const elsewhere = await makeOffice(app);
    const other = { accountId: null, agencies: [elsewhere.agencyId] };
    expect(await reading(app, other, (tx) => listAssistedAccounts(tx, 10))).toEqual([]);
  });

  it("is opened once for a number, also after its owner has signed in to it", async () => {
    const idNumber = newNumber();
    const { accountId } = await open(idNumber);
    await expect(open(idNumber)).rejects.toThrow("citizen_has_account");
    const { app, superuser } = await testDatabase();
    const facts = {
      issuer: "https://id.example.vn",
      subject: idNumber,
      kind: "person",
      fullName: "Lê Thị Hạnh",
      idNumber,
    } as const;
    const silent = { dateOfBirth: null, gender: null, phone: null, email: null, address: null, assurance: 2 };
    await openCitizenSession(app, { ...facts, ...silent }, { locale: "vi", now: NOW, correlationId: "test" });
    const { rows } = await superuser.query("select subject from citizen where account_id = $1", [accountId]);
    expect(rows[0]?.subject).toBe(idNumber);
    expect((await count("2026-11-20")).used).toBe(1);
    await expect(open(idNumber)).rejects.toThrow("citizen_has_account");
  });

  it("needs an agency and a recorded consent, in bulk too", async () => {
    const { app } = await testDatabase();
    const draft = { kind: "person", fullName: "A", idNumber: null, openedBy: "staff", openedAt: NOW } as const;
    for (const missing of [
      { openingAgencyId: office.agencyId, consentHow: " " },
      { openingAgencyId: null, consentHow: "ký" },
    ]) {
      await expect(reading(app, scope(), (tx) => openAssistedAccounts(tx, [{ ...draft, ...missing }]))).rejects.toThrow(
        "consent_missing",
      );
    }
  });
});
