import { generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Provider } from "oidc-provider";
import { STAND_IN_PEOPLE, type StandInPerson } from "./identity-people.ts";
import { ShortMemory } from "./short-memory.ts";

export interface IdentityPeer {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
  readonly port: number;
}

const SCOPES = "openid profile email phone address identity";

function claimsOf(person: StandInPerson): Record<string, unknown> {
  const { acr: _, ...claims } = person;
  return "address" in claims ? { ...claims, address: { formatted: claims.address } } : { ...claims };
}

function configurationOf(peer: IdentityPeer) {
  return {
    adapter: () => new ShortMemory(),
    clients: [
      {
        client_id: peer.clientId,
        client_secret: peer.clientSecret,
        redirect_uris: peer.redirectUris,
        response_types: ["code"],
        grant_types: ["authorization_code"],
      },
    ],
    acrValues: ["loa1", "loa2", "loa3"],
    claims: {
      acr: null,
      openid: ["sub", "acr"],
      profile: ["name", "birthdate", "gender"],
      email: ["email"],
      phone: ["phone_number"],
      address: ["address"],
      identity: ["account_type", "citizen_id", "organization_name", "organization_id"],
    },
    scopes: SCOPES.split(" "),
    cookies: { keys: [randomBytes(24).toString("base64url")] },
    features: { devInteractions: { enabled: false }, userinfo: { enabled: true } },
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/chon/${uid}` },
    jwks: { keys: [{ ...generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" }), use: "sig" }] },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 300, IdToken: 300, AuthorizationCode: 60 },
    pkce: { required: () => true },
    findAccount: (_context: unknown, sub: string) => {
      const person = STAND_IN_PEOPLE.find((each) => each.sub === sub);
      return person && { accountId: sub, claims: () => claimsOf(person) };
    },
    // Whoever signs in here is asked for no consent: this is a stand-in, and its people are invented.
    loadExistingGrant: async (context: {
      oidc: {
        client: { clientId: string };
        session: { accountId: string };
        provider: { Grant: new (of: object) => { addOIDCScope(scope: string): void; save(): Promise<string> } };
      };
    }) => {
      const { client, session, provider } = context.oidc;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope(SCOPES);
      await grant.save();
      return grant;
    },
  };
}

const rows = (uid: string): string =>
  STAND_IN_PEOPLE.map((person) => {
    const [name, number] =
      person.account_type === "organization"
        ? [person.organization_name, person.organization_id]
        : [person.name, person.citizen_id];
    return `<form method="post" action="/chon/${uid}"><button name="sub" value="${person.sub}">${name} – ${number} (${person.acr})</button></form>`;
  }).join("\n");

const chooser = (uid: string): string => `<!doctype html><html lang="vi"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Định danh điện tử mô phỏng</title></head>
<body><main><h1>Định danh điện tử mô phỏng</h1>
<p>Trang này thay cho VNeID khi dùng thử trên máy này. Những người dưới đây không có thật. Chọn một người để đăng nhập.</p>
${rows(uid)}</main></body></html>`;

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  const parts: Buffer[] = [];
  for await (const part of request) {
    parts.push(part as Buffer);
    if (parts.length > 16) break;
  }
  return new URLSearchParams(Buffer.concat(parts).toString("utf8"));
}

async function answerChoice(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { uid } = await provider.interactionDetails(request, response);
  if (request.method !== "POST") {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" }).end(chooser(uid));
    return;
  }
  const sub = (await bodyOf(request)).get("sub");
  const person = STAND_IN_PEOPLE.find((each) => each.sub === sub);
  const result =
    person === undefined
      ? { error: "access_denied", error_description: "nobody was chosen" }
      : { login: { accountId: person.sub, acr: person.acr, remember: false } };
  await provider.interactionFinished(request, response, result);
}

/**
 * A local stand-in for the national electronic identity: a conforming OpenID Connect provider whose people are invented.
 * For tests and the demonstration; it listens to this machine alone and keeps nothing.
 */
export function startIdentityPeer(peer: IdentityPeer): Promise<Server> {
  const provider = new Provider(peer.issuer, configurationOf(peer));
  const standard = provider.callback();
  const server = createServer((request, response) => {
    if (!request.url?.startsWith("/chon/")) return standard(request, response);
    answerChoice(provider, request, response).catch(() => {
      response.writeHead(400, { "content-type": "text/plain; charset=utf-8" }).end("Lượt đăng nhập này đã hết hạn.");
    });
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(peer.port, "127.0.0.1", () => resolve(server));
  });
}
