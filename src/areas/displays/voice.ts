import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { clipName, type Filler, HIGHEST_SPOKEN, spelledCall, spokenCall } from "#core/queue/index.ts";
import { listVoices, VOICE_FOLDER as FOLDER } from "#queue";
import { atRate, type Pcm } from "./pcm.rules.ts";

interface Voice {
  readonly filler: Filler;
  readonly sampleRate: number;
  readonly folder: string;
}

const BYTES_PER_SAMPLE = 2;
const HEADER_BYTES = 44;

/** The voice of that name, or the northern one where it is not installed. */
function getVoice(name: string): Voice {
  const known = /^[a-z0-9-]{1,40}$/.test(name) && existsSync(join(FOLDER, name, "voice.json")) ? name : "bac";
  const folder = join(FOLDER, known);
  const about = JSON.parse(readFileSync(join(folder, "voice.json"), "utf8")) as Omit<Voice, "folder">;
  return { ...about, folder };
}

const silence = (rate: number, seconds: number): Buffer => Buffer.alloc(Math.round(rate * seconds) * BYTES_PER_SAMPLE);

/** Two soft tones, so that people look up before the words come. */
function chime(rate: number): Buffer {
  const tone = (hertz: number, seconds: number): Buffer => {
    const samples = Math.round(rate * seconds);
    const bytes = Buffer.alloc(samples * BYTES_PER_SAMPLE);
    for (let n = 0; n < samples; n += 1) {
      const fade = Math.min(1, n / (rate * 0.01)) * Math.exp((-4 * n) / samples);
      bytes.writeInt16LE(Math.round(Math.sin((2 * Math.PI * hertz * n) / rate) * fade * 9000), n * BYTES_PER_SAMPLE);
    }
    return bytes;
  };
  return Buffer.concat([tone(659, 0.35), tone(523, 0.5)]);
}

function wav(samples: Buffer, rate: number): Buffer {
  const head = Buffer.alloc(HEADER_BYTES);
  head.write("RIFF", 0, "latin1");
  head.writeUInt32LE(HEADER_BYTES - 8 + samples.length, 4);
  head.write("WAVEfmt ", 8, "latin1");
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * BYTES_PER_SAMPLE, 28);
  head.writeUInt16LE(BYTES_PER_SAMPLE, 32);
  head.writeUInt16LE(BYTES_PER_SAMPLE * 8, 34);
  head.write("data", 36, "latin1");
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

/** A call as it is asked for in an address: prefix, number and counter. */
export function readCall(clip: string): { prefix: string; number: number; counter: number } | undefined {
  const match = /^([A-ZĐ]{1,2})-(\d{1,4})-(\d{1,3})$/.exec(clip);
  if (match === null) return undefined;
  const [number, counter] = [Number(match[2]), Number(match[3])];
  return number > HIGHEST_SPOKEN ? undefined : { prefix: match[1] ?? "", number, counter };
}

/** Clips of another language, by the names of their words. */
export type Clips = ReadonlyMap<string, Pcm>;

const bytesOf = (samples: Int16Array): Buffer => Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);

/** A word as the chosen voice says it, else as the next one that has it: a recorded voice need not be complete. */
export function clipOf(word: string, order: readonly Voice[], rate: number): Buffer | undefined {
  for (const { folder, sampleRate } of order) {
    const file = join(folder, `${clipName(word)}.pcm`);
    if (!existsSync(file)) continue;
    const bytes = readFileSync(file);
    const samples = Int16Array.from({ length: bytes.length >> 1 }, (_, index) => bytes.readInt16LE(index * 2));
    return bytesOf(atRate({ sampleRate, samples }, rate));
  }
  return undefined;
}

/** The chosen voice first, then those of the same region's words, then the rest. */
function orderOf(chosen: Voice): readonly Voice[] {
  const others = listVoices()
    .map(({ name }) => getVoice(name))
    .filter(({ folder }) => folder !== chosen.folder);
  return [chosen, ...others.toSorted((a, b) => Number(b.filler === chosen.filler) - Number(a.filler === chosen.filler))];
}

/**
 * Chime and words of one call as a WAV file, joined from clips; no other machine is asked. After them the same call in the
 * hall's second language, where its clips are complete.
 */
export function speakCall(voiceName: string, call: { prefix: string; number: number; counter: number }, second?: Clips): Buffer {
  const voice = getVoice(voiceName);
  const { filler, sampleRate } = voice;
  const order = orderOf(voice);
  const gap = silence(sampleRate, 0.06);
  const words = spokenCall(call.prefix, call.number, call.counter, filler).flatMap((word) => {
    const clip = clipOf(word, order, sampleRate);
    return clip === undefined ? [] : [clip, gap];
  });
  const spelled = second && spelledCall(call.prefix, call.number, call.counter, new Set(second.keys()));
  const again = (spelled ?? []).flatMap((word) => {
    const clip = second?.get(word);
    return clip === undefined ? [] : [bytesOf(atRate(clip, sampleRate)), gap];
  });
  const pause = again.length === 0 ? [] : [silence(sampleRate, 0.4)];
  return wav(Buffer.concat([chime(sampleRate), silence(sampleRate, 0.25), ...words, ...pause, ...again]), sampleRate);
}
