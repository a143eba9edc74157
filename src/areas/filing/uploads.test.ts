import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { ask, setServerTime } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { testFiles } from "../../../test/support/files.ts";
import { type FilingDesk, makeCitizen, makeFilingDesk, MONDAY, type TestCitizen } from "../../../test/support/filing.ts";
import { PART_BYTES } from "./receive-parts.ts";

let desk: FilingDesk;
let citizen: TestCitizen;
let uploads = "";
let own = "";

/** A PDF of one page that is longer than two parts. */
function longPdf(): Buffer {
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
  ];
  let text = `%PDF-1.4\n%${"x".repeat(PART_BYTES * 2)}\n`;
  const at = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = text.length;
  text += `xref\n0 4\n0000000000 65535 f \n${at.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("")}`;
  return Buffer.from(`${text}trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`, "latin1");
}
const PDF = longPdf();

interface Made {
  readonly upload: string;
  readonly offset: number;
}
const announce = (bytes: number, name = "chứng sinh.pdf", who = citizen) =>
  ask("POST", uploads, who, { component: desk.components[0]?.code, name, bytes: String(bytes) });
const begin = async (file = PDF, name?: string) => (await announce(file.length, name)).json<Made>().upload;
const send = (upload: string, offset: number, part: Buffer, more: object = {}) =>
  ask("POST", `${uploads}/${upload}/parts`, citizen, { offset: String(offset), data: part.toString("base64"), ...more });
const offsetOf = async (upload: string) => (await ask("GET", `${uploads}/${upload}`, citizen)).json<Made>().offset;
const finish = (upload: string) => ask("POST", `${uploads}/${upload}/finish`, citizen, {});
const codeOf = (answer: { json: <T>() => T }) => answer.json<{ code: string }>().code;

/** Everything from an offset on, a part at a time. */
async function sendFrom(upload: string, from: number, file = PDF): Promise<void> {
  for (let offset = from; offset < file.length; offset += PART_BYTES) {
    const sent = await send(upload, offset, file.subarray(offset, offset + PART_BYTES));
    expect(sent.status, sent.body).toBe(200);
  }
}

beforeAll(async () => {
  setServerTime(MONDAY.toISOString());
  desk = await makeFilingDesk();
  citizen = await makeCitizen();
  const id = await desk.begin(citizen);
  uploads = `/api/v1/filings/${id}/uploads`;
  own = `/cua-toi/${id}`;
});

describe("a file that comes in parts", () => {
  it("goes on where the line broke off, is judged whole and stands with its paper", async () => {
    const upload = await begin();
    expect((await send(upload, 0, PDF.subarray(0, PART_BYTES))).json()).toEqual({ offset: PART_BYTES });
    // The answer to this one was lost: the sender does not know of it, asks, and goes on.
    await send(upload, PART_BYTES, PDF.subarray(PART_BYTES, 2 * PART_BYTES));
    const again = await send(upload, PART_BYTES, PDF.subarray(PART_BYTES, 2 * PART_BYTES));
    expect([again.status, codeOf(again)]).toEqual([409, "part_out_of_place"]);
    expect(await offsetOf(upload)).toBe(2 * PART_BYTES);
    expect([(await finish(upload)).status]).toEqual([409]);
    await sendFrom(upload, 2 * PART_BYTES);
    expect((await finish(upload)).json()).toEqual({ files: 1 });
    expect((await finish(upload)).json()).toEqual({ files: 1 });
    const { superuser } = await testDatabase();
    const { rows } = await superuser.query("select f.sha256, f.file_name, f.pages from filing_file f where f.filing_id = $1", [
      Number(own.split("/").at(-1)),
    ]);
    expect(rows).toEqual([{ sha256: createHash("sha256").update(PDF).digest("hex"), file_name: "chứng sinh.pdf", pages: 1 }]);
    expect((await ask("GET", `${own}/giay-to/${desk.components[0]?.code}`, citizen)).body).toContain("chứng sinh.pdf");
  });

  it("of four gigabytes is refused before its first byte, as is one of a kind that no office takes", async () => {
    const huge = await announce(4 * 1024 ** 3);
    expect([huge.status, codeOf(huge)]).toEqual([413, "file_too_large"]);
    const program = await announce(1000, "cai-dat.exe");
    expect([program.status, codeOf(program)]).toEqual([422, "file_kind_not_taken"]);
    expect(codeOf(await announce(0))).toBe("file_empty");
  });

  it("that was damaged on its way is told by its hash, and one that is not what it says when it is whole", async () => {
    const upload = await begin();
    const damaged = await send(upload, 0, PDF.subarray(0, 100), { sha256: "0".repeat(64) });
    expect([damaged.status, codeOf(damaged)]).toEqual([422, "part_damaged"]);
    expect(await offsetOf(upload)).toBe(0);
    const lie = Buffer.from("MZ this is no PDF at all");
    const liar = await begin(lie, "don.pdf");
    await sendFrom(liar, 0, lie);
    const judged = await finish(liar);
    expect([judged.status, codeOf(judged)]).toEqual([422, "file_kind_not_taken"]);
  });

  it("more than was announced is not taken, and what the disk lost is sent anew", async () => {
    const short = await begin(Buffer.alloc(10));
    expect(codeOf(await send(short, 0, Buffer.alloc(11)))).toBe("part_out_of_place");
    const upload = await begin();
    await send(upload, 0, PDF.subarray(0, PART_BYTES));
    await rm(await testFiles().partOf(upload));
    expect(await offsetOf(upload)).toBe(0);
    await sendFrom(upload, 0);
    expect((await finish(upload)).status).toBe(200);
  });

  it("is its sender's alone, and nobody piles up unfinished ones", async () => {
    const upload = await begin();
    const other = await makeCitizen("Trần Văn Hùng");
    expect((await ask("GET", `${uploads}/${upload}`, other)).status).toBe(404);
    expect((await announce(PDF.length, undefined, other)).status).toBe(404);
    const answers = [];
    for (let count = 0; count < 10; count += 1) answers.push((await announce(100)).status);
    expect(answers.at(-1)).toBe(429);
  });
});
