import { isIPv6 } from "node:net";

/**
 * What counts as one client where something is counted: an IPv4 address, or the /64 network of an IPv6 address, within which
 * one connection may take any address that it likes.
 */
export function clientOf(address: string): string {
  const plain = address.split("%")[0] ?? address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1];
  if (mapped !== undefined || !isIPv6(plain)) return mapped ?? plain;
  const [head, tail] = plain.split("::").map((side) => (side === "" ? [] : side.split(":")));
  const [left, right] = [head ?? [], tail ?? []];
  const groups = [...left, ...Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => "0"), ...right];
  const network = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(":")}::/64`;
}
