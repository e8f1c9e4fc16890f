import { visibleText } from '../../domain/language/visible-text.js';

/** Whether nothing in a row can be seen. */
export function isBlankRow(cells: readonly string[]): boolean {
  return cells.every((cell) => cell === '' || visibleText(cell) === '');
}
