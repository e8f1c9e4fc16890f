import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One instruction of a Dockerfile. @example { name: 'RUN', words: 'npm ci' } */
export interface Instruction {
  readonly name: string;
  readonly words: string;
}

/** A stage, from its FROM to the next. */
export interface Stage {
  /** What it is made from, and what it is called. */
  readonly from: string;
  readonly as: string | null;
  readonly instructions: readonly Instruction[];
}

/** Reads as much of a Dockerfile as ours uses: comments, lines that go on, stages. */
export function stagesOf(text: string): readonly Stage[] {
  const lines = text
    .split('\n')
    .filter((line) => !/^\s*(#|$)/.test(line))
    .join('\n')
    .replace(/\\\n\s*/g, '')
    .split('\n');
  const stages: { from: string; as: string | null; instructions: Instruction[] }[] = [];
  for (const line of lines) {
    const [, name = '', words = ''] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
    if (name === 'FROM') {
      const [, from = '', as = null] = /^(\S+)(?: AS (\S+))?$/.exec(words) ?? [];
      stages.push({ from, as, instructions: [] });
    } else if (name === '') throw new Error(`no instruction: ${line}`);
    else stages.at(-1)?.instructions.push({ name, words });
  }
  return stages;
}

/** A COPY, taken apart. */
export interface Copy {
  /** The stage it copies from; null: the project's folder. */
  readonly from: string | null;
  readonly sources: readonly string[];
  readonly target: string;
}

export function copyOf(words: string): Copy {
  const [, from = null, rest = ''] = /^(?:--from=(\S+) )?(.*)$/.exec(words) ?? [];
  const paths = rest.split(' ');
  return { from, sources: paths.slice(0, -1), target: paths.at(-1) ?? '' };
}

/** @returns whether the image may have a file of the project's folder: the ignore file names all that it may */
export function isLetIn(ignore: string, path: string): boolean {
  const rules = ignore.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  let isIn = true;
  for (const rule of rules) {
    const isException = rule.startsWith('!');
    const name = rule.replace(/^!/, '');
    if (name === '*' || path === name || path.startsWith(`${name}/`)) isIn = isException;
  }
  return isIn;
}

export function readDeploy(root: string, name: string): string {
  return readFileSync(join(root, 'deploy', name), 'utf8');
}
