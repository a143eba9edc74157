import { describe, expect, it } from "vitest";
import { deviceName } from "./device-name.ts";
import { DEMO_ACCOUNTS } from "./demo-accounts.ts";
import { ownPath } from "./own-path.ts";
import { hashPassword, isPassword, newOneTimePassword } from "./password.ts";
import { findPasswordFault } from "./password.rules.ts";

const about = { username: "nguyen.thi.hoa", name: "Nguyễn Thị Hòa" };

describe("passwords", () => {
  it("know their own hash and no other", async () => {
    const stored = await hashPassword("bốn mùa xuân hạ");
    expect(await isPassword("bốn mùa xuân hạ", stored)).toBe(true);
    expect(await isPassword("bốn mùa xuân hè", stored)).toBe(false);
    expect(await isPassword("bốn mùa xuân hạ", undefined)).toBe(false);
  });

  it("may be any ten characters, without digits or capitals (OWASP ASVS 6.2.5)", () => {
    expect(findPasswordFault("mèo ăn cá khô", about)).toBeUndefined();
    expect(findPasswordFault("a b c d e f g", about)).toBeUndefined();
    expect(findPasswordFault("x".repeat(20) + "y z".repeat(36), about)).toBeUndefined();
  });

  it("are refused when short, long, common, monotonous or the person's own name (ASVS 6.2.1, 6.2.4, 6.2.11)", () => {
    expect(findPasswordFault("chín ký t", about)).toBe("password_too_short");
    expect(findPasswordFault("dài".repeat(43), about)).toBe("password_too_long");
    for (const common of [
      "Password123",
      "matkhau123456",
      "Mật Khẩu 2026",
      "1234567890",
      "qwertyuiop",
      "motcua-2026",
      "aaaaaaaaaa",
      "abababababab",
      "9876543210",
      "Việt Nam 123",
    ]) {
      expect([common, findPasswordFault(common, about)]).toEqual([common, "password_common"]);
    }
    expect(findPasswordFault("Nguyễn Thị Hòa", about)).toBe("password_contains_name");
    expect(findPasswordFault("nguyenthihoa1990", about)).toBe("password_contains_name");
  });

  it("for one use are different each time and acceptable", () => {
    const made = new Set(Array.from({ length: 200 }, newOneTimePassword));
    expect(made.size).toBe(200);
    for (const password of made) {
      expect(password).toMatch(/^[a-hj-km-np-z2-9]{4}(-[a-hj-km-np-z2-9]{4}){3}$/);
      expect(findPasswordFault(password, about)).toBeUndefined();
    }
  });
});

describe("the way on after signing in", () => {
  it("leads to a path of this product and nowhere else", () => {
    expect(ownPath("/ho-so/5?q=a%20b")).toBe("/ho-so/5?q=a%20b");
    for (const next of [
      undefined,
      "",
      "//evil.example",
      "/\\evil.example",
      "https://evil.example",
      "javascript:alert(1)",
      "/\t/evil.example",
      "/a/..//evil.example",
      "/dang-nhap?next=/",
      "ho-so",
    ]) {
      expect([next, ownPath(next)]).toEqual([next, "/"]);
    }
  });
});

describe("demonstration accounts", () => {
  it("cover every role of staff once", () => {
    const roles = DEMO_ACCOUNTS.map((account) => account.role);
    expect(new Set(roles).size).toBe(roles.length);
    expect(roles).toHaveLength(8);
  });
});

describe("the device of a session", () => {
  it("is named by its browser and system", () => {
    const chrome =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
    expect(deviceName(chrome)).toBe("Chrome, Windows");
    expect(deviceName(`${chrome} Edg/140.0.0.0`)).toBe("Edge, Windows");
    expect(deviceName("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36")).toBe(
      "Chrome, Android",
    );
    expect(deviceName("curl/8.9")).toBe("curl/8.9");
  });
});
