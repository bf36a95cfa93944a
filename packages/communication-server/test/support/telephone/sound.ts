import { existsSync, readFileSync } from 'node:fs';

const RATE = 8_000;
/** Half a second. */
const PIECE = RATE / 2;

/** The samples of a WAV file of 16 bit, mono; also of one that is still written, or not even begun. */
function samplesOf(file: string): readonly number[] {
  if (!existsSync(file)) return [];
  const bytes = readFileSync(file);
  const start = bytes.indexOf('data') + 8;
  return Array.from({ length: (bytes.length - start) >> 1 }, (_, index) => bytes.readInt16LE(start + 2 * index));
}

/** How loud the loudest half second of a WAV file is, as the root of the mean square of its samples. */
export function loudness(file: string): number {
  return Math.max(0, ...pieces(file).map(rms));
}

/** The share of a tone in each half second of a WAV file, from 0 to 1 (Goertzel's algorithm). */
export function shareOf(hertz: number, file: string): readonly number[] {
  return pieces(file).map((samples) => {
    const coefficient = 2 * Math.cos((2 * Math.PI * hertz) / RATE);
    let [last, before] = [0, 0];
    for (const sample of samples) [last, before] = [sample + coefficient * last - before, last];
    const power = last * last + before * before - coefficient * last * before;
    const energy = samples.reduce((sum, sample) => sum + sample * sample, 0);
    return (2 * power) / (samples.length * energy || 1);
  });
}

function pieces(file: string): readonly (readonly number[])[] {
  const samples = samplesOf(file);
  const count = Math.floor(samples.length / PIECE);
  return Array.from({ length: count }, (_, piece) => samples.slice(piece * PIECE, (piece + 1) * PIECE));
}

function rms(samples: readonly number[]): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
}
