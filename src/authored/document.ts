import { type Document, isNode, isPair, LineCounter, type ParsedNode, parseDocument } from 'yaml';
import type { z } from 'zod';
import { fieldsThere } from './fields-there.js';
import { issueInWords, valueAt } from './issue-words.js';
import { jsonFault } from './json-fault.js';
import { nearest } from './nearest.js';
import type { Problem } from './problem.js';
import { valueReadBefore } from './read-before.js';
import { yamlMistake } from './yaml-words.js';

export type Path = readonly (string | number)[];

/** A YAML or JSON file that remembers where each value stands, and gathers what is wrong with it. */
export class ContentDocument {
  readonly problems: Problem[] = [];
  private readonly counter = new LineCounter();
  private parsed: Document.Parsed<ParsedNode> | null = null;
  private readonly plain: unknown = undefined;

  constructor(
    readonly file: string,
    readonly text: string,
    format: 'yaml' | 'json' = 'yaml',
  ) {
    if (format === 'json' && text.trim() !== '') {
      const fault = jsonFault(text);
      if (fault) this.problems.push({ file, ...fault, path: '' });
      if (fault) return;
    }
    this.plain = plainJson(text) ?? valueReadBefore(text);
    if (this.plain !== undefined) return;
    const mistake = yamlMistake(text, this.yaml);
    if (mistake === null) return;
    const { line, col } = this.counter.linePos(mistake.at);
    this.problems.push({ file, line, column: col, path: '', message: mistake.message });
  }

  /** @returns a file that says nothing but why it cannot be read */
  static unreadable(problem: Problem): ContentDocument {
    const document = new ContentDocument(problem.file, '{}');
    document.problems.push(problem);
    return document;
  }

  /** @returns the file's value in the schema's shape, or undefined with the problems noted */
  read<T>(schema: z.ZodType<T>): T | undefined {
    if (this.problems.length > 0) return undefined;
    const { value } = this;
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    for (const issue of result.error.issues) {
      if (issue.code === 'unrecognized_keys') {
        for (const key of issue.keys) {
          const near = nearest(key, fieldsThere(schema, issue.path));
          const above = emptyIn(valueAt(value, issue.path));
          const meant = near === null ? '' : ` Did you mean "${near}"?`;
          const remedy =
            above === null ? `Remove it, or correct its name.${meant}` : `Indent it, if it belongs under ${above}:.`;
          this.refuse([...(issue.path as Path), key], `is no field here. ${remedy}`);
        }
        continue;
      }
      this.refuse(issue.path as Path, issueInWords(issue, value));
    }
    return undefined;
  }

  /** What the whole file says, whatever shape it has; undefined where it cannot be read. */
  get value(): unknown {
    if (this.problems.length > 0) return undefined;
    return this.plain ?? this.yaml.toJS({ maxAliasCount: 20 });
  }

  /** Notes a problem at the value that the path leads to, or at its nearest parent that exists. */
  refuse(path: Path, message: string): void {
    const { line, column } = this.locate(path);
    this.problems.push({ file: this.file, line, column, path: path.join('.'), message });
  }

  /** Notes a problem at one of the texts in a block of lines. */
  refuseLine(path: Path, text: string, message: string): void {
    const { line: first } = this.locate(path);
    const lines = this.text.split('\n');
    const place = lines.findIndex((line, index) => index >= first && line.trim() === text);
    if (place < 0) this.refuse(path, message);
    else {
      const column = (lines[place]?.indexOf(text) ?? 0) + 1;
      this.problems.push({ file: this.file, line: place + 1, column, path: path.join('.'), message });
    }
  }

  private get yaml(): Document.Parsed<ParsedNode> {
    this.parsed ??= parseDocument(this.text, {
      lineCounter: this.counter,
      prettyErrors: false,
      logLevel: 'error',
      uniqueKeys: true,
    });
    return this.parsed;
  }

  private locate(path: Path): { line: number; column: number } {
    for (let depth = path.length; depth >= 0; depth--) {
      const node = this.nodeAt(path.slice(0, depth));
      const start = node?.range?.[0];
      if (start !== undefined) {
        const { line, col } = this.counter.linePos(start);
        return { line, column: col };
      }
    }
    return { line: 1, column: 1 };
  }

  private nodeAt(path: Path): { range?: readonly number[] | null } | undefined {
    const node: unknown = path.length === 0 ? this.yaml.contents : this.yaml.getIn(path, true);
    if (isNode(node)) return node as { range?: readonly number[] | null };
    return isPair(node) && isNode(node.key) ? (node.key as { range?: readonly number[] | null }) : undefined;
  }
}

/**
 * Reading a file with the place of each value takes thirty times as long as reading it alone: that is left for when a
 * place has to be told.
 * @returns the value of a plain JSON file; undefined where there is more to it, such as a key that comes twice
 */
function plainJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    const withoutBlanks = text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, '$1');
    return value !== null && JSON.stringify(value) === withoutBlanks ? value : undefined;
  } catch {
    return undefined;
  }
}

/** @returns a name behind which nothing stands: what was meant to be under it stands beside it */
function emptyIn(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  return Object.entries(value).find(([, one]) => one === null)?.[0] ?? null;
}
