import { expect, test } from 'vitest';
import { drawNumberIn } from '../../src/dialogue/moves/to-draw.js';

test('a draw is named as its rule writes it, or as hands do', () => {
  for (const written of ['XC2023-0001', 'XC 2023 0001', 'XC20230001', 'XC2023—0001', 'XC2023ー0001', 'XC2O23-OOO1'])
    expect([written, drawNumberIn(`帮我看看 ${written} 的结果`)]).toEqual([written, 'XC2023-0001']);
  for (const written of ['TJ2026-CC-0001', 'TJ2026CC0001', 'TJ 2026 CC 0001'])
    expect([written, drawNumberIn(written)]).toEqual([written, 'TJ2026-CC-0001']);
});

test('no other number is one', () => {
  for (const other of ['WVWZZZ3CZEE140287', 'CSQU3054383', '1101960H79', 'GB/T 33358-2016', 'TJC0004', '2026-11-30'])
    expect([other, drawNumberIn(other)]).toEqual([other, null]);
});
