import { createHash } from 'node:crypto';

/** A file system takes 255 bytes for a name. */
const longestName = 200;

/**
 * @param address a page's path as a browser asks for it
 * @returns the file of a mirror that it becomes
 * @example fileOf('/v/JTEBU5JR6G5003291') // 'v/JTEBU5JR6G5003291/index.html'
 * @example fileOf('/datasets/inspection-results/records/A%2F1') // 'datasets/inspection-results/records/A/1/index.html': servers read %2F as a slash
 */
export function fileOf(address: string): string {
  const names = decoded(address).split('/').slice(1).map(asName);
  return [...names.filter((name) => name !== ''), 'index.html'].join('/');
}

/** What no folder can be called has a name made of its hash. */
function asName(name: string): string {
  const cannotBe = name === '.' || name === '..' || Buffer.byteLength(name) > longestName || /[\p{Cc}\\]/u.test(name);
  return cannotBe ? `~${createHash('sha256').update(name).digest('hex').slice(0, 16)}` : name;
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

/**
 * @returns how a file of a mirror leads to another, wherever the mirror is put
 * @example linkBetween('v/A/index.html', 'assets/style.css') // '../../assets/style.css'
 */
export function linkBetween(from: string, to: string): string {
  const up = '../'.repeat(from.split('/').length - 1);
  return `${up}${to.split('/').map(encodeURIComponent).join('/')}`;
}
