import type { KeptDraw } from '../../domain/draws/kept-draw.js';
import type { DrawStore } from '../../domain/draws/stores.js';
import type { Bundle } from '../bundle/bundle.js';
import { type DrawFigures, figuresOf, mostRows } from '../figures/draw-figures.js';
import { drawFile, isTold } from './draw-file.js';

/** The figures of a year are of so many draws at most, the newest. */
export const mostCounted = 500;

/** The first second of a year in China. */
export function startOf(year: number): number {
  return Date.UTC(year, 0, 1, -8) / 1000;
}

/** The figures of years, counted in their files; again only when something of a year has changed. */
export class YearFigures {
  readonly #known = new Map<number, { readonly key: string; readonly figures: DrawFigures }>();

  constructor(private readonly draws: DrawStore) {}

  /** The draws of a year, the newest first. */
  async drawsOf(year: number): Promise<readonly KeptDraw[]> {
    const recent = await this.draws.page(null, { sealedAt: startOf(year + 1), no: '' }, mostCounted);
    return recent.filter(({ sealedAt }) => sealedAt >= startOf(year));
  }

  async of(year: number): Promise<DrawFigures> {
    const kept = await this.drawsOf(year);
    const counts = await this.draws.counts(kept.filter(isTold).map(({ no }) => no));
    const key = JSON.stringify([kept.map(({ no, state }) => [no, state]), [...counts]]);
    const known = this.#known.get(year);
    if (known?.key === key) return known.figures;
    const bundles: Bundle[] = [];
    for (const draw of kept) bundles.push(await drawFile(draw, { draws: this.draws }, mostRows));
    const figures = figuresOf(year, bundles);
    this.#known.set(year, { key, figures });
    return figures;
  }
}
