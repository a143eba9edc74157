import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { closeSheet, openSheet, paragraph } from "../pdf/sheet.ts";
import { plain } from "../pdf/lines.ts";
import { prepareCms } from "./cms.ts";
import { issueCertificate } from "./issue-certificate.ts";
import { localSigner, signHash, trustedRoots } from "./local-signer.ts";
import { embedSignature, NotSignable, preparePdf } from "./pdf-signature.ts";
import { signPdf } from "./sign-pdf.ts";
import type { SigningService } from "./signing-service.ts";
import { verifyPdf } from "./verify-pdf.ts";

const NOW = new Date("2026-11-25T03:00:00Z");
const LATER = new Date("2026-11-26T03:00:00Z");
const SIGNER = { accountId: 7, name: "Trần Thị Bích Thủy", organisation: "Ủy ban nhân dân xã Mẫu" };
const NOTE = { name: SIGNER.name, reason: "Ký kết quả", place: "Xã Mẫu", at: NOW, requestId: "r-1" };

async function makePdf(): Promise<Buffer> {
  const sheet = openSheet("A5", { title: "Trích lục", author: "UBND", subject: "s", createdAt: NOW });
  paragraph(sheet, [plain("Kết quả giải quyết")]);
  return closeSheet(sheet);
}

async function signLocally(): Promise<{ pdf: Buffer; root: string }> {
  const root = mkdtempSync(join(tmpdir(), "motcua-sign-"));
  const signed = await signPdf(localSigner(root, NOW), SIGNER, await makePdf(), NOTE);
  if (signed.state !== "signed") throw new Error(signed.state);
  return { pdf: signed.pdf, root };
}

async function trustOf(root: string): Promise<readonly X509Certificate[]> {
  const [certificate] = await localSigner(root, NOW).certificatesOf(SIGNER);
  return [new X509Certificate(certificate!.chain[1]!)];
}

describe("a signed document", () => {
  it("is intact, names its signer in Vietnamese and the time, and is valid where its issuer is trusted", async () => {
    const { pdf, root } = await signLocally();
    const [report, ...more] = await verifyPdf(pdf, await trustOf(root), LATER);
    expect(more).toEqual([]);
    expect(report).toMatchObject({
      verdict: "valid",
      faults: ["time_claimed"],
      coversAll: true,
      signer: SIGNER.name,
      organisation: SIGNER.organisation,
    });
    expect(report?.signedAt?.toISOString()).toBe(NOW.toISOString());
  });

  it("by an issuer that nobody here trusts is intact, but proves no signer", async () => {
    const { pdf, root } = await signLocally();
    expect(await trustedRoots(root)).toEqual([]);
    const [report] = await verifyPdf(pdf, [], LATER);
    expect(report).toMatchObject({ verdict: "unproven", faults: ["issuer_untrusted", "time_claimed"] });
  });

  it("of which one byte was changed is broken, wherever the byte stands", async () => {
    const { pdf, root } = await signLocally();
    const trusted = await trustOf(root);
    for (const at of [10, 400, pdf.length - 40]) {
      const changed = Buffer.from(pdf);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const [report] = await verifyPdf(changed, trusted, LATER);
      expect(report?.verdict ?? "broken", String(at)).toBe("broken");
    }
  });

  it("to which a revision was appended after signing is broken, and says so", async () => {
    const { pdf, root } = await signLocally();
    const appended = Buffer.concat([pdf, Buffer.from("\n9 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n")]);
    const [report] = await verifyPdf(appended, await trustOf(root), LATER);
    expect(report).toMatchObject({ verdict: "broken", coversAll: false });
    expect(report?.faults).toContain("appended");
    expect(report?.faults).not.toContain("changed");
  });

  it("may be signed by a second person: both signatures hold", async () => {
    const { pdf, root } = await signLocally();
    const second = { ...SIGNER, accountId: 8, name: "Lê Văn Tám" };
    const signed = await signPdf(localSigner(root, NOW), second, pdf, { ...NOTE, name: second.name, requestId: "r-2" });
    if (signed.state !== "signed") throw new Error(signed.state);
    const reports = await verifyPdf(signed.pdf, await trustOf(root), LATER);
    expect(reports.map(({ signer, verdict }) => [signer, verdict])).toEqual([
      [SIGNER.name, "valid"],
      ["Lê Văn Tám", "valid"],
    ]);
  });
});

describe("certificates", () => {
  const signWith = async (from: string, until: string) => {
    const root = await issueCertificate({
      commonName: "Gốc",
      organisation: "CA",
      from: new Date("2015-01-01"),
      until: new Date("2040-01-01"),
    });
    const own = await issueCertificate({
      commonName: "A",
      organisation: "B",
      from: new Date(from),
      until: new Date(until),
      issuer: root,
    });
    const prepared = await preparePdf(await makePdf(), NOTE);
    const cms = await prepareCms(prepared.digest, [own.certificate, root.certificate]);
    return {
      pdf: embedSignature(prepared.pdf, cms.finish(signHash(own, cms.attributesDigest))),
      root: new X509Certificate(root.certificate),
    };
  };

  it("that had expired when the document was signed proves nothing", async () => {
    const { pdf, root } = await signWith("2020-01-01", "2021-01-01");
    const [report] = await verifyPdf(pdf, [root], LATER);
    expect(report).toMatchObject({ verdict: "unproven" });
    expect(report?.faults).toContain("certificate_expired");
  });

  it("that expired after the signing does not undo it", async () => {
    const { pdf, root } = await signWith("2026-01-01", "2026-12-01");
    const [report] = await verifyPdf(pdf, [root], new Date("2030-01-01"));
    expect(report?.faults).toEqual(["time_claimed"]);
  });

  it("of another person do not make a signature theirs", async () => {
    const root = await issueCertificate({
      commonName: "Gốc",
      organisation: "CA",
      from: new Date("2015-01-01"),
      until: new Date("2040-01-01"),
    });
    const wish = { organisation: "B", from: new Date("2020-01-01"), until: new Date("2030-01-01"), issuer: root };
    const [chair, other] = [
      await issueCertificate({ ...wish, commonName: "Chủ tịch" }),
      await issueCertificate({ ...wish, commonName: "Kẻ khác" }),
    ];
    const prepared = await preparePdf(await makePdf(), NOTE);
    const cms = await prepareCms(prepared.digest, [chair.certificate]);
    const pdf = embedSignature(prepared.pdf, cms.finish(signHash(other, cms.attributesDigest)));
    const [report] = await verifyPdf(pdf, [new X509Certificate(root.certificate)], LATER);
    expect(report).toMatchObject({ verdict: "broken", signer: "Chủ tịch" });
    expect(report?.faults).toContain("forged");
  });
});

describe("a signing service", () => {
  const service = (answers: readonly ("waiting" | "refused")[]): SigningService => {
    const local = localSigner(mkdtempSync(join(tmpdir(), "motcua-sign-")), NOW);
    const left = [...answers];
    return {
      ...local,
      answer: async (id) => {
        const next = left.shift();
        if (next === "refused") return { state: "refused", reason: "by the person" };
        return next === undefined ? local.answer(id) : { state: next };
      },
    };
  };

  it("is asked again while the person has not confirmed, and a refusal signs nothing", async () => {
    const pdf = await makePdf();
    expect((await signPdf(service(["waiting", "waiting"]), SIGNER, pdf, NOTE)).state).toBe("signed");
    expect((await signPdf(service(["waiting", "refused"]), SIGNER, pdf, NOTE)).state).toBe("refused");
    expect((await signPdf(service(Array.from({ length: 30 }, () => "waiting" as const)), SIGNER, pdf, NOTE)).state).toBe(
      "waiting",
    );
  });

  it("sees a hash, never the document", async () => {
    const seen: number[] = [];
    const local = localSigner(mkdtempSync(join(tmpdir(), "motcua-sign-")), NOW);
    await signPdf(
      { ...local, request: (hash) => (seen.push(hash.digest.length), local.request(hash)) },
      SIGNER,
      await makePdf(),
      NOTE,
    );
    expect(seen).toEqual([32]);
  });
});

it("what is no signed PDF has no signature, and what is no PDF cannot be signed", async () => {
  expect(await verifyPdf(await makePdf(), [], NOW)).toEqual([]);
  expect(await verifyPdf(Buffer.from("not a pdf /ByteRange [0 1 2 3]"), [], NOW)).toMatchObject([
    { verdict: "broken", faults: ["unreadable"] },
  ]);
  await expect(preparePdf(Buffer.from("not a pdf"), NOTE)).rejects.toBeInstanceOf(NotSignable);
});
