import { suggestion } from '../authored/problem.js';
import type { Content } from '../domain/content/content.js';
import type { Line, LineId } from '../domain/hotline/line.js';
import { UsageError } from './explain.js';

/**
 * Finds a line as somebody types it: by its name in the file, by what callers hear, or by its key in the first menu.
 * @throws UsageError with the lines that there are
 * @example lineNamed('port-clearance', content), lineNamed('口岸通关', content) and lineNamed('2', content) are one line
 */
export function lineNamed(text: string, { lines, menus }: Content): Line {
  const option = menus.get('main')?.options.find(({ key }) => key === text);
  const byKey =
    option?.leadsTo.kind === 'line' ? option.leadsTo.line : option?.leadsTo.kind === 'person' ? 'general' : '';
  const found = lines.get(text) ?? lines.get(byKey) ?? [...lines.values()].find(({ name }) => name === text);
  if (found) return found;
  throw new UsageError(`"${text}" is no line.${suggestion(text, [...lines.keys()])}`);
}

/** @returns a line as callers hear it; as it was called where the content has it no more */
export function lineName(line: LineId, { lines }: Content): string {
  return lines.get(line)?.name ?? line;
}
