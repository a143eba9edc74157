import { beginTestRun, endTestRun } from "./test-run.ts";

/** Runs once around all tests: whatever they started is stopped, also after a failure. */
export async function setup(): Promise<void> {
  await beginTestRun();
}

export async function teardown(): Promise<void> {
  await endTestRun();
}
