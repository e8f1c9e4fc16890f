/**
 * Round numbers for an axis that begins at 0, as people count: 1, 2 or 5 times a power of ten apart.
 * @param most the largest value that is drawn
 * @returns from 0 to the first that is no less than `most`; at least two
 * @example ticks(1_032_900) // [0, 500_000, 1_000_000, 1_500_000]
 * @example ticks(43.1) // [0, 20, 40, 60]
 */
export function ticks(most: number, atLeast = 3): readonly number[] {
  if (!(most > 0) || !Number.isFinite(most)) return [0, 1];
  const rough = most / atLeast;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [5, 2, 1].map((times) => times * power).find((one) => one <= rough * 1.0001) ?? power;
  const count = Math.ceil(most / step - 1e-9);
  // Three times 0.1 is 0.30000000000000004.
  return Array.from({ length: count + 1 }, (_, place) => Number((place * step).toPrecision(12)));
}

/** A number as it stands at an axis. @example shortNumber(1_500_000) // '150万' */
export function shortNumber(value: number): string {
  if (value >= 1e8 && value % 1e6 === 0) return `${value / 1e8}亿`;
  return value >= 1e4 && value % 1e3 === 0 ? `${value / 1e4}万` : String(value);
}
