import { encodeQR } from 'qr';
import { greyPng } from './png-writer.js';

/** The white border that ISO/IEC 18004 asks for, in modules. */
export const quietModules = 4;

/**
 * The modules of a QR code at level M, without the border around it.
 * @param text in capitals, digits and `$%*+-./:`, of which two characters take eleven bits
 * @returns rows of dark (true) and light modules
 */
export function qrModules(text: string): readonly (readonly boolean[])[] {
  const bordered = encodeQR(text, 'raw', { ecc: 'medium', border: 1 });
  return bordered.slice(1, -1).map((row) => row.slice(1, -1));
}

/**
 * The dark modules as an SVG path, a module being 1 wide: a run of dark ones in a row is one rectangle.
 * @param x where it begins
 */
export function qrPath(modules: readonly (readonly boolean[])[], x = 0, y = 0): string {
  const runs: string[] = [];
  modules.forEach((row, line) => {
    for (let from = 0; from < row.length; from++) {
      if (!row[from]) continue;
      let to = from;
      while (row[to]) to++;
      runs.push(`M${x + from} ${y + line}h${to - from}v1h${from - to}z`);
      from = to;
    }
  });
  return runs.join('');
}

/** @returns an SVG of one code with its border, a module being 0.45 mm wide when it is printed as it is */
export function qrSvg(text: string, moduleMm = 0.45): string {
  const modules = qrModules(text);
  const size = modules.length + 2 * quietModules;
  const mm = Math.round(size * moduleMm * 100) / 100;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${mm}mm" height="${mm}mm" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${qrPath(modules, quietModules, quietModules)}"/></svg>\n`;
}

/** @param scale how many pixels a module is wide; readers find a code that is seen badly best at about four */
export function qrPng(text: string, scale = 4): Buffer {
  const modules = qrModules(text);
  const size = (modules.length + 2 * quietModules) * scale;
  const isDark = (x: number, y: number): boolean =>
    modules[Math.floor(y / scale) - quietModules]?.[Math.floor(x / scale) - quietModules] ?? false;
  return greyPng(size, size, (x, y) => (isDark(x, y) ? 0 : 255));
}
