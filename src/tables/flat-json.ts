/** The value of one member; of numbers the text, as it is written. */
export type JsonValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'truth'; readonly text: 'true' | 'false' }
  | { readonly kind: 'null' }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** A list that holds anything but texts and numbers. */
  | { readonly kind: 'mixed' }
  | { readonly kind: 'object' };

/** Where a line stops being JSON; `at` counts characters from 0. */
export class JsonFault extends Error {
  constructor(
    readonly at: number,
    readonly reason: string,
    readonly remedy: string,
  ) {
    super(reason);
  }
}

const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const needsUnescaping = /[\\\p{Cc}]/u;
const words = ['true', 'false', 'null'] as const;
const deepest = 100;

/**
 * Reads one object. `JSON.parse` makes `2024.965` of `2024.9650` and 100000 of `1E5`; here a number keeps its text.
 * @param take given every member in its order, with the place of its value
 * @throws JsonFault
 */
export function readFlatObject(line: string, take: (name: string, value: JsonValue, at: number) => void): void {
  const reader = new JsonReader(line);
  if (reader.peek() !== '{') {
    throw new JsonFault(reader.at, 'the line is no JSON object', 'Write one on each line, such as {"name": "value"}');
  }
  reader.members((name) => {
    reader.peek();
    const { at } = reader;
    take(name, reader.value(0), at);
  });
  if (reader.peek() !== '') {
    throw new JsonFault(reader.at, 'something follows the object', 'Put every object on a line of its own');
  }
}

class JsonReader {
  at = 0;

  constructor(private readonly line: string) {}

  /** @returns the next character that is no white space; empty at the end */
  peek(): string {
    for (; ; this.at++) {
      const next = this.line.charAt(this.at);
      if (next !== ' ' && next !== '\t' && next !== '\r' && next !== '\n') return next;
    }
  }

  /** Reads from `{` to `}`; `read` must take the value after each name. */
  members(read: (name: string) => void): void {
    this.sequence('}', () => {
      if (this.peek() !== '"') throw this.malformed('a name in double quotes');
      const name = this.text();
      if (this.peek() !== ':') throw this.malformed('":"');
      this.at++;
      read(name);
    });
  }

  value(depth: number): JsonValue {
    const first = this.peek();
    if (first === '"') return { kind: 'text', text: this.text() };
    if (first === '[') return this.list(depth);
    if (first === '{') {
      if (depth > deepest) throw new JsonFault(this.at, 'is nested too deeply', 'Write one flat object per line');
      this.members(() => this.value(depth + 1));
      return { kind: 'object' };
    }
    return this.word() ?? { kind: 'text', text: this.number() };
  }

  private list(depth: number): JsonValue {
    if (depth > deepest) throw new JsonFault(this.at, 'is nested too deeply', 'Write one flat object per line');
    const items: string[] = [];
    let isPlain = true;
    this.sequence(']', () => {
      const item = this.value(depth + 1);
      if (item.kind === 'text') items.push(item.text);
      else isPlain = false;
    });
    return isPlain ? { kind: 'list', items } : { kind: 'mixed' };
  }

  private sequence(end: '}' | ']', readOne: () => void): void {
    this.at++;
    if (this.peek() === end) {
      this.at++;
      return;
    }
    for (;;) {
      readOne();
      const next = this.peek();
      if (next !== ',' && next !== end) throw this.malformed(`"," or "${end}"`);
      this.at++;
      if (next === end) return;
    }
  }

  /** A string in double quotes. */
  private text(): string {
    let end = this.line.indexOf('"', this.at + 1);
    while (end >= 0 && this.isEscaped(end)) end = this.line.indexOf('"', end + 1);
    if (end < 0) throw this.malformed('the double quote that closes this text');
    const inside = this.line.slice(this.at + 1, end);
    const text = needsUnescaping.test(inside) ? this.unescaped(inside) : inside;
    this.at = end + 1;
    return text;
  }

  private isEscaped(place: number): boolean {
    let backslashes = 0;
    while (this.line.charAt(place - 1 - backslashes) === '\\') backslashes++;
    return backslashes % 2 === 1;
  }

  private unescaped(inside: string): string {
    try {
      return JSON.parse(`"${inside}"`) as string;
    } catch {
      const remedy = 'Write \\\\ for a backslash, and \\n or \\t for a line break or a tab';
      throw new JsonFault(
        this.at,
        'the line is no valid JSON: this text has a bad escape or a control character',
        remedy,
      );
    }
  }

  private word(): JsonValue | undefined {
    const word = words.find((one) => this.line.startsWith(one, this.at));
    if (word === undefined) return undefined;
    this.at += word.length;
    return word === 'null' ? { kind: 'null' } : { kind: 'truth', text: word };
  }

  private number(): string {
    number.lastIndex = this.at;
    const [digits] = number.exec(this.line) ?? [];
    if (digits === undefined) throw this.malformed('a value');
    this.at += digits.length;
    return digits;
  }

  private malformed(missing: string): JsonFault {
    const isOver = this.at >= this.line.length;
    const reason = `the line is no valid JSON: ${missing} is missing ${isOver ? 'at its end' : 'here'}`;
    return new JsonFault(this.at, reason, `Correct it at character ${this.at + 1}, or export the file again`);
  }
}
