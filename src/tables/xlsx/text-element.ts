import { FileFault } from '../file-fault.js';

const escaped = /_x([0-9a-fA-F]{4})_/g;
/** Excel allows 32,767 characters in a cell. */
export const longestText = 1_048_576;

/** @param line on which the cell stands; 0 where texts are shared between cells */
export function longText(line: number): FileFault {
  const reason = `has ${line === 0 ? 'somewhere ' : ''}a cell of more than ${longestText} characters`;
  return new FileFault(line, reason, 'Shorten it, and save it again as .xlsx');
}

/**
 * The text of one shared or inline string: of all its runs, but the phonetic ones (rPh), which say how it is spoken.
 */
export class TextElement {
  private text = '';
  private isText = false;
  private isPhonetic = false;
  private line = 0;

  /** @param line on which it stands; 0 where it is shared between cells */
  begin(line = 0): void {
    this.line = line;
    this.text = '';
    this.isText = false;
    this.isPhonetic = false;
  }

  open(name: string): void {
    if (name === 'rPh') this.isPhonetic = true;
    else if (name === 't') this.isText = !this.isPhonetic;
  }

  take(text: string): void {
    if (!this.isText) return;
    this.text += text;
    if (this.text.length > longestText) throw longText(this.line);
  }

  close(name: string): void {
    if (name === 'rPh') this.isPhonetic = false;
    else if (name === 't') this.isText = false;
  }

  end(): string {
    return unescapeText(this.text);
  }
}

/** What XML cannot hold is written `_x000D_`, and such an escape itself `_x005F_x000D_` (ECMA-376, ST_Xstring). */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(escaped, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
