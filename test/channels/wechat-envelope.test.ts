import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findSealed, readEnvelope, Unreadable, writeEnvelope } from '../../src/channels/wechat/envelope.js';
import { cutToBytes } from '../../src/domain/language/cut-to-bytes.js';

const contentOf = (text: string): string | undefined => readEnvelope(text).fields.Content;
const xml = (content: string): string => `<xml><Content>${content}</Content></xml>`;

describe('XML', () => {
  test.each([
    ['007', '007'],
    ['<![CDATA[007]]>', '007'],
    ['1E5', '1E5'],
    ['<![CDATA[1E5]]>', '1E5'],
    ['0x1F', '0x1F'],
    ['true', 'true'],
    [' a \n', ' a \n'],
    ['<![CDATA[  two  spaces \n]]>', '  two  spaces \n'],
    ['<![CDATA[a]]]]><![CDATA[>b]]>', 'a]]>b'],
    ['<![CDATA[&lt;b&gt; &amp;amp;]]>', '&lt;b&gt; &amp;amp;'],
    ['&lt;&gt;&amp;&quot;&apos;', '<>&"\''],
    ['&amp;lt;', '&lt;'],
    ['&#37096;&#x1F600;', '部😀'],
    ['<![CDATA[<!DOCTYPE html><!-- hello --><xml>]]>', '<!DOCTYPE html><!-- hello --><xml>'],
    ['', ''],
    ['<![CDATA[]]>', ''],
  ])('%s stays text', (inside, expected) => {
    expect(contentOf(xml(inside))).toBe(expected);
  });

  test('a declaration, a byte order and line breaks around it do not matter', () => {
    expect(contentOf(`\n<?xml version="1.0" encoding="UTF-8"?>\n${xml('a')}\n`)).toBe('a');
  });

  test('an element we do not read may come twice, and contain others', () => {
    const list = '<SendPicsInfo><PicList><item>1</item><item>2</item></PicList></SendPicsInfo><Other/><Other/>';
    expect(readEnvelope(`<xml>${list}<Event>pic_sysphoto</Event></xml>`).fields).toEqual({ Event: 'pic_sysphoto' });
  });

  test.each([
    ['empty', ''],
    ['blank', ' \n'],
    ['truncated in a tag', '<xml><Content'],
    ['truncated in an element', '<xml><Content>a'],
    ['truncated in CDATA', '<xml><Content><![CDATA[a'],
    ['not closed', '<xml><Content>a</Content>'],
    ['two roots', '<xml><Content>a</Content></xml><xml/>'],
    ['another root', '<html><Content>a</Content></html>'],
    ['words after the end', `${xml('a')}b`],
    ['a document type', `<!DOCTYPE xml>${xml('a')}`],
    ['entities of its own', `<!DOCTYPE xml [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>${xml('&c;')}`],
    ['a document type inside', '<xml><!DOCTYPE x [<!ENTITY a "b">]><Content>&a;</Content></xml>'],
    ['an unknown entity', xml('&nbsp;')],
    ['a bare &', xml('a & b')],
    ['a reference beyond Unicode', xml('&#x110000;')],
    ['a field twice', '<xml><Content>a</Content><Content>b</Content></xml>'],
    ['elements in a field', xml('a<b>c</b>')],
    ['a section beside text', xml('x<![CDATA[y]]>z')],
    ['an attribute', '<xml><Content a="b">c</Content></xml>'],
    ['a field twice in ScanCodeInfo', '<xml><ScanCodeInfo><ScanType/><ScanType/></ScanCodeInfo></xml>'],
    ['a dangerous name', '<xml><__proto__>a</__proto__></xml>'],
    ['five thousand levels', `<xml>${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}</xml>`],
  ])('%s is unreadable', (_name, text) => {
    expect(() => readEnvelope(text)).toThrow(Unreadable);
  });
});

describe('what people write, which WeChat puts into CDATA as it is', () => {
  const header = { ToUserName: 'gh_1', FromUserName: 'o1', CreateTime: '1348831860', MsgType: 'text' };
  const elements = (values: Record<string, string>) =>
    Object.entries(values)
      .map(([name, value]) =>
        /^\d+$/.test(value) ? `<${name}>${value}</${name}>` : `<${name}><![CDATA[${value}]]></${name}>`,
      )
      .join('\n');
  /** Signs and ends of XML, and words between them. */
  const pasted = fc
    .array(
      fc.oneof(
        fc.string(),
        fc.constantFrom(
          ']]>',
          '<![CDATA[',
          '</Content>',
          '</xml>',
          '<xml>',
          '<MsgId>1</MsgId>',
          '&amp;',
          '\n',
          '</ScanResult>',
        ),
        fc.constantFrom(']]></Content>', ']]></Content><FromUserName><![CDATA[o2]]></FromUserName><Content><![CDATA['),
        fc.constantFrom(']]></MsgType>', ']]></FromUserName>', ']]></ScanResult></ScanCodeInfo>', ']]></EventKey>'),
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join(''))
    .filter((text) => !text.includes(']]]]><![CDATA[>') && !/^\d+$/.test(text));

  test('is the message, whatever it looks like, and nothing in it becomes a field', () => {
    fc.assert(
      fc.property(pasted, (Content) => {
        const values = { ...header, Content, MsgId: '24506374893564984' };
        expect(readEnvelope(`<xml>${elements(values)}\n</xml>`).fields).toEqual(values);
      }),
      { numRuns: 2000 },
    );
  });

  test('is what was scanned, in the same way', () => {
    fc.assert(
      fc.property(pasted, (ScanResult) => {
        const event = { ...header, MsgType: 'event', Event: 'scancode_waitmsg', EventKey: 'scan' };
        const scan = `<ScanCodeInfo>${elements({ ScanType: 'qrcode', ScanResult })}</ScanCodeInfo>`;
        const { fields } = readEnvelope(`<xml>${elements(event)}${scan}</xml>`);
        expect(fields).toEqual({ ...event, ScanType: 'qrcode', ScanResult });
      }),
      { numRuns: 2000 },
    );
  });
});

describe('what is sealed', () => {
  const sealed = (text: string) => findSealed(text)?.encrypted;

  test('is found at the end, whatever stands before it', () => {
    const before = '<Content><![CDATA[]]></Content><Encrypt><![CDATA[bad=]]></Encrypt><MsgId>1</MsgId>';
    expect(sealed(`<xml>${before}<Encrypt><![CDATA[ab+/==]]></Encrypt></xml>`)).toBe('ab+/==');
    expect(sealed('{"Content":"\\"Encrypt\\":\\"bad\\"","Encrypt" : "ab\\/+="}')).toBe('ab/+=');
  });

  test('is told from what has a copy beside it', () => {
    expect(findSealed('<xml><MsgType>text</MsgType><Encrypt>ab==</Encrypt></xml>')?.hasCopy).toBe(true);
    expect(findSealed('<xml><ToUserName>g</ToUserName><Encrypt>ab==</Encrypt></xml>')?.hasCopy).toBe(false);
  });

  test.each([
    '',
    'success',
    '<xml></xml>',
    '{}',
    '[]',
    '<xml><Encrypt></Encrypt></xml>',
    '<xml><Encrypt>a b</Encrypt></xml>',
    '{"Encrypt":1}',
  ])('is nothing in %j', (text) => expect(findSealed(text)).toBeNull());
});

describe('JSON', () => {
  test('numbers become text as they were written, 64-bit ones too', () => {
    const { format, fields } = readEnvelope('{"MsgId": 24506374893564985, "CreateTime":1714112445,"Content":1E5}');
    expect(format).toBe('json');
    expect(fields).toEqual({ MsgId: '24506374893564985', CreateTime: '1714112445', Content: '1E5' });
  });

  test('digits and quotes inside text are left alone', () => {
    const content = 'say "123": 007, \\ {"MsgId":1} 24506374893564985';
    expect(contentOf(JSON.stringify({ Content: content, Other: [1, { Content: 2 }] }))).toBe(content);
  });

  test.each([
    ['an empty list', '[]'],
    ['a word', '"xml"'],
    ['null', 'null'],
    ['truncated', '{"Content":"a"'],
    ['a field twice', '{"Content":"a","Content":"b"}'],
    ['a field twice, once escaped', '{"Content":"a","\\u0043ontent":"b"}'],
    ['a list for text', '{"Content":["a"]}'],
    ['a structure for text', '{"Content":{"a":"b"}}'],
    ['a truth value for text', '{"Content":true}'],
    ['text for a structure', '{"ScanCodeInfo":"a"}'],
    ['a list for a structure', '{"ScanCodeInfo":[]}'],
    ['a number as a name', '{1:2}'],
    ['a number no number', '{"Content":01}'],
    ['thirty thousand brackets, not closed', `{"a":${'['.repeat(30_000)}`],
  ])('%s is unreadable', (_name, text) => {
    expect(() => readEnvelope(text)).toThrow(Unreadable);
  });

  test('thirty thousand brackets are no trouble', () => {
    const deep = `{"Content":"a","x":${'['.repeat(30_000)}${']'.repeat(30_000)}}`;
    expect(contentOf(deep)).toBe('a');
  });

  test('null is nothing', () => {
    expect(readEnvelope('{"Content":"a","EventKey":null,"ScanCodeInfo":null}').fields).toEqual({ Content: 'a' });
  });

  test('inherited names are no fields', () => {
    expect(readEnvelope('{"__proto__":{"Content":"a"},"constructor":"b"}').fields).toEqual({});
  });
});

describe('writing', () => {
  const nasty = 'a]]>b]]]]>>c & <d> "e" \u0000\u0008\uFFFE\uD800f\n😀';
  const clean = 'a]]>b]]]]>>c & <d> "e" \uFFFDf\n😀';

  test.each(['Content', 'FromUserName'] as const)('%s survives in XML, whatever it contains', (field) => {
    const written = writeEnvelope('xml', { [field]: nasty });
    expect(readEnvelope(written).fields[field]).toBe(clean);
  });

  test(']]> is split over two sections', () => {
    expect(writeEnvelope('xml', { Content: 'a]]>b' })).toBe(
      '<xml><Content><![CDATA[a]]]]><![CDATA[>b]]></Content></xml>',
    );
  });

  test('a structure and a number', () => {
    const values = { CreateTime: 12, TransInfo: { KfAccount: 'kf2001@tjgj' } };
    expect(writeEnvelope('xml', values)).toBe(
      '<xml><CreateTime>12</CreateTime><TransInfo><KfAccount><![CDATA[kf2001@tjgj]]></KfAccount></TransInfo></xml>',
    );
    expect(writeEnvelope('json', values)).toBe('{"CreateTime":12,"TransInfo":{"KfAccount":"kf2001@tjgj"}}');
  });
});

describe('cutting to 2,047 bytes', () => {
  const bytes = (text: string) => Buffer.byteLength(text);

  test('what fits is left alone, to the byte', () => {
    const words = `${'汉'.repeat(682)}a`;
    expect(bytes(words)).toBe(2047);
    expect(cutToBytes(words, 2047)).toBe(words);
  });

  test.each([0, 1, 2, 3])('an emoji of 4 bytes is never cut, %i bytes off', (offset) => {
    const words = 'a'.repeat(offset) + '😀'.repeat(600);
    const cut = cutToBytes(words, 2047);
    expect(cut.isWellFormed()).toBe(true);
    expect(bytes(cut)).toBeLessThanOrEqual(2047);
    expect(bytes(cut)).toBeGreaterThan(2047 - 4 - 3);
    expect(words.startsWith(cut.slice(0, -1))).toBe(true);
  });

  test('it is cut after a whole line', () => {
    const line = '报检受理：冷藏集装箱一只。';
    const cut = cutToBytes(Array(100).fill(line).join('\n'), 2047);
    expect(
      cut
        .slice(0, -1)
        .split('\n')
        .every((part) => part === line),
    ).toBe(true);
    expect(cut.endsWith('。…')).toBe(true);
    expect(bytes(cut)).toBeGreaterThan(2047 - bytes(line) - 4);
  });

  test('a line that ends exactly at the limit is kept whole', () => {
    expect(cutToBytes('12345\n789', 8)).toBe('12345…');
    expect(cutToBytes('1234\n6789', 8)).toBe('1234…');
  });

  test('a short first line does not cost the long second one', () => {
    const cut = cutToBytes(`短\n${'长'.repeat(1000)}`, 2047);
    expect(bytes(cut)).toBeGreaterThan(2040);
  });
});

test('blanks before what is no message are read once, however many there are', () => {
  const startedAt = performance.now();
  expect(() => readEnvelope(`${' '.repeat(200_000)}<a`)).toThrow(Unreadable);
  expect(() => readEnvelope(`${'\n'.repeat(100_000)}<?xml?>${'\n'.repeat(100_000)}<a`)).toThrow(Unreadable);
  expect(performance.now() - startedAt).toBeLessThan(1000);
});
