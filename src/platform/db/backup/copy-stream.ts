import { once } from "node:events";
import type { Socket } from "node:net";
import { Readable } from "node:stream";
import type pg from "pg";

/** The parts of the driver's connection that COPY needs; its published types leave them out. */
interface CopyConnection {
  readonly stream: Socket;
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
}

/** What the driver calls on the statement that is under way. */
interface CopyQuery {
  submit(connection: CopyConnection): void;
  handleCopyInResponse(connection: CopyConnection): void;
  handleCopyData(message: { readonly chunk: Buffer }, connection: CopyConnection): void;
  handleCommandComplete(message: { readonly text: string }): void;
  handleError(error: Error): void;
  handleReadyForQuery(): void;
}

const BATCH_BYTES = 65_536;

export interface CopyOut {
  readonly data: Readable;
  /** Number of rows; settles when the database has ended the statement. */
  readonly rows: Promise<number>;
}

/** Runs `copy … to stdout`. Reading slowly slows the database down: nothing piles up in memory. */
export function copyOut(client: pg.ClientBase, sql: string): CopyOut {
  const rows = Promise.withResolvers<number>();
  rows.promise.catch(() => {});
  let socket: Socket | undefined;
  let failure: Error | undefined;
  let count = 0;
  const data = new Readable({ read: () => void socket?.resume(), highWaterMark: 4 * BATCH_BYTES });
  // Rows come one by one; handed on so, each would cost a turn of the event loop.
  let batch: Buffer[] = [];
  let batched = 0;
  const flush = (): boolean => {
    const whole = Buffer.concat(batch, batched);
    batch = [];
    batched = 0;
    return whole.length === 0 || data.push(whole);
  };
  start(client, {
    submit: (connection) => {
      socket = connection.stream;
      connection.query(sql);
    },
    handleCopyInResponse: (connection) => connection.sendCopyFail("this statement reads"),
    handleCopyData: ({ chunk }, connection) => {
      // The driver reuses its buffer: keep a copy.
      batch.push(Buffer.from(chunk));
      batched += chunk.length;
      if (batched >= BATCH_BYTES && !flush()) connection.stream.pause();
    },
    handleCommandComplete: ({ text }) => void (count = copiedRows(text)),
    handleError: (error) => {
      failure = error;
      rows.reject(error);
      data.destroy(error);
    },
    handleReadyForQuery: () => {
      if (failure !== undefined) return;
      flush();
      data.push(null);
      rows.resolve(count);
    },
  });
  return { data, rows: rows.promise };
}

/** Runs `copy … from stdin` with the chunks of `source`; returns the number of rows that the database took. */
export async function copyIn(client: pg.ClientBase, sql: string, source: AsyncIterable<Buffer>): Promise<number> {
  const done = Promise.withResolvers<number>();
  const wanted = Promise.withResolvers<CopyConnection>();
  let failure: Error | undefined;
  let count = 0;
  start(client, {
    submit: (connection) => connection.query(sql),
    handleCopyInResponse: (connection) => wanted.resolve(connection),
    handleCopyData: () => {},
    handleCommandComplete: ({ text }) => void (count = copiedRows(text)),
    handleError: (error) => {
      failure = error;
      done.reject(error);
    },
    handleReadyForQuery: () => {
      if (failure === undefined) done.resolve(count);
    },
  });
  const connection = await Promise.race([wanted.promise, done.promise.then(() => undefined)]);
  if (connection === undefined) throw new Error("the database did not ask for data: not a copy from stdin");
  try {
    for await (const chunk of source) {
      if (failure !== undefined) break;
      connection.sendCopyFromChunk(chunk);
      if (connection.stream.writableNeedDrain) await Promise.race([once(connection.stream, "drain"), done.promise]);
    }
  } catch (error) {
    connection.sendCopyFail("the source of the data failed");
    await done.promise.catch(() => {});
    throw error;
  }
  connection.endCopyFrom();
  return done.promise;
}

const start = (client: pg.ClientBase, query: CopyQuery): void => void client.query(query as unknown as pg.Submittable);

const copiedRows = (tag: string): number => Number(/^COPY (\d+)/.exec(tag)?.[1] ?? 0);
