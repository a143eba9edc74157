import { afterAll } from "vitest";
import { setServerTime } from "./server-time.ts";

// The files of a thread share their modules: one that set the clock does not leave it so to the next.
afterAll(() => setServerTime(undefined));
