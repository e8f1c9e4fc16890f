import type { Bin } from './metrics.js';

const size = 360;
const margin = 48;
const place = (share: number): number => margin + share * size;
const height = (share: number): number => margin + (1 - share) * size;

/** Draws how often claims were true against how sure they were, as SVG; on the line they would be as true as they were sure. */
export function reliabilityPlot(bins: readonly Bin[], error: number): string {
  const whole = size + 2 * margin;
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const points = bins
    .filter(({ count }) => count > 0)
    .map(({ claimed, true: share, count }) => {
      const radius = 3 + 9 * Math.sqrt(count / most);
      const what = `${count} questions: claimed ${percent(claimed)}, right ${percent(share)}`;
      return `<circle cx="${at(place(claimed))}" cy="${at(height(share))}" r="${at(radius)}" fill="#0b6e6e" fill-opacity="0.75"><title>${what}</title></circle>`;
    });
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1].flatMap((share) => [
    `<text x="${at(place(share))}" y="${whole - margin + 20}" text-anchor="middle">${share}</text>`,
    `<text x="${margin - 8}" y="${at(height(share) + 4)}" text-anchor="end">${share}</text>`,
    `<line x1="${at(place(share))}" y1="${at(height(0))}" x2="${at(place(share))}" y2="${at(height(1))}" stroke="#d8d4ca"/>`,
    `<line x1="${at(place(0))}" y1="${at(height(share))}" x2="${at(place(1))}" y2="${at(height(share))}" stroke="#d8d4ca"/>`,
  ]);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${whole} ${whole}" width="${whole}" height="${whole}" font-family="sans-serif" font-size="12" fill="#16202a">`,
    `<rect width="${whole}" height="${whole}" fill="#fbfaf7"/>`,
    `<text x="${margin}" y="26" font-size="15">Category right, by how sure it was (ECE ${percent(error)})</text>`,
    ...ticks,
    `<line x1="${place(0)}" y1="${height(0)}" x2="${place(1)}" y2="${height(1)}" stroke="#16202a" stroke-dasharray="4 4"/>`,
    ...points,
    `<text x="${whole / 2}" y="${whole - 8}" text-anchor="middle">claimed probability</text>`,
    `<text x="14" y="${whole / 2}" text-anchor="middle" transform="rotate(-90 14 ${whole / 2})">share that was right</text>`,
    '</svg>',
    '',
  ].join('\n');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}

function at(place: number): string {
  return place.toFixed(1);
}
