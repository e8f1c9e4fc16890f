import { FileFault } from '../file-fault.js';
import type { TableDoubt } from '../table-contents.js';
import type { Attributes } from './xml.js';

/** Where the rows of a sheet are that hold anything. */
export interface SheetExtent {
  readonly headerLine: number;
  readonly lastLine: number;
  readonly header: readonly string[];
}

interface Area {
  readonly ref: string;
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

const mostKept = 100_000;

/** How a sheet is laid out besides its cells: columns that are hidden, and cells that are merged. */
export class SheetLayout {
  private readonly hidden: { readonly from: number; readonly to: number }[] = [];
  private readonly merged: Area[] = [];

  open(name: string, attributes: Attributes): void {
    if (name === 'col' && (attributes.hidden === '1' || attributes.hidden === 'true')) {
      this.hidden.push({ from: Number(attributes.min), to: Number(attributes.max) });
    }
    const area = name === 'mergeCell' ? areaOf(attributes.ref ?? '') : null;
    if (area && this.merged.length < mostKept) this.merged.push(area);
  }

  /**
   * A value that is shown across several rows stands in the first of them alone: the others would be read without it.
   * @throws FileFault when cells are merged over rows of the table
   */
  refuseTall({ headerLine, lastLine, header }: SheetExtent): void {
    const tall = this.merged.filter(
      ({ top, bottom, left }) => left <= header.length && Math.min(bottom, lastLine) > Math.max(top, headerLine + 1),
    );
    const [first] = tall;
    if (!first) return;
    const more = tall.length > 1 ? ` and ${tall.length - 1} more` : '';
    throw new FileFault(
      first.top,
      `has cells that are merged over several rows (${first.ref}${more}): only the first of the rows holds their value`,
      'Unmerge them, write the value into each row, and save again',
    );
  }

  doubts({ headerLine, lastLine, header }: SheetExtent): readonly TableDoubt[] {
    const doubts: TableDoubt[] = [];
    const hidden = header.filter((_, at) => this.hidden.some(({ from, to }) => at + 1 >= from && at + 1 <= to));
    if (hidden.length > 0) {
      const names = hidden.map((heading) => `"${heading}"`).join(', ');
      const reason = `hidden columns were read like the others: ${names}`;
      doubts.push({ line: headerLine, reason, remedy: 'Show them and look, or delete them, if they are not meant' });
    }
    const wide = this.merged.filter(
      ({ top, left, right }) => top >= headerLine && top <= lastLine && left < Math.min(right, header.length),
    );
    const [first] = wide;
    if (first) {
      const reason = `cells are merged side by side (${first.ref}${wide.length > 1 ? ` and ${wide.length - 1} more` : ''}); what they show was read into the first column of each`;
      doubts.push({ line: first.top, reason, remedy: 'Unmerge them, if the other columns are meant to have it, too' });
    }
    return doubts;
  }
}

function areaOf(ref: string): Area | null {
  const [, left = '', top, right = '', bottom] = /^\$?([A-Z]+)\$?([0-9]+):\$?([A-Z]+)\$?([0-9]+)$/.exec(ref) ?? [];
  if (top === undefined) return null;
  return { ref, top: Number(top), bottom: Number(bottom), left: columnOf(left), right: columnOf(right) };
}

/** @returns 28 for `AB7`; 0 when it is no such reference */
export function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at++) {
    const letter = reference.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column;
}
