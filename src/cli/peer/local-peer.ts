import { createHmac, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type BankOptions, createLocalBank } from "./local-bank.ts";
import { readNational } from "./national-contract.ts";

/** What the peer was told to do wrong, for tests of what happens then. */
export interface PeerFaults {
  /** Numbers that end so do not exist. */
  readonly unknownNumbersEnd?: string;
  /** Paths that answer 503. */
  readonly down?: readonly string[];
  /** Dossiers that the national side refuses. */
  readonly refusedDossiers?: readonly string[];
  readonly silentReceipts?: boolean;
  /** Offices that the document axis does not know. */
  readonly unknownOffices?: readonly string[];
  /** Browsers, by the end of their address, that take no push notices any more. */
  readonly goneBrowsers?: readonly string[];
}

export interface Received {
  readonly path: string;
  readonly at: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

export interface LocalPeer {
  readonly url: string;
  readonly received: readonly Received[];
  faults: PeerFaults;
  close(): Promise<void>;
}

export interface PeerOptions {
  readonly port: number;
  /** Where receipts go, and what signs them. */
  readonly productUrl: string;
  readonly receiptSecret: string;
  /** The keys of accounts at its bank; without it the bank has none. */
  readonly bankKeyOf?: BankOptions["keyOf"];
}

const MOST_KEPT = 500;
const MOST_BODY_BYTES = 12_000_000;

/**
 * A stand-in for the world outside: an SMS gateway and Zalo that accept messages and send signed receipts, the national
 * portal's receiving side, a bank, and a place for webhooks. It keeps what it received in memory and reaches nobody.
 */
export async function startLocalPeer(options: PeerOptions): Promise<LocalPeer> {
  const received: Received[] = [];
  const national = new Map<string, NationalDossier>();
  const bank = createLocalBank({ productUrl: options.productUrl, keyOf: options.bankKeyOf ?? (async () => undefined) });
  const state: { faults: PeerFaults } = { faults: {} };
  const server = createServer((request, response) => {
    answer({ options, received, national, bank, faults: state.faults }, request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await listen(server, options.port);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    get faults() {
      return state.faults;
    },
    set faults(faults) {
      state.faults = faults;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface NationalDossier {
  readonly status: number;
  /** What of its fees came in, less what was given back. */
  readonly paidVnd: number;
  readonly lastEvent: number;
  readonly steps: Set<string>;
}

interface World {
  readonly options: PeerOptions;
  readonly received: Received[];
  readonly national: Map<string, NationalDossier>;
  readonly bank: ReturnType<typeof createLocalBank>;
  readonly faults: PeerFaults;
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MOST_BODY_BYTES) throw new Error("too large");
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function say(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(body));
}

/** The body as text; what a push service could not read either, as base64. */
async function readText(request: IncomingMessage): Promise<string> {
  const bytes = await readBody(request);
  return bytes.toString(request.headers["content-encoding"] === "aes128gcm" ? "base64" : "utf8");
}

async function answer(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? "/").split("?")[0] ?? "/";
  const text = await readText(request);
  const body: unknown = /^[{[]/.test(text) ? JSON.parse(text) : text;
  if (request.method !== "GET") {
    world.received.push({ path, at: new Date().toISOString(), headers: request.headers, body });
    world.received.splice(0, world.received.length - MOST_KEPT);
  }
  if (world.faults.down?.some((prefix) => path.startsWith(prefix)) === true) return say(response, 503, { code: "down" });
  const banked = await world.bank.answer(request.method ?? "GET", new URL(request.url ?? "/", "http://localhost"), text);
  if (banked !== undefined) {
    response.writeHead(banked.status, { "content-type": banked.type }).end(banked.body);
    return;
  }
  if (path === "/sms/messages") return takeSms(world, body as SmsBody, response);
  if (path === "/message/template") return takeZalo(world, body as ZaloBody, response);
  if (path === "/national/dossiers" && request.method === "GET") return say(response, 200, countNational(world));
  if (path === "/national/dossiers") return takeNational(world, body, response);
  if (path === "/edxml/documents") return takeDocument(world, String(body), response);
  if (path.startsWith("/push/")) return takePush(world, path, response);
  if (path.startsWith("/webhook")) return say(response, 200, { taken: true });
  say(response, path === "/" ? 200 : 404, { peer: "motcua local peer", received: world.received.length });
}

interface SmsBody {
  readonly to: string;
  readonly reference: string;
}

interface ZaloBody {
  readonly phone: string;
  readonly tracking_id: string;
}

const isUnknown = ({ faults }: World, number: string): boolean =>
  faults.unknownNumbersEnd !== undefined && number.endsWith(faults.unknownNumbersEnd);

/** A browser's push service: takes what it cannot read, and knows which browsers are over. */
function takePush({ faults }: World, path: string, response: ServerResponse): void {
  const isGone = faults.goneBrowsers?.some((end) => path.endsWith(end)) === true;
  response.writeHead(isGone ? 410 : 201).end();
}

function takeSms(world: World, body: SmsBody, response: ServerResponse): void {
  if (isUnknown(world, body.to)) return say(response, 422, { code: "unknown_number" });
  say(response, 202, { id: randomUUID() });
  sendReceipt(world, "sms", body.reference);
}

/** As Zalo does: every answer is 200, and the error is a number in it. */
function takeZalo(world: World, body: ZaloBody, response: ServerResponse): void {
  if (isUnknown(world, body.phone)) return say(response, 200, { error: -118, message: "Zalo account not existed" });
  say(response, 200, { error: 0, message: "Success", data: { msg_id: randomUUID(), sent_time: String(Date.now()) } });
  sendReceipt(world, "zalo", body.tracking_id);
}

/** A little later, as a carrier reports that the message reached the telephone. */
function sendReceipt({ options, faults }: World, channel: "sms" | "zalo", reference: string): void {
  if (faults.silentReceipts === true) return;
  setTimeout(() => {
    const at = new Date().toISOString();
    const signature = createHmac("sha256", options.receiptSecret).update(`${reference}.delivered.${at}`).digest("hex");
    fetch(`${options.productUrl}/api/v1/notices/receipts/${channel}`, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": `receipt.${reference}.delivered` },
      body: JSON.stringify({ reference, state: "delivered", at, signature }),
    }).catch(() => {});
  }, 800).unref();
}

/** Takes each event once, whatever it is sent again, and keeps what the newest says; refuses what is not as the contract has it, and the older after the newer. */
function takeNational(world: World, body: unknown, response: ServerResponse): void {
  const read = readNational(body);
  if (typeof read === "string") return say(response, 422, { error_code: "-1", message: read });
  const { MaHoSo, TrangThaiHoSo } = read.HoSo;
  if (world.faults.refusedDossiers?.includes(MaHoSo) === true)
    return say(response, 422, { error_code: "-1", message: "MaTTHC không tồn tại" });
  const known = world.national.get(MaHoSo);
  const steps = known?.steps ?? new Set<string>();
  const repeated = steps.has(read.MaSuKien);
  const lastEvent = Number(read.MaSuKien.slice(read.MaSuKien.lastIndexOf("#") + 1));
  if (!repeated && known !== undefined && !(lastEvent > known.lastEvent))
    return say(response, 422, { error_code: "-1", message: "MaSuKien không theo thứ tự" });
  steps.add(read.MaSuKien);
  const paidVnd = read.HoSo.DanhSachLePhi.reduce((sum, { DaThu }) => sum + DaThu, 0);
  if (!repeated) world.national.set(MaHoSo, { status: TrangThaiHoSo, paidVnd, lastEvent, steps });
  say(response, 200, { error_code: "0", message: repeated ? "DUPLICATE" : "OK" });
}

/** As a document axis does: each document once, to offices that it knows. */
function takeDocument({ faults }: World, envelope: string, response: ServerResponse): void {
  const to = /<edXML:To><edXML:OrganId>([^<]*)/.exec(envelope)?.[1] ?? "";
  if (faults.unknownOffices?.includes(to) === true)
    return say(response, 422, { error_code: "-1", message: "OrganId không tồn tại" });
  say(response, 200, { error_code: "0", message: "OK" });
}

const countNational = ({ national }: World) => ({
  dossiers: [...national].map(([MaHoSo, { status, paidVnd, steps }]) => ({
    MaHoSo,
    TrangThaiHoSo: status,
    DaThu: paidVnd,
    SoTienTrinh: steps.size,
  })),
});
