import type { BrokenLink } from './audit.js';

/** @returns where the chain is broken and how, such as `number 3 (release 4 of wines), version of "A1" from line 2: …` */
export function brokenText(broken: BrokenLink): string {
  const place = brokenPlace(broken);
  return place === '' ? broken.what : `${place}: ${broken.what}`;
}

/** @returns empty for what has no place */
export function brokenPlace({ position, release, dataset, version }: BrokenLink): string {
  if (release === 0) return '';
  const named = `release ${release}${dataset === '' ? '' : ` of ${dataset}`}`;
  const place = position === null ? named : `number ${position} (${named})`;
  return version ? `${place}, version of "${version.id}" from line ${version.line}` : place;
}
