import { expect, test } from 'vitest';
import { pieces } from '../../src/domain/language/pieces.js';

test('a text is cut at the end of a sentence, else at a comma, else anywhere but within a character', () => {
  expect(pieces('一二。三四五。六', 4)).toEqual(['一二。', '三四五。', '六']);
  expect(pieces('一二，三四五六', 4)).toEqual(['一二，', '三四五六']);
  expect(pieces('一二三四五', 2)).toEqual(['一二', '三四', '五']);
  expect(pieces('一😀二', 2)).toEqual(['一', '😀', '二']);
  expect(pieces('', 4)).toEqual([]);
  const long = '第十二步，现场查验，箱号无误，铅封完好，货证相符。'.repeat(40);
  expect(pieces(long, 450).join('')).toBe(long);
  expect(pieces(long, 450).every((piece) => encodeURIComponent(piece).length <= 4_500)).toBe(true);
});
