import { lookup as resolve } from "node:dns";
import { assertReaches } from "../training.ts";
import { BlockList, isIP, type LookupFunction } from "node:net";

/** Addresses that no one outside may make this server talk to: itself, its neighbours, and ways around to them. */
const FORBIDDEN = { ipv4: new BlockList(), ipv6: new BlockList() } as const;
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  FORBIDDEN.ipv4.addSubnet(network, bits, "ipv4");
for (const [network, bits] of [
  ["::", 96],
  ["::ffff:0:0", 96],
  ["64:ff9b::", 32],
  ["100::", 64],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
] as const)
  FORBIDDEN.ipv6.addSubnet(network, bits, "ipv6");

/** Whether an address lies on the public internet; IPv4 in the clothes of IPv6 never does. */
export function isPublicAddress(address: string): boolean {
  const family = ({ 4: "ipv4", 6: "ipv6" } as const)[isIP(address)];
  return family !== undefined && !FORBIDDEN[family].check(address, family);
}

export class ForbiddenAddress extends Error {
  constructor(host: string) {
    super(`${host} is not a public address`);
    this.name = "ForbiddenAddress";
  }
}

/** The address is judged where the connection is made: a name that answers differently a moment later gains nothing. */
const lookupPublic: LookupFunction = (host, options, done) => {
  resolve(host, { ...options, all: true }, (error, found) => {
    if (error !== null) return done(error, "", 0);
    const wrong = found.find(({ address }) => !isPublicAddress(address));
    const [first] = found;
    if (wrong !== undefined || first === undefined) return done(new ForbiddenAddress(host), "", 0);
    if (options.all === true) return done(null, found);
    done(null, first.address, first.family);
  });
};

/** Why an address may not be called, before anything is sent; undefined where nothing is wrong with how it looks. */
export function findAddressFault(
  url: string,
  allowedOrigins: readonly string[] = [],
): "malformed" | "not_https" | "not_public" | undefined {
  if (!URL.canParse(url)) return "malformed";
  const parsed = new URL(url);
  if (parsed.username !== "" || parsed.password !== "" || parsed.hash !== "") return "malformed";
  if (allowedOrigins.includes(parsed.origin)) return undefined;
  if (parsed.protocol !== "https:") return "not_https";
  const host = parsed.hostname.replace(/^\[|\]$/g, "");
  const isName = isIP(host) === 0;
  const local = isName && (!host.includes(".") || /\.(local|localhost|internal|home|lan|test)\.?$/i.test(host));
  return local || (!isName && !isPublicAddress(host)) ? "not_public" : undefined;
}

export interface SafePost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  readonly signal: AbortSignal;
  /** Origins that may be called although they are not public, such as the local peer. */
  readonly allowedOrigins?: readonly string[];
}

/**
 * Posts to an address that somebody typed and answers the status. Only https to public addresses; redirects are not
 * followed; the answer is not read. Throws ForbiddenAddress for anything else.
 */
export async function postSafely({ url, headers, body, signal, allowedOrigins = [] }: SafePost): Promise<number> {
  assertReaches();
  if (findAddressFault(url, allowedOrigins) !== undefined) throw new ForbiddenAddress(url);
  const target = new URL(url);
  const allowed = allowedOrigins.includes(target.origin);
  // Imported where it is used: as a module of this form node:http brings the whole client for fetch (ADR 42).
  const { request: send } = await (target.protocol === "https:" ? import("node:https") : import("node:http"));
  const length = { "content-length": String(Buffer.byteLength(body)) };
  return new Promise((done, fail) => {
    const request = send(
      target,
      { method: "POST", headers: { ...headers, ...length }, signal, agent: false, ...(allowed ? {} : { lookup: lookupPublic }) },
      (answer) => {
        answer.destroy();
        done(answer.statusCode ?? 0);
      },
    );
    request.once("error", fail);
    request.end(body);
  });
}
