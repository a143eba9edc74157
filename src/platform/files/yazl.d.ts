/** The part of yazl that is used here; the package brings no types of its own. */
declare module "yazl" {
  import type { Readable } from "node:stream";

  export class ZipFile {
    readonly outputStream: Readable;
    addBuffer(content: Buffer, name: string, options?: { readonly mtime?: Date; readonly compress?: boolean }): void;
    addFile(path: string, name: string, options?: { readonly mtime?: Date; readonly compress?: boolean }): void;
    end(): void;
  }
}
