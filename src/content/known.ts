import type { ContentDocument, Path } from '../authored/document.js';
import { suggestion } from '../authored/problem.js';
import type { Target } from '../domain/content/content.js';
import type { Dangers } from '../domain/content/danger.js';
import type { DrawSystem } from '../domain/draws/draw-system.js';
import type { Words } from '../domain/language/words.js';
import type { Read } from './read-documents.js';
import type { LinesFile } from './staff-shapes.js';

/** The names that targets may lead to. While a file that may hold more of them cannot be read, none is called unknown. */
export interface Known {
  readonly menus: ReadonlySet<string>;
  readonly forms: ReadonlySet<string>;
  readonly lines: ReadonlySet<string> | null;
  /** Whether every file in `menus/` could be read. */
  readonly menusComplete: boolean;
}

/** What the code offers content: lookups by name with the fields they need, and the kinds of identifiers. */
export interface Offered {
  readonly lookups: ReadonlyMap<string, readonly string[]>;
  readonly identifierKinds: readonly string[];
  /** The version's own words for its phrases: said where content lacks them, as a bureau's does after an update. */
  readonly words: () => ReadonlyMap<string, Words>;
  /** The version's own rules of danger: they hold where content has none. */
  readonly dangers: () => Dangers;
}

export interface WrittenTarget {
  readonly to?: string | undefined;
  readonly line?: string | undefined;
  readonly draw?: DrawSystem | undefined;
  readonly do?: 'person' | 'callback' | 'message' | 'case' | 'back' | 'repeat' | undefined;
}

/** Refuses a target that leads nowhere. */
export function checkTarget(document: ContentDocument, path: Path, target: WrittenTarget, known: Known): void {
  if (known.menusComplete && target.to !== undefined && !known.menus.has(target.to) && !known.forms.has(target.to)) {
    const near = suggestion(target.to, [...known.menus, ...known.forms]);
    document.refuse([...path, 'to'], `"${target.to}" is no menu or form.${near}`);
  }
  if (target.line !== undefined && known.lines && !known.lines.has(target.line)) {
    document.refuse([...path, 'line'], `"${target.line}" is no line.${suggestion(target.line, known.lines)}`);
  }
}

/** A line's schedule exists. */
export function checkLines(
  { document, file }: Read<LinesFile>,
  schedules: ReadonlyMap<string, unknown>,
  hoursFile: string,
): void {
  for (const [id, line] of Object.entries({ general: file.general, ...file.lines })) {
    if (line.schedule === undefined || schedules.has(line.schedule)) continue;
    const path = id === 'general' ? ['general', 'schedule'] : ['lines', id, 'schedule'];
    document.refuse(
      path,
      `"${line.schedule}" is no schedule of ${hoursFile}.${suggestion(line.schedule, schedules.keys())}`,
    );
  }
}

export function targetOf(target: WrittenTarget, known: Known): Target {
  if (target.line !== undefined) return { kind: 'line', line: target.line };
  if (target.to !== undefined && known.forms.has(target.to)) return { kind: 'form', form: target.to };
  if (target.to !== undefined) return { kind: 'menu', menu: target.to };
  if (target.draw !== undefined) return { kind: 'draw', system: target.draw };
  return { kind: target.do ?? 'repeat' };
}
