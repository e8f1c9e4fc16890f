import { FileFault } from '../file-fault.js';

const escaped = /_x([0-9a-fA-F]{4})_/g;
/** A cell has at most 32,767 characters. */
const longestText = 1_048_576;

/**
 * The text of one shared or inline string: of all its runs, but the phonetic ones (rPh), which say how it is spoken.
 */
export class TextElement {
  private text = '';
  private isText = false;
  private isPhonetic = false;

  begin(): void {
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
    if (this.text.length > longestText)
      throw new FileFault(0, 'has a text that does not end', 'Save it again as .xlsx');
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
