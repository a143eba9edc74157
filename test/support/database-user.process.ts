// A process that uses the embedded database of a folder until its standard input ends; tests start and kill it.
// Relative imports and arguments only, so that it also runs from a copy of the project.
import { chooseDataFolder } from "../../src/platform/db/embedded/data-folder.ts";
import { ensureEmbedded } from "../../src/platform/db/embedded/ensure-database.ts";

const database = await ensureEmbedded(chooseDataFolder(process.argv[2]));
process.stdout.write(`${JSON.stringify({ folder: database.folder, ownerUrl: database.ownerUrl, appUrl: database.appUrl })}\n`);
process.stdin.resume();
process.stdin.once("end", () => void database.release());
