import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { assetVersion } from "#platform/http/assets.ts";
import { file, publicPage } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { packageFolder } from "#platform/package-folder.ts";
import { Card, PageHeader, Stack } from "#ui/ui.tsx";
import { text } from "./texts.ts";

const nothing = z.object({});
const anything = { params: nothing, query: z.looseObject({}), body: nothing };

/** What a browser needs to put the public pages on a home screen. */
const manifest = route({
  method: "GET",
  path: "/manifest.webmanifest",
  roles: "public",
  scope: "installation",
  auditName: "portal.manifest",
  rate: "page",
  schema: anything,
  handler: (c) => {
    const described = {
      id: "/",
      name: text(c.locale, "app.name"),
      short_name: text(c.locale, "app.short_name"),
      lang: c.locale,
      start_url: "/",
      scope: "/",
      display: "standalone",
      background_color: "#ffffff",
      theme_color: "#a4161a",
      icons: [{ src: `/assets/mark.svg?v=${assetVersion}`, sizes: "any", type: "image/svg+xml", purpose: "any" }],
      shortcuts: [
        { name: text(c.locale, "offline.file"), url: "/nop-ho-so" },
        { name: text(c.locale, "look_up.title"), url: "/tra-cuu" },
      ],
    };
    return file(JSON.stringify(described), "application/manifest+json; charset=utf-8", "manifest.webmanifest", true);
  },
});

/** At the root, since a worker serves what lies below its own address. */
const worker = route({
  method: "GET",
  path: "/sw.js",
  roles: "public",
  scope: "installation",
  auditName: "portal.service_worker",
  rate: "page",
  schema: anything,
  handler: () =>
    file(
      readFileSync(join(packageFolder, "src/ui/assets/motcua-worker.js"), "utf8"),
      "text/javascript; charset=utf-8",
      "sw.js",
      true,
    ),
});

const offline = route({
  method: "GET",
  path: "/ngoai-tuyen",
  roles: "public",
  scope: "installation",
  auditName: "portal.offline",
  rate: "page",
  schema: anything,
  handler: (c) =>
    publicPage(
      c.portal(
        { title: text(c.locale, "offline.title") },
        <>
          <PageHeader title={text(c.locale, "offline.title")} lead={text(c.locale, "offline.lead")} />
          <Stack gap="l">
            <Card title={text(c.locale, "offline.drafts.title")}>
              <p>{text(c.locale, "offline.drafts.text")}</p>
            </Card>
          </Stack>
        </>,
      ),
    ),
});

export const installRoutes = [manifest, worker, offline];
