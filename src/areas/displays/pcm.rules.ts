/** Samples of one channel, 16 bits each. */
export interface Pcm {
  readonly sampleRate: number;
  readonly samples: Int16Array;
}

export type WavFault = "not_wav" | "not_mono_16" | "too_long" | "empty";

const LONGEST_SECONDS = 6;
const LOWEST_RATE = 8_000;
const HIGHEST_RATE = 48_000;
const PCM = 1;

const tag = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));

/** Reads a WAV file of one channel with 16 bits, or says what is wrong with it. Unknown parts are passed over. */
export function readWav(bytes: Uint8Array): Pcm | WavFault {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || tag(bytes, 0) !== "RIFF" || tag(bytes, 8) !== "WAVE") return "not_wav";
  let sampleRate = 0;
  for (let at = 12; at + 8 <= bytes.length;) {
    const length = view.getUint32(at + 4, true);
    const body = at + 8;
    if (tag(bytes, at) === "fmt " && body + 16 <= bytes.length) {
      const [format, channels, bits] = [
        view.getUint16(body, true),
        view.getUint16(body + 2, true),
        view.getUint16(body + 14, true),
      ];
      sampleRate = view.getUint32(body + 4, true);
      if (format !== PCM || channels !== 1 || bits !== 16 || sampleRate < LOWEST_RATE || sampleRate > HIGHEST_RATE)
        return "not_mono_16";
    }
    if (tag(bytes, at) === "data") {
      if (sampleRate === 0) return "not_wav";
      const count = Math.floor(Math.min(length, bytes.length - body) / 2);
      if (count === 0) return "empty";
      if (count > sampleRate * LONGEST_SECONDS) return "too_long";
      return { sampleRate, samples: Int16Array.from({ length: count }, (_, index) => view.getInt16(body + index * 2, true)) };
    }
    // Parts begin at even places.
    at = body + length + (length % 2);
  }
  return "not_wav";
}

/** The same sound at another rate, by straight lines between the samples: enough for a voice in a hall. */
export function atRate({ sampleRate, samples }: Pcm, rate: number): Int16Array {
  if (sampleRate === rate) return samples;
  const length = Math.max(1, Math.round((samples.length * rate) / sampleRate));
  return Int16Array.from({ length }, (_, index) => {
    const place = (index * sampleRate) / rate;
    const left = Math.min(samples.length - 1, Math.floor(place));
    const right = Math.min(samples.length - 1, left + 1);
    const from = samples[left] ?? 0;
    return Math.round(from + ((samples[right] ?? 0) - from) * (place - left));
  });
}
