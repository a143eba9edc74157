import { EXIT } from "./command.ts";

/** A command refuses; `main` prints the message on standard error and ends with the code. */
export class CliRefusal extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number = EXIT.failed, options?: ErrorOptions) {
    super(message, options);
    this.name = "CliRefusal";
    this.exitCode = exitCode;
  }
}
