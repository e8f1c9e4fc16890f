import { nearest } from './nearest.js';

/** Something wrong in a content file: where, what, and what to do. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Which value, such as `options.3.to`; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
}

/** @returns `menus/main.yaml:14:9  options.3.to "quarantene" is no menu. Did you mean "quarantine"?` */
export function formatProblem(problem: Problem): string {
  const place = `${problem.file}:${problem.line}:${problem.column}`;
  return `${place}  ${problem.path === '' ? '' : `${problem.path} `}${problem.message}`;
}

/** @returns ` Did you mean "quarantine"?`, or what there is when nothing is near. */
export function suggestion(given: string, known: Iterable<string>): string {
  const names = [...known];
  if (names.length === 0) return '';
  const near = nearest(given, names);
  if (near !== null) return ` Did you mean "${near}"?`;
  return ` Known are: ${names.slice(0, 12).join(', ')}${names.length > 12 ? ', …' : ''}.`;
}
