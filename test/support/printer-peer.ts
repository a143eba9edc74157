import { createServer, type Server, type Socket } from "node:net";
import jsQrModule from "jsqr";

const jsQR = jsQrModule.default;

export type PrinterFault = "no_paper" | "low_paper" | "cover_open" | "cutter_stuck" | "fault" | "mute" | "runs_out" | "hangs_up";

/** What came out of the slot: rows of dots, and how it was cut. */
export interface Paper {
  readonly bytesPerRow: number;
  readonly bits: Buffer;
  readonly cut: boolean;
}

/** A slip printer on a port of this machine that speaks ESC/POS, with faults to be switched on. */
export interface PrinterPeer {
  readonly port: number;
  readonly papers: Paper[];
  fault: PrinterFault | undefined;
  close(): Promise<void>;
}

const FIXED_BITS = 0x12;

function statusOf(question: number, fault: PrinterFault | undefined): number {
  if (question === 2)
    return FIXED_BITS | (fault === "cover_open" ? 0x04 : fault === "no_paper" ? 0x20 : fault === "fault" ? 0x40 : 0);
  if (question === 3) return FIXED_BITS | (fault === "cutter_stuck" ? 0x08 : fault === "fault" ? 0x20 : 0);
  if (question === 4) return FIXED_BITS | (fault === "no_paper" ? 0x6c : fault === "low_paper" ? 0x0c : 0);
  return FIXED_BITS;
}

/** Works through what was sent; answers how many bytes it took, fewer where the rest has not come yet. */
function work(peer: PrinterPeer, socket: Socket, strip: { rows: Buffer[]; width: number }, data: Buffer): number {
  const reply = (byte: number): void => {
    if (peer.fault !== "mute") socket.write(Buffer.from([byte]));
  };
  const eject = (cut: boolean): void => {
    peer.papers.push({ bytesPerRow: strip.width, bits: Buffer.concat(strip.rows), cut });
    strip.rows = [];
  };
  let at = 0;
  while (at + 3 <= data.length || (at + 2 <= data.length && data[at] === 0x1b && data[at + 1] === 0x40)) {
    const code = `${data[at]?.toString(16)} ${data[at + 1]?.toString(16)}`;
    if (code === "1b 40") at += 2;
    else if (code === "10 4") {
      reply(statusOf(data[at + 2] ?? 0, peer.fault));
      at += 3;
    } else if (code === "1d 72") {
      reply(peer.fault === "runs_out" ? 0x0c : 0);
      at += 3;
    } else if (code === "1d 76") {
      const [width, height] = [data.readUInt16LE(at + 4), data.readUInt16LE(at + 6)];
      if (at + 8 + width * height > data.length) return at;
      strip.width = width;
      strip.rows.push(Buffer.from(data.subarray(at + 8, at + 8 + width * height)));
      at += 8 + width * height;
      if (peer.fault === "hangs_up") socket.destroy();
    } else if (code === "1d 56") {
      eject(true);
      at += 4;
    } else if (code === "1b 64") {
      eject(false);
      at += 3;
    } else throw new Error(`the printer knows no ${code}`);
  }
  return at;
}

const listenOn = (server: Server, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => resolve(true));
  });

/** Starts one on the first free port of those that printers use. */
export async function startPrinterPeer(): Promise<PrinterPeer> {
  for (let port = 9110; port < 9200; port += 1) {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      const strip = { rows: [] as Buffer[], width: 0 };
      let pending = Buffer.alloc(0);
      socket.on("error", () => {});
      socket.on("data", (chunk: Buffer) => {
        pending = Buffer.concat([pending, chunk]);
        pending = pending.subarray(work(peer, socket, strip, pending));
      });
    });
    const peer: PrinterPeer = {
      port,
      papers: [],
      fault: undefined,
      close: () => {
        for (const socket of sockets) socket.destroy();
        return new Promise((resolve) => server.close(() => resolve()));
      },
    };
    if (await listenOn(server, port)) return peer;
  }
  throw new Error("no free port for a printer");
}

/** The code that stands on a paper, as a telephone reads it. */
export function readCode({ bytesPerRow, bits }: Paper): string | undefined {
  const rows = bits.length / bytesPerRow;
  const width = bytesPerRow * 8;
  const pixels = new Uint8ClampedArray(width * rows * 4).fill(255);
  for (let dot = 0; dot < width * rows; dot += 1)
    if (((bits[dot >> 3] ?? 0) & (0x80 >> (dot & 7))) !== 0) pixels.fill(0, dot * 4, dot * 4 + 3);
  return jsQR(pixels, width, rows)?.data;
}
