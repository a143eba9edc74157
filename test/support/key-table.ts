import type { KeyScope } from "#platform/http/api-key.ts";

/** Which routes a program's key opens by each of its scopes; kept by hand as access-table.ts is. All others are closed to keys. */
export const KEY_ACCESS: Readonly<Record<KeyScope, readonly string[]>> = {
  "dossiers.read": [
    "GET /api/v1/bundles/:id",
    "GET /api/v1/dossiers",
    "GET /api/v1/dossiers/:id",
    "GET /api/v1/dossiers/:id/slips/:kind",
  ],
  "dossiers.write": [
    "POST /api/v1/bundles/:group",
    "POST /api/v1/certifications",
    "POST /api/v1/dossiers",
    "POST /api/v1/dossiers/:id/actions",
    "POST /api/v1/dossiers/:id/handings",
    "POST /api/v1/dossiers/:id/steps",
    "POST /api/v1/external/imports",
    "POST /api/v1/receptions/:versionId",
  ],
  "fees.read": ["GET /api/v1/dossiers/:id/fees"],
  "fees.write": ["POST /api/v1/dossiers/:id/payments"],
  "reports.read": [
    "GET /api/v1/external/differences",
    "GET /api/v1/facilities",
    "GET /api/v1/ratings",
    "GET /api/v1/ratings/indices",
    "GET /api/v1/reports/fees",
    "GET /api/v1/reports/ii06a",
  ],
  "staff.read": ["GET /api/v1/secondments"],
  "queue.write": ["POST /api/v1/queue/:unitId/counters/:counterId/calls", "POST /api/v1/queue/:unitId/tickets"],
  "documents.read": ["GET /api/v1/documents", "GET /api/v1/documents/:id"],
  "documents.write": ["POST /api/v1/documents"],
  "webhooks.read": ["GET /api/v1/webhooks/:id/deliveries"],
  "webhooks.write": ["POST /api/v1/webhooks/:id/replays"],
  "organisation.read": ["GET /api/v1/units", "GET /api/v1/units/:id"],
};
