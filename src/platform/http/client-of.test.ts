import { expect, it } from "vitest";
import { clientOf } from "./client-of.ts";

it("counts an IPv4 address for itself, also in the clothes of IPv6", () => {
  expect([clientOf("203.0.113.7"), clientOf("::ffff:203.0.113.7")]).toEqual(["203.0.113.7", "203.0.113.7"]);
});

it("counts all addresses of one IPv6 connection as one client, and its neighbour as another", () => {
  const home = ["2001:db8:12:34::1", "2001:0DB8:0012:0034:ffff:abcd:0:9", "2001:db8:12:34:1:2:3:4", "2001:db8:12:34::%eth0"];
  expect(new Set(home.map(clientOf))).toEqual(new Set(["2001:db8:12:34::/64"]));
  expect(clientOf("2001:db8:12:35::1")).toBe("2001:db8:12:35::/64");
  expect(clientOf("2001:db8::1")).toBe("2001:db8:0:0::/64");
});
