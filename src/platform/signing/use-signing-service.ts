import { localSigner } from "./local-signer.ts";
import type { SigningService } from "./signing-service.ts";

/** Opens the service for one request; `root` is where files lie. */
export type OpenSigningService = (root: string, now: Date) => SigningService;

let open: OpenSigningService = localSigner;

/** The service by which results are signed: the stand-in on this machine, until another is set up. */
export const signingService: OpenSigningService = (root, now) => open(root, now);

/** Sets up another service; answers the one that it takes the place of. */
export function useSigningService(other: OpenSigningService): OpenSigningService {
  const before = open;
  open = other;
  return before;
}
