import { describe, expect, test } from 'vitest';
import { secondReading } from '../../src/understanding/deciding/second-reading.js';
import { heard, understander } from './fixtures.js';

const marked = (text: string) => secondReading(heard(text).message);

describe('the text of the second reading', () => {
  test.each([
    ['买了十二瓶，又买了三百', '买了@number瓶,又买了@number'],
    ['箱号CSQU3054383', '箱号@sticker-code@bottle-code@vin-or-sticker@container-no'],
    ['幺二零零零零幺幺六零零零零零幺到哪了', '@declaration-no@sticker-code@bottle-code@vin-or-sticker到哪了'],
    ['打我电话13920012345', '打我电话@sticker-code@bottle-code@vin-or-sticker@telephone'],
  ])('%s', (text, expected) => expect(marked(text)).toBe(expected));

  test('a part is marked where it can be what the whole cannot', () => {
    const whole = '@declaration-no@sticker-code@bottle-code@vin-or-sticker';
    expect(marked('120000 1 16 000001到哪了')).toBe(`${whole}@hs-code 1 16 @hs-code到哪了`);
  });

  test.each(['红酒怎么报检', '3C认证多少钱', '千万别弄丢', '十分着急', '2016-10-21上班吗', 'A1B2C3D4E5F6G7H8I9J0K1L2'])(
    '%s has none',
    (text) => expect(marked(text)).toBeNull(),
  );
});

describe('the surer reading counts', () => {
  const dogFood = '编号 12345678 的狗粮怎么进口';

  test('the second, of a question with a code in it', async () => {
    const all = await understander();
    const { masked } = heard(dogFood).message;
    expect(marked(masked)).toBeNull();
    const [first] = all.rank(heard(masked));
    const [surer] = all.rank(heard(dogFood));
    expect(surer?.probability).toBeGreaterThan(first?.probability ?? 1);
    expect(all.understand(dogFood).category).toBeGreaterThan(all.understand(masked).category);
  });

  test('the first, where a number is the whole of what was said', async () => {
    const all = await understander();
    expect(marked('二百五')).toBe('@number');
    expect(all.understand('@number').intent?.id).not.toBe('abuse');
    expect(all.understand('二百五')).toMatchObject({ isByRule: false, band: 'sure', intent: { id: 'abuse' } });
  });

  test('how much of a message is known, the first says', async () => {
    const all = await understander();
    expect(all.understand(dogFood).shareKnown).toBe(all.understand(heard(dogFood).message.masked).shareKnown);
  });
});
