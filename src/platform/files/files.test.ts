import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { readdir, utimes } from "node:fs/promises";
import { type IncomingMessage, request } from "node:http";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import type { FastifyInstance } from "fastify";
import Pdf from "pdfkit";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ZipFile } from "yazl";
import { z } from "zod";
import { testDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { testFiles } from "../../../test/support/files.ts";
import { TEST_PUBLIC_URL, testServer } from "../../../test/support/web.tsx";
import { inTransaction, NO_ROWS } from "../db/tx.ts";
import { json, storedFile, storedPixels } from "../http/reply.ts";
import { route } from "../http/route.ts";
import { fileJobs } from "./file.jobs.ts";
import { acceptOf, FILE_KINDS, MEDIA_TYPES, SCAN_RULE, type Upload } from "./file-kind.ts";
import { findStoredFile, rememberFiles } from "./file.store.ts";
import { renderPage } from "./pdf.ts";
import { harmlessName } from "./receive-files.ts";
import { useVirusScanner } from "./scan-for-viruses.ts";

const files = testFiles();
let database: TestDatabase;
let server: FastifyInstance;
const NOW = new Date();

const upload = route({
  method: "POST",
  path: "/thu",
  roles: "public",
  scope: "installation",
  auditName: "test.upload",
  rate: "export",
  schema: { params: z.object({}), query: z.object({}), body: z.object({ note: z.string().optional() }) },
  takesFiles: { kinds: FILE_KINDS, maxBytes: 6 * 1_048_576, most: 3 },
  handler: async (c) => json({ note: c.body.note ?? null, uploads: c.uploads }),
  onRefusal: (_c, refusal, errors, typed) => json({ code: refusal.code, errors, typed }, refusal.status),
});
const plain = route({
  ...(upload as unknown as Parameters<typeof route>[0]),
  path: "/khong-tep",
  auditName: "test.plain",
  takesFiles: undefined,
} as never);
const download = route({
  method: "GET",
  path: "/tep/:sha256",
  roles: "public",
  scope: "installation",
  auditName: "test.download",
  rate: "export",
  schema: { params: z.object({ sha256: z.string() }), query: z.object({}), body: z.object({}) },
  handler: async (c) => storedFile(c.files.pathOf(c.params.sha256), MEDIA_TYPES.pdf, "Đơn đề nghị.pdf"),
});
const pages = route({
  ...(download as unknown as Parameters<typeof route>[0]),
  path: "/tep/:sha256/trang",
  auditName: "test.page",
  handler: async (c: { params: { sha256: string } }) =>
    storedPixels(await renderPage(files, c.params.sha256, 1), "image/jpeg", "trang-1.jpg"),
} as never);

beforeAll(async () => {
  database = await testDatabase();
  server = await testServer(database, [upload, plain, download, pages]);
});
afterAll(() => server.close());

const pdf = async (pagesCount = 2, options: object = {}): Promise<Buffer> => {
  const document = new Pdf(options);
  const whole = buffer(document);
  for (let n = 1; n < pagesCount; n += 1) document.text("Giấy khai sinh").addPage();
  document.end();
  return whole;
};
const jpeg = () => sharp({ create: { width: 40, height: 20, channels: 3, background: "red" } });

async function zip(entries: Readonly<Record<string, Buffer>>): Promise<Buffer> {
  const made = new ZipFile();
  for (const [name, content] of Object.entries(entries)) made.addBuffer(content, name);
  made.end();
  return buffer(made.outputStream);
}
const docx = (more: Readonly<Record<string, Buffer>> = {}) =>
  zip({
    "[Content_Types].xml": Buffer.from(
      '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    ),
    "word/document.xml": Buffer.from("<w:document/>"),
    ...more,
  });

interface Said {
  readonly status: number;
  readonly code?: string;
  readonly errors?: readonly { field: string; message: string }[];
  readonly typed?: Record<string, unknown>;
  readonly uploads: readonly Upload[];
}

async function send(parts: readonly (readonly [name: string, content: Buffer])[], url = "/thu"): Promise<Said> {
  const form = new FormData();
  form.set("note", "ghi chú");
  for (const [name, content] of parts) form.append("scan", new Blob([new Uint8Array(content)]), name);
  const encoded = new Response(form);
  const answer = await server.inject({
    method: "POST",
    url,
    headers: { "content-type": encoded.headers.get("content-type") ?? "" },
    payload: Buffer.from(await encoded.arrayBuffer()),
  });
  return {
    status: answer.statusCode,
    ...(answer.headers["content-type"]?.toString().includes("json") === true ? answer.json<object>() : {}),
  } as Said;
}

const sha256 = (content: Buffer): string => createHash("sha256").update(content).digest("hex");

describe("a file that is taken", () => {
  it("keeps a PDF byte for byte, under its hash, with its pages counted", async () => {
    const sent = await pdf(3);
    const { status, uploads } = await send([["Giấy khai sinh.pdf", sent]]);
    expect(status).toBe(200);
    expect(uploads).toMatchObject([
      { field: "scan", name: "Giấy khai sinh.pdf", kind: "pdf", pages: 3, scan: "not_scanned", sha256: sha256(sent) },
    ]);
    expect(readFileSync(files.pathOf(sha256(sent))).equals(sent)).toBe(true);
  });

  it("writes an image anew: upright, without place, device and what follows its end", async () => {
    const marked = await jpeg()
      .withExif({ IFD0: { Make: "MotcuaCam" }, IFD3: { GPSLatitude: "21/1 1/1 1/1" } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const sent = Buffer.concat([marked, Buffer.from("<script>alert(1)</script>")]);
    const { uploads } = await send([["anh.JPG", sent]]);
    const [kept] = uploads;
    expect(kept).toMatchObject({ kind: "jpg", width: 20, height: 40, sentSha256: sha256(sent) });
    const bytes = readFileSync(files.pathOf(kept?.sha256 ?? ""));
    expect(bytes.includes("MotcuaCam") || bytes.includes("<script>")).toBe(false);
    expect((await sharp(bytes).metadata()).exif).toBeUndefined();
  });

  it("is handed out as an attachment in a sandbox, and shown as pixels alone", async () => {
    const { uploads } = await send([["don.pdf", await pdf()]]);
    const hash = uploads[0]?.sha256 ?? "";
    const whole = await server.inject({ url: `/tep/${hash}` });
    expect(whole.headers).toMatchObject({
      "content-security-policy": "sandbox; default-src 'none'",
      "x-content-type-options": "nosniff",
      "content-disposition": expect.stringMatching(/^attachment; filename="Don de nghi.pdf"|^attachment/),
    });
    const page = await server.inject({ url: `/tep/${hash}/trang` });
    expect(page.headers["content-type"]).toBe("image/jpeg");
    expect(await sharp(page.rawPayload).metadata()).toMatchObject({ format: "jpeg", width: 1_400 });
  });

  it("may be an Office document without macros", async () => {
    expect((await send([["don.docx", await docx()]])).uploads).toMatchObject([{ kind: "docx", pages: null }]);
  });
});

describe("a file that is refused", () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  const cases: readonly (readonly [string, string, () => Buffer | Promise<Buffer>, string])[] = [
    ["an image with a script in it", "hinh.svg", () => svg, "file_kind_not_taken"],
    ["a page of the web", "trang.pdf", () => Buffer.from("<!doctype html><script>alert(1)</script>"), "file_kind_not_taken"],
    ["one that lies about its kind", "don.pdf", () => jpeg().png().toBuffer(), "file_lies"],
    ["one without a name's ending", "don", () => pdf(), "file_lies"],
    ["an empty one", "don.pdf", () => Buffer.alloc(0), "file_empty"],
    ["a PDF cut short", "don.pdf", () => Buffer.from("%PDF-1.7\n1 0 obj"), "file_damaged"],
    ["a PDF with a password", "don.pdf", () => pdf(2, { userPassword: "x" }), "file_locked"],
    ["an image cut short", "anh.jpg", async () => (await jpeg().jpeg().toBuffer()).subarray(0, 200), "file_damaged"],
    ["a document with macros", "don.docx", () => docx({ "word/vbaProject.bin": Buffer.from("x") }), "file_macros"],
    ["a bomb in a document", "don.docx", () => docx({ "word/a.xml": Buffer.alloc(60 * 1_048_576) }), "file_bomb"],
    [
      "a file of a virus test",
      "eicar.txt",
      () => Buffer.from(String.raw`X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR`),
      "file_kind_not_taken",
    ],
    ["one that is too long", "don.pdf", () => Buffer.alloc(6 * 1_048_576 + 1, "%PDF-1.7"), "file_too_large"],
  ];

  it.each(cases)("is %s", async (_, name, content, code) => {
    const said = await send([[name, await content()]]);
    expect(said.code).toBe(code);
    expect(said.errors?.[0]?.message).toContain(name);
    expect(said.typed).toEqual({ note: "ghi chú" });
  });

  it("is a flood of pixels, told by its header before one of them is decoded", async () => {
    const flood = await sharp({ create: { width: 100, height: 100, channels: 3, background: "red" } })
      .png()
      .toBuffer();
    flood.writeUInt32BE(50_000, 16);
    flood.writeUInt32BE(50_000, 20);
    flood.writeUInt32BE(crc32(flood.subarray(12, 29)), 29);
    const startedAt = performance.now();
    expect((await send([["anh.png", flood]])).code).toBe("image_too_large");
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it("leaves nothing aside, and the others of the same form are told of too", async () => {
    const said = await send([
      ["a.svg", svg],
      ["b.pdf", await jpeg().png().toBuffer()],
    ]);
    expect(said.errors?.map(({ message }) => /“(.+?)”/.exec(message)?.[1])).toEqual(["a.svg", "b.pdf"]);
    await expect.poll(() => readdir(join(files.root, ".incoming"))).toEqual([]);
  });

  it("is the fourth where three are taken, and any at a form that takes none", async () => {
    const one = await pdf();
    expect(
      (
        await send([
          ["1.pdf", one],
          ["2.pdf", one],
          ["3.pdf", one],
          ["4.pdf", one],
        ])
      ).code,
    ).toBe("file_too_many");
    expect((await send([["1.pdf", one]], "/khong-tep")).status).toBe(415);
  });

  it("is four gigabytes, at once and without reading them", async () => {
    await server.listen({ port: 0, host: "127.0.0.1" });
    const { port } = server.server.address() as AddressInfo;
    const startedAt = performance.now();
    const sending = request({
      port,
      method: "POST",
      path: "/thu",
      headers: {
        "content-type": "multipart/form-data; boundary=x",
        "content-length": 4 * 1024 ** 3,
        origin: TEST_PUBLIC_URL,
        host: "localhost:3000",
      },
    });
    sending.on("error", () => {});
    sending.write(
      '--x\r\ncontent-disposition: form-data; name="note"\r\n\r\nghi\r\n--x\r\ncontent-disposition: form-data; name="scan"; filename="to.pdf"\r\n\r\n%PDF-1.7',
    );
    const [answer] = (await once(sending, "response")) as [IncomingMessage];
    const said = JSON.parse((await buffer(answer)).toString("utf8")) as Said;
    expect(said).toMatchObject({ code: "file_too_large", typed: { note: "ghi" } });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    sending.destroy();
  });

  it("is what the virus scanner finds; without a scanner a file is never called clean", async () => {
    const daemon = createServer((socket) => {
      socket.on("data", (chunk) => void (chunk.subarray(-4).equals(Buffer.alloc(4)) && socket.end(answer)));
    });
    let answer = "stream: Eicar-Test FOUND\0";
    const path = join(files.root, ".clamd");
    await new Promise<void>((listening) => void daemon.listen(path, listening));
    useVirusScanner(path);
    expect((await send([["a.pdf", await pdf()]])).code).toBe("file_infected");
    answer = "stream: OK\0";
    expect((await send([["a.pdf", await pdf()]])).uploads[0]?.scan).toBe("clean");
    daemon.close();
    expect((await send([["a.pdf", await pdf()]])).uploads[0]?.scan).toBe("not_scanned");
    useVirusScanner(undefined);
  });
});

describe("what lies on the disk", () => {
  const [sweep, walk] = fileJobs;
  const keep = async (content: Buffer): Promise<Upload> => (await send([["a.pdf", content]])).uploads[0] as Upload;
  const remember = (kept: Upload) => inTransaction(database.app, NO_ROWS, (tx) => rememberFiles(tx, [kept, kept], NOW));

  it("is taken away after a day where no command named it, and only then", async () => {
    const [named, orphan, young] = [await keep(await pdf(4)), await keep(await pdf(5)), await keep(await pdf(6))];
    await remember(named);
    const yesterday = new Date(NOW.getTime() - 25 * 3_600_000);
    await Promise.all([named, orphan].map(({ sha256: hash }) => utimes(files.pathOf(hash), yesterday, yesterday)));
    expect(await sweep?.run(database.app, NOW, { files, publicUrl: "" })).toMatchObject({ orphans: 1 });
    expect([named, orphan, young].map(({ sha256: hash }) => existsSync(files.pathOf(hash)))).toEqual([true, false, true]);
    expect(readdirSync(join(files.root, ".incoming"))).toEqual([]);
  });

  it("is compared with its hash each day: what is missing or damaged is said so", async () => {
    const [missing, damaged] = [await keep(await pdf(7)), await keep(await pdf(8))];
    await remember(missing);
    await remember(damaged);
    await files.removeOld(missing.sha256, new Date(NOW.getTime() + 48 * 3_600_000));
    writeFileSync(files.pathOf(damaged.sha256), "x");
    const report = await walk?.run(database.app, NOW, { files, publicUrl: "" });
    expect(report?.["missing"]).toBeGreaterThanOrEqual(1);
    const found = await inTransaction(database.app, NO_ROWS, async (tx) => [
      await findStoredFile(tx, missing.sha256),
      await findStoredFile(tx, damaged.sha256),
    ]);
    expect(found).toMatchObject([{ problem: "missing" }, { problem: "damaged" }]);
  });
});

it("a name is made harmless and stays readable", () => {
  expect(harmlessName("C:\\Users\\Hoa\\Giấy khai sinh.pdf")).toBe("Giấy khai sinh.pdf");
  expect(harmlessName("../../etc/passwd")).toBe("passwd");
  expect(harmlessName("a\u202Efdp.exe\u0000.pdf")).toBe("afdp.exe.pdf");
  expect(harmlessName(`${"á".repeat(300)}.pdf`)).toHaveLength(120);
  expect(acceptOf(SCAN_RULE.kinds)).toBe(".pdf,.jpg,.jpeg,.png");
});

/** CRC-32 as PNG wants it. */
function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
