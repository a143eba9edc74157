import { z } from "zod";
import { reading } from "#platform/db/tx.ts";
import { file, live, secretPage } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { findPoint, hallOfNow, hallPicture, queueRefusal, queueTopic } from "#queue";
import { BoardPage } from "./board.page.tsx";
import { DeviceParams, openDevice } from "./device-context.ts";
import { type Board, getBoard } from "./get-board.ts";
import { deviceTopic } from "./displays.ts";
import { findClips } from "./keep-language.ts";
import { readCall, speakCall } from "./voice.ts";

const nothing = z.object({});
const BOARDS = ["queue", "gate", "hall"] as const;
const REFRESH_MS = 30_000;
const GATE_REFRESH_MS = 300_000;

const board = route({
  method: "GET",
  path: "/man-hinh/:unitId(^\\d+$)/:token",
  roles: "public",
  scope: "device",
  auditName: "displays.board",
  rate: "page",
  schema: { params: DeviceParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { device, scope, read } = await openDevice(c, c.params, BOARDS);
    const shown = await read((tx) => getBoard(tx, device.kind, device.unitId, scope, c.now));
    const address = `/man-hinh/${c.params.unitId}/${c.params.token}`;
    return secretPage(<BoardPage locale={c.locale} kind={device.kind} board={shown} address={address} now={c.now} />);
  },
});

const boardLive = route({
  method: "GET",
  path: "/man-hinh/:unitId(^\\d+$)/:token/truc-tiep",
  roles: "public",
  scope: "device",
  auditName: "displays.board_live",
  rate: "page",
  schema: { params: DeviceParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { device, scope } = await openDevice(c, c.params, BOARDS);
    const { locale, pool } = c;
    const { unitId, kind } = device;
    let month: { readonly figures: Board["figures"]; readonly madeAt: number } | undefined;
    const render = async (): Promise<string> => {
      const now = new Date();
      if (kind === "queue") return JSON.stringify(hallPicture(await hallOfNow(pool, scope, unitId), locale, now));
      // Each call in the hall asks for the picture; the month's figures are counted anew only every few minutes.
      const known = month !== undefined && now.getTime() - month.madeAt < GATE_REFRESH_MS ? month : undefined;
      const shown = await reading(pool, scope, (tx) => getBoard(tx, kind, unitId, scope, now, known));
      month = known ?? { figures: shown.figures, madeAt: now.getTime() };
      return JSON.stringify({ notices: shown.notices, figures: shown.figures, officers: shown.officers });
    };
    const refreshMs = kind === "queue" ? REFRESH_MS : GATE_REFRESH_MS;
    const endsOn = deviceTopic(device.id);
    return live({ topic: queueTopic(unitId), key: `board:${kind}:${unitId}:${locale}`, render, refreshMs, endsOn });
  },
});

const voice = route({
  method: "GET",
  path: "/man-hinh/:unitId(^\\d+$)/:token/loi-goi/:clip.wav",
  roles: "public",
  scope: "device",
  auditName: "displays.voice",
  rate: "page",
  schema: { params: DeviceParams.extend({ clip: z.string().max(20) }), query: nothing, body: nothing },
  handler: async (c) => {
    const { read } = await openDevice(c, c.params, BOARDS);
    const call = readCall(c.params.clip);
    if (call === undefined) throw queueRefusal("ticket_unknown");
    const { voice: name, clips } = await read(async (tx) => {
      const point = await findPoint(tx, c.params.unitId);
      return { voice: point?.voice ?? "bac", clips: point && (await findClips(tx, c.files, point)) };
    });
    return file(speakCall(name, call, clips), "audio/wav", `${c.params.clip}.wav`, true);
  },
});

export const boardRoutes = [board, boardLive, voice];
