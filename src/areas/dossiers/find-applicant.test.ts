import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction } from "#platform/db/tx.ts";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office } from "../../../test/support/office.ts";
import { actingAs, playDossier } from "../../../test/support/play-dossier.ts";
import { findApplicant } from "./find-applicant.ts";

const ID_NUMBER = "036095123456";

describe("someone who has been at the counter before", () => {
  let database: TestDatabase;
  let office: Office;
  let stranger: Office;
  const find = (typed: string, { agencyId } = office) =>
    inTransaction(database.app, { accountId: null, agencies: [agencyId] }, (tx) => findApplicant(tx, typed));

  beforeAll(async () => {
    database = await testDatabase();
    office = await makeOffice(database.app);
    stranger = await makeOffice(database.app);
    for (const [address, at] of [
      ["Tổ 1", "2026-11-16T08:15:00+07:00"],
      ["Tổ 2", "2026-11-18T08:15:00+07:00"],
    ] as const) {
      const holder = { personId: office.staff.receiving_officer.personId, unitId: office.oneStopId };
      await playDossier(database.app, office, {
        parties: { owner: { name: "Trần Văn Đạt", idNumber: ID_NUMBER, phone: "+84912345678", address } },
        steps: [{ action: { name: "receive", at: Date.parse(at), holder }, by: actingAs(office, "receiving_officer") }],
      });
    }
  });

  it.each([ID_NUMBER, "036 095 123 456", `${ID_NUMBER}||Trần Văn Đạt|01011990|Nam|Tổ 9|01012022`, "0912 345 678"])(
    "is found by %s, the newest dossier first",
    async (typed) => {
      expect((await find(typed)).map(({ parties }) => parties.owner.address)).toEqual(["Tổ 2", "Tổ 1"]);
    },
  );

  it("is nobody where they have not been, and of another agency's dossiers nothing is shown", async () => {
    await expect(find("036095999999")).rejects.toMatchObject({ code: "applicant_unknown", field: "find" });
    await expect(find(ID_NUMBER, stranger)).rejects.toMatchObject({ code: "applicant_unknown" });
  });

  it("is not sought by a name", async () => {
    await expect(find("Trần Văn Đạt")).rejects.toMatchObject({ code: "applicant_not_named" });
  });
});
