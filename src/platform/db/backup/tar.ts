import { type FileHandle, open } from "node:fs/promises";

/** A plain tar file (POSIX ustar), so that any machine can open a backup without Motcua. */
export interface TarWriter {
  /** Appends a file of this machine under `name`. */
  addFile(name: string, path: string): Promise<void>;
  addBuffer(name: string, content: Buffer): Promise<void>;
  /** Writes the end mark and makes sure that everything is on the disk. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

export interface TarEntry {
  readonly name: string;
  readonly offset: number;
  readonly size: number;
}

const BLOCK = 512;
const NAME_MAX_BYTES = 100;
const OCTAL_SIZE_MAX = 0o77777777777;
const CHUNK = 1_048_576;

export async function createTar(path: string): Promise<TarWriter> {
  const file = await open(path, "wx", 0o600);
  const pad = (size: number): Buffer => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
  return {
    addFile: async (name, source) => {
      const input = await open(source, "r");
      try {
        const { size } = await input.stat();
        await file.appendFile(header(name, size));
        await copyExactly(input, file, size, source);
        await file.appendFile(pad(size));
      } finally {
        await input.close();
      }
    },
    addBuffer: async (name, content) => {
      await file.appendFile(Buffer.concat([header(name, content.length), content, pad(content.length)]));
    },
    finish: async () => {
      await file.appendFile(Buffer.alloc(2 * BLOCK));
      await file.sync();
      await file.close();
    },
    close: () => file.close().catch(() => {}),
  };
}

/** Lists the entries without reading their contents. Throws where the file is not a whole tar archive. */
export async function readTarEntries(file: FileHandle): Promise<TarEntry[]> {
  const { size: total } = await file.stat();
  const entries: TarEntry[] = [];
  const block = Buffer.alloc(BLOCK);
  for (let position = 0; position + BLOCK <= total;) {
    await file.read(block, 0, BLOCK, position);
    if (block.every((byte) => byte === 0)) return entries;
    if (readOctal(block, 148, 8) !== checksum(block))
      throw new Error(`this is not a tar archive, or it is damaged at byte ${position}`);
    const size = readSize(block);
    const name = block.toString("utf8", 0, NAME_MAX_BYTES).replace(/\0.*$/s, "");
    const offset = position + BLOCK;
    if (offset + size > total) break;
    entries.push({ name, offset, size });
    position = offset + Math.ceil(size / BLOCK) * BLOCK;
  }
  throw new Error("the archive ends early: it was not written or copied to its end");
}

/** The bytes of one entry in chunks. */
export async function* readTarEntry(file: FileHandle, entry: TarEntry): AsyncGenerator<Buffer> {
  for (let done = 0; done < entry.size;) {
    const chunk = Buffer.alloc(Math.min(CHUNK, entry.size - done));
    const { bytesRead } = await file.read(chunk, 0, chunk.length, entry.offset + done);
    if (bytesRead === 0) throw new Error("the archive ends early");
    done += bytesRead;
    yield chunk.subarray(0, bytesRead);
  }
}

async function copyExactly(input: FileHandle, output: FileHandle, size: number, name: string): Promise<void> {
  const chunk = Buffer.alloc(CHUNK);
  for (let done = 0; done < size;) {
    const { bytesRead } = await input.read(chunk, 0, Math.min(CHUNK, size - done), done);
    if (bytesRead === 0) throw new Error(`${name} became shorter while it was read`);
    await output.appendFile(chunk.subarray(0, bytesRead));
    done += bytesRead;
  }
}

function header(name: string, size: number): Buffer {
  if (Buffer.byteLength(name) > NAME_MAX_BYTES) throw new Error(`the name is too long for a tar archive: ${name}`);
  const block = Buffer.alloc(BLOCK);
  block.write(name, 0);
  block.write("0000600\0", 100);
  block.write("0000000\0", 108);
  block.write("0000000\0", 116);
  writeSize(block, size);
  block.write("00000000000\0", 136);
  block.write("0", 156);
  block.write("ustar\u000000", 257);
  block.write(`${checksum(block).toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}

/** Beyond 8 GiB the size is binary with the highest bit set, as GNU and BSD tar read it. */
function writeSize(block: Buffer, size: number): void {
  if (size <= OCTAL_SIZE_MAX) {
    block.write(`${size.toString(8).padStart(11, "0")}\0`, 124);
    return;
  }
  block[124] = 0x80;
  block.writeBigUInt64BE(BigInt(size), 128);
}

const readSize = (block: Buffer): number =>
  block[124] === 0x80 ? Number(block.readBigUInt64BE(128)) : readOctal(block, 124, 12);

const readOctal = (block: Buffer, offset: number, length: number): number =>
  Number.parseInt(block.toString("ascii", offset, offset + length).replace(/[\0 ].*$/s, "") || "0", 8);

/** The sum of the header's bytes, its own field counted as spaces. */
function checksum(block: Buffer): number {
  return block.reduce((sum, byte, index) => sum + (index >= 148 && index < 156 ? 0x20 : byte), 0);
}
