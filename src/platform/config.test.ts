import { describe, expect, it } from "vitest";
import { isLoopback, loadConfig } from "./config.ts";

const refusedVariables = (env: NodeJS.ProcessEnv): string[] => {
  const loaded = loadConfig(env);
  return loaded.ok ? [] : loaded.error.map(({ variable }) => variable);
};

describe("the configuration", () => {
  it("needs nothing: an empty environment is a demonstration on this machine", () => {
    expect(loadConfig({})).toEqual({
      ok: true,
      value: {
        port: 3000,
        host: "127.0.0.1",
        databaseUrl: undefined,
        databaseOwnerUrl: undefined,
        dataFolder: undefined,
        publicUrl: "http://localhost:3000",
        logLevel: "warn",
        mode: "demo",
        trustProxy: false,
        virusScanner: undefined,
      },
    });
  });

  it("takes a database of one's own for a real office, unless a demonstration is asked for", () => {
    const DATABASE_URL = "postgresql://motcua_app:x@db/motcua";
    const modeOf = (env: NodeJS.ProcessEnv) => {
      const loaded = loadConfig(env);
      return loaded.ok ? loaded.value.mode : undefined;
    };
    expect(modeOf({ DATABASE_URL })).toBe("production");
    expect(modeOf({ DATABASE_URL, MOTCUA_ENV: "demo" })).toBe("demo");
  });

  it("has a line for each request in a real office, and none in a demonstration unless that is asked for", () => {
    const levelOf = (env: NodeJS.ProcessEnv) => {
      const loaded = loadConfig(env);
      return loaded.ok ? loaded.value.logLevel : undefined;
    };
    expect(levelOf({ MOTCUA_ENV: "production" })).toBe("info");
    expect([levelOf({}), levelOf({ LOG_LEVEL: "info" })]).toEqual(["warn", "info"]);
  });

  it("takes an empty variable for an absent one", () => {
    expect(loadConfig({ PORT: "", DATABASE_URL: "", MOTCUA_ENV: "" })).toEqual(loadConfig({}));
  });

  it.each([
    ["PORT", "3000a"],
    ["PORT", "65536"],
    ["PORT", "-1"],
    ["HOST", "a b"],
    ["MOTCUA_DATA", "relative/folder"],
    ["DATABASE_URL", "mysql://a:b@c/d"],
    ["DATABASE_URL", "postgresql://host-without-user/motcua"],
    ["PUBLIC_URL", "ftp://example.vn"],
    ["PUBLIC_URL", "https://example.vn/?a=1"],
    ["LOG_LEVEL", "loud"],
    ["MOTCUA_ENV", "staging"],
    ["CLAMAV_SOCKET", "clamd.ctl"],
    ["TRUST_PROXY", "everybody"],
  ])("refuses %s=%s and says so in both languages", (variable, value) => {
    const loaded = loadConfig({ [variable]: value });
    expect(loaded.ok ? [] : loaded.error).toEqual([expect.objectContaining({ variable })]);
    const [refusal] = loaded.ok ? [] : loaded.error;
    expect(refusal?.reason.vi).not.toBe(refusal?.reason.en);
  });

  it("names every wrong variable at once", () => {
    expect(refusedVariables({ PORT: "x", LOG_LEVEL: "x", MOTCUA_ENV: "x" }).toSorted()).toEqual([
      "LOG_LEVEL",
      "MOTCUA_ENV",
      "PORT",
    ]);
  });

  it("never repeats a connection string, which holds a password", () => {
    const loaded = loadConfig({ DATABASE_URL: "mysql://root:hunter2@db/x" });
    expect(JSON.stringify(loaded)).not.toContain("hunter2");
  });

  it.each([
    "postgresql://motcua_app:x@db.example.vn:5432/motcua",
    "postgres://motcua_app@/motcua?host=/var/run/postgresql",
    "postgresql:///motcua?host=/run/pg&user=motcua_app",
  ])("takes %s", (url) => {
    expect(refusedVariables({ DATABASE_URL: url })).toEqual([]);
  });

  it("refuses the owner's connection without the application's", () => {
    expect(refusedVariables({ DATABASE_OWNER_URL: "postgresql://motcua_owner:x@db/motcua" })).toEqual(["DATABASE_URL"]);
  });

  it("lets a demonstration, whose passwords are public, listen on this machine only", () => {
    expect(refusedVariables({ HOST: "0.0.0.0" })).toEqual(["HOST"]);
    expect(refusedVariables({ HOST: "::" })).toEqual(["HOST"]);
    expect(refusedVariables({ HOST: "::1" })).toEqual([]);
    expect(refusedVariables({ HOST: "0.0.0.0", MOTCUA_ENV: "production" })).toEqual([]);
    expect(isLoopback("127.0.0.1.example.com")).toBe(false);
  });

  it("reads TRUST_PROXY as a switch, a number of proxies, or addresses", () => {
    const trust = (value: string) => {
      const loaded = loadConfig({ TRUST_PROXY: value });
      return loaded.ok ? loaded.value.trustProxy : undefined;
    };
    expect([trust("true"), trust("false"), trust("2"), trust("10.0.0.1, 10.0.0.0/8")]).toEqual([
      true,
      false,
      2,
      "10.0.0.1, 10.0.0.0/8",
    ]);
  });
});
