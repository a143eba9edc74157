import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { ASK_FAULT, ASK_OFFLINE, ASK_PAPER, ASK_WHEN_DONE, endedWithoutPaper, stateOf } from "./escpos.ts";
import { isFault, type Printer, type PrinterState } from "./printer.ts";

const CONNECT_MS = 1_500;
const ANSWER_MS = 1_000;
const PRINT_MS = 6_000;
const BUSY_MS = 300;
const MOST_CONNECTS = 3;

/** `sent`: the printer does not say what it does. `unconfirmed`: the line broke while the slip was on its way. */
export interface Printed {
  readonly outcome: "printed" | "sent" | "unconfirmed" | "failed";
  readonly state: PrinterState;
}

type Address = Pick<Printer, "address" | "port" | "model">;

async function openSocket({ address, port }: Address): Promise<Socket> {
  for (let nth = 1; ; nth += 1) {
    const socket = connect({ host: address, port, noDelay: true });
    // Whatever breaks later shows as an answer that does not come.
    socket.on("error", () => {});
    try {
      await once(socket, "connect", { signal: AbortSignal.timeout(CONNECT_MS) });
      return socket;
    } catch (error) {
      socket.destroy();
      // A printer that serves one line at a time refuses the second for a moment.
      if ((error as { code?: string }).code !== "ECONNREFUSED" || nth === MOST_CONNECTS) throw error;
      await pause(BUSY_MS);
    }
  }
}

/** One question, one byte; undefined where none comes in time. */
async function ask(socket: Socket, question: Buffer, milliseconds: number): Promise<number | undefined> {
  socket.write(question);
  const ended = new AbortController();
  const stop = (): void => ended.abort();
  socket.once("close", stop);
  try {
    if (socket.destroyed) return undefined;
    const [chunk] = (await once(socket, "data", {
      signal: AbortSignal.any([ended.signal, AbortSignal.timeout(milliseconds)]),
    })) as [Buffer];
    return chunk[0];
  } catch {
    return undefined;
  } finally {
    socket.off("close", stop);
  }
}

async function readState(socket: Socket): Promise<PrinterState> {
  const offline = await ask(socket, ASK_OFFLINE, ANSWER_MS);
  if (offline === undefined) return "silent";
  const fault = await ask(socket, ASK_FAULT, ANSWER_MS);
  const paper = await ask(socket, ASK_PAPER, ANSWER_MS);
  return stateOf({ offline, fault: fault ?? 0, paper: paper ?? 0 });
}

/** A printer that should answer and does not is out of order, not silent. */
const judged = (model: Printer["model"], state: PrinterState): PrinterState =>
  state === "silent" && model !== "silent" ? "offline" : state;

/** What a printer says of itself now. */
export async function askState(printer: Address): Promise<PrinterState> {
  let socket: Socket;
  try {
    socket = await openSocket(printer);
  } catch {
    return "unreachable";
  }
  const state = printer.model === "silent" ? "silent" : judged(printer.model, await readState(socket));
  socket.destroy();
  return state;
}

async function send(socket: Socket, printer: Address, slip: Buffer): Promise<Printed> {
  if (printer.model === "silent") {
    await new Promise<void>((resolve) => socket.end(slip, resolve));
    return socket.errored === null ? { outcome: "sent", state: "silent" } : { outcome: "unconfirmed", state: "unreachable" };
  }
  const before = judged(printer.model, await readState(socket));
  if (isFault(before)) return { outcome: "failed", state: before };
  socket.write(slip);
  const done = await ask(socket, ASK_WHEN_DONE, PRINT_MS);
  if (done !== undefined && endedWithoutPaper(done)) return { outcome: "failed", state: "no_paper" };
  const after = socket.destroyed ? "unreachable" : judged(printer.model, await readState(socket));
  if (done !== undefined) return { outcome: "printed", state: after };
  return { outcome: isFault(after) && after !== "unreachable" && after !== "offline" ? "failed" : "unconfirmed", state: after };
}

/** Sends a slip and waits until it is on paper, or until it is known why not. */
export async function sendSlip(printer: Address, slip: Buffer): Promise<Printed> {
  let socket: Socket;
  try {
    socket = await openSocket(printer);
  } catch {
    return { outcome: "failed", state: "unreachable" };
  }
  try {
    return await send(socket, printer, slip);
  } finally {
    socket.destroy();
  }
}
