/**
 * New moons and the Sun's longitude after J. Meeus, Astronomical Algorithms (2nd ed., chapters 25, 47 and 49), to
 * about a minute of time between 1900 and 2100: enough to tell on which day in Việt Nam they fall.
 */
const RADIANS = Math.PI / 180;
const sin = (degrees: number): number => Math.sin(degrees * RADIANS);

const SYNODIC_MONTH = 29.530588861;
const FIRST_NEW_MOON = 2451550.09766;
const JULIAN_DAY_OF_1970 = 2440587.5;

/** Periodic terms of the true new moon: coefficient, power of E, and multiples of M, M′, F and Ω. */
const NEW_MOON_TERMS: readonly (readonly [number, number, number, number, number, number])[] = [
  [-0.4072, 0, 0, 1, 0, 0],
  [0.17241, 1, 1, 0, 0, 0],
  [0.01608, 0, 0, 2, 0, 0],
  [0.01039, 0, 0, 0, 2, 0],
  [0.00739, 1, -1, 1, 0, 0],
  [-0.00514, 1, 1, 1, 0, 0],
  [0.00208, 2, 2, 0, 0, 0],
  [-0.00111, 0, 0, 1, -2, 0],
  [-0.00057, 0, 0, 1, 2, 0],
  [0.00056, 1, 1, 2, 0, 0],
  [-0.00042, 0, 0, 3, 0, 0],
  [0.00042, 1, 1, 0, 2, 0],
  [0.00038, 1, 1, 0, -2, 0],
  [-0.00024, 1, -1, 2, 0, 0],
  [-0.00017, 0, 0, 0, 0, 1],
  [-0.00007, 0, 2, 1, 0, 0],
  [0.00004, 0, 0, 2, -2, 0],
  [0.00004, 0, 3, 0, 0, 0],
  [0.00003, 0, 1, 1, -2, 0],
  [0.00003, 0, 0, 2, 2, 0],
  [-0.00003, 0, 1, 1, 2, 0],
  [0.00003, 0, -1, 1, 2, 0],
  [-0.00002, 0, -1, 1, -2, 0],
  [-0.00002, 0, 1, 3, 0, 0],
  [0.00002, 0, 0, 4, 0, 0],
];

/** Planetary terms of the new moon: coefficient, phase and rate per lunation, in degrees. */
const PLANETARY_TERMS: readonly (readonly [number, number, number])[] = [
  [0.000325, 299.77, 0.107408],
  [0.000165, 251.88, 0.016321],
  [0.000164, 251.83, 26.651886],
  [0.000126, 349.42, 36.412478],
  [0.00011, 84.66, 18.206239],
  [0.000062, 141.74, 53.303771],
  [0.00006, 207.14, 2.453732],
  [0.000056, 154.84, 7.30686],
  [0.000047, 34.52, 27.261239],
  [0.000042, 207.19, 0.121824],
  [0.00004, 291.34, 1.844379],
  [0.000037, 161.72, 24.198154],
  [0.000035, 239.56, 25.513099],
  [0.000023, 331.55, 3.592518],
];

/** Dynamical time less universal time, in days, fitted to the 20th and 21st centuries. */
function deltaT(julianDay: number): number {
  const years = (julianDay - 2451545) / 365.25;
  const seconds = years < -30 ? 50 + (years + 30) * 0.7 : 63.8 + 0.33 * years + 0.0008 * years * years;
  return seconds / 86_400;
}

/** The instant of the k-th new moon after that of 6 January 2000, in universal time as epoch milliseconds. */
export function newMoon(k: number): number {
  const t = k / 1236.85;
  const mean = FIRST_NEW_MOON + SYNODIC_MONTH * k + 0.00015437 * t ** 2 - 0.00000015 * t ** 3 + 0.00000000073 * t ** 4;
  const e = 1 - 0.002516 * t - 0.0000074 * t ** 2;
  const sun = 2.5534 + 29.1053567 * k - 0.0000014 * t ** 2;
  const moon = 201.5643 + 385.81693528 * k + 0.0107582 * t ** 2;
  const latitude = 160.7108 + 390.67050284 * k - 0.0016118 * t ** 2;
  const node = 124.7746 - 1.56375588 * k + 0.0020672 * t ** 2;
  const periodic = NEW_MOON_TERMS.reduce(
    (sum, [size, power, s, m, f, n]) => sum + size * e ** power * sin(s * sun + m * moon + f * latitude + n * node),
    0,
  );
  const planetary = PLANETARY_TERMS.reduce((sum, [size, phase, rate]) => sum + size * sin(phase + rate * k), 0);
  const julianDay = mean + periodic + planetary;
  return (julianDay - deltaT(julianDay) - JULIAN_DAY_OF_1970) * 86_400_000;
}

/** The number of the last new moon at or before about an instant; off by one at most. */
export const newMoonNumberNear = (at: number): number =>
  Math.floor((at / 86_400_000 + JULIAN_DAY_OF_1970 - FIRST_NEW_MOON) / SYNODIC_MONTH);

/** The Sun's apparent longitude in degrees, 0 to 360, at an instant of universal time in epoch milliseconds. */
export function sunLongitude(at: number): number {
  const universal = at / 86_400_000 + JULIAN_DAY_OF_1970;
  const t = (universal + deltaT(universal) - 2451545) / 36_525;
  const mean = 280.46646 + 36_000.76983 * t + 0.0003032 * t ** 2;
  const anomaly = 357.52911 + 35_999.05029 * t - 0.0001537 * t ** 2;
  const centre =
    (1.914602 - 0.004817 * t - 0.000014 * t ** 2) * sin(anomaly) +
    (0.019993 - 0.000101 * t) * sin(2 * anomaly) +
    0.000289 * sin(3 * anomaly);
  const apparent = mean + centre - 0.00569 - 0.00478 * sin(125.04 - 1934.136 * t);
  return ((apparent % 360) + 360) % 360;
}
