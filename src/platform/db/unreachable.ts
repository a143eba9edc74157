/** No session comes about, or it is cut: no such role, password or database, too many sessions, starting up, shut down. */
const OF_SESSION = /^(08\w{3}|28\w{3}|3D000|53300|57P0[1-4])$/;

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** Node joins the failures of several addresses in one error without a message. */
export const reasonOf = (error: unknown): string =>
  error instanceof AggregateError
    ? error.errors.map((each: unknown) => asError(each).message).join(", ")
    : asError(error).message;

/** Whether this error says that the database cannot be reached, for whoever has no other connection open. */
export function saysUnreachable(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(saysUnreachable);
  const { code = "", syscall } = asError(error) as NodeJS.ErrnoException;
  if (syscall === "connect" || syscall === "getaddrinfo" || OF_SESSION.test(code)) return true;
  return /^(Connection terminated|timeout exceeded when trying to connect)/.test(asError(error).message);
}
