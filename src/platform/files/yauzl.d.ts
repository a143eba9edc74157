/** The part of yauzl that is used here; the package brings no types of its own. */
declare module "yauzl" {
  import type { Readable } from "node:stream";

  export interface Entry {
    readonly fileName: string;
    readonly compressedSize: number;
    readonly uncompressedSize: number;
    readonly generalPurposeBitFlag: number;
  }

  export interface ZipFile {
    readonly entryCount: number;
    readEntry(): void;
    openReadStream(entry: Entry, done: (error: Error | null, stream?: Readable) => void): void;
    close(): void;
    removeAllListeners(): this;
    on(event: "entry", listener: (entry: Entry) => void): this;
    on(event: "end", listener: () => void): this;
    on(event: "error", listener: (error: Error) => void): this;
  }

  export function open(
    path: string,
    options: { readonly lazyEntries: true; readonly validateEntrySizes: boolean },
    done: (error: Error | null, zip?: ZipFile) => void,
  ): void;
}
