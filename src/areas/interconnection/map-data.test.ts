import { beforeAll, describe, expect, it } from "vitest";
import type { Procedure } from "#procedures";
import { testDatabase } from "../../../test/support/database.ts";
import { starterProcedure } from "../../../test/support/office.ts";
import type { BundleData } from "./bundle.ts";
import { EMPTY_MEMBER } from "./edit-group.ts";
import { mapData } from "./file-bundle.ts";
import type { GroupMember } from "./groups.ts";

const applicant = { name: "Nguyễn Thị Lan", idNumber: "001190001234", phone: "+84912345678", address: "Tổ 3" };
const child = { name: "Nguyễn Minh An", dateOfBirth: "2026-01-02", gender: "female" } as const;
const submitter = { name: "Trần Văn Hùng", idNumber: "001190009999", phone: "+84987654321" };
const authorised = { name: "Lê Văn Thành", paper: "Giấy ủy quyền 12/2026" };
const SAID: BundleData = { applicant, child, papers: [], identityResult: "matched" };

let procedure: Procedure;
beforeAll(async () => {
  procedure = await starterProcedure((await testDatabase()).app);
});

const mapped = (member: Partial<GroupMember>, more: Partial<BundleData> = {}) =>
  mapData({ ...EMPTY_MEMBER, subject: "Hồ sơ", ...member }, procedure, 1, { ...SAID, ...more });

describe("what is said once for a group goes into each of its dossiers", () => {
  it("the applicant as owner, who then hands it in themselves", () => {
    expect(mapped({ owner: "applicant" }).parties).toEqual({ owner: applicant });
  });
  it("the child as owner, with the applicant as who handed it in, so that notices and papers still reach somebody", () => {
    expect(mapped({ owner: "child" }).parties).toEqual({ owner: { ...child, address: "Tổ 3" }, submitter: applicant });
  });
  it.each(["applicant", "child"] as const)("another submitter and an authorised person, where the owner is the %s", (owner) => {
    expect(mapped({ owner }, { submitter, authorised }).parties).toMatchObject({ submitter, authorised });
  });
  it("the parents in the subject; what was not said leaves no braces and no gap", () => {
    const subject = "Khai sinh cho {child}, mẹ {mother}, cha {father}, {ghichu}.";
    expect(mapped({ subject }, { mother: "Nguyễn Thị Lan", father: "Lê Văn Nam", extra: { ghichu: "sinh đôi" } }).subject).toBe(
      "Khai sinh cho Nguyễn Minh An, mẹ Nguyễn Thị Lan, cha Lê Văn Nam, sinh đôi.",
    );
    expect(mapped({ subject: "Khai sinh cho {child}, {ghichu}." }).subject).toBe("Khai sinh cho Nguyễn Minh An.");
  });
  it("a subject that grows too long is cut, not refused without a field to mend it in", () => {
    const extra = { dai: "x".repeat(500) };
    expect(mapped({ subject: "Nội dung: {dai} {dai}" }, { extra }).subject).toHaveLength(500);
  });
});
