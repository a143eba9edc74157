import { z } from "zod";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What an archive holds. Hashes are of the uncompressed text of COPY, and of each file's bytes. */
export const manifestSchema = z.object({
  format: z.literal("motcua-backup"),
  version: z.literal(1),
  createdAt: z.iso.datetime(),
  program: z.string(),
  server: z.string(),
  migrations: z.array(z.object({ version: z.int(), name: z.string(), sha256 })),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), rows: z.int(), bytes: z.int(), sha256 })),
  sequences: z.array(z.object({ name: z.string(), last: z.string().regex(/^-?\d+$/), called: z.boolean() })),
  files: z.array(z.object({ path: z.string(), bytes: z.int(), sha256 })),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type TableRecord = Manifest["tables"][number];
export type FileRecord = Manifest["files"][number];

export const MANIFEST_ENTRY = "manifest.json";
export const tableEntry = (name: string): string => `tables/${name}.copy.gz`;
export const fileEntry = (path: string): string => `files/${path}`;
