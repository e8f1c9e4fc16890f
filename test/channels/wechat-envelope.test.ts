import { describe, expect, test } from 'vitest';
import { cutToBytes } from '../../src/channels/wechat/cut-to-bytes.js';
import { parseXml, readEnvelope, Unreadable, writeEnvelope } from '../../src/channels/wechat/envelope.js';
import { readFlatXml } from '../../src/channels/wechat/flat-xml.js';

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
    ['x<![CDATA[y]]>z', 'xyz'],
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

  test('what is no end of CDATA is looked for once: whoever sent it has not proved who it is', () => {
    const most = 64 * 1024;
    const timeOf = (text: string): number => {
      const startedAt = performance.now();
      expect(() => readEnvelope(text)).toThrow(Unreadable);
      return performance.now() - startedAt;
    };
    const open = '<![CDATA[';
    const slow = `<xml>${open.repeat(most / open.length)}<!D></xml>`;
    timeOf(slow);
    // In the square of its length it took 80 to 200 ms.
    expect(Math.min(...Array.from({ length: 5 }, () => timeOf(slow)))).toBeLessThan(20);
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
    ['a field twice in ScanCodeInfo', '<xml><ScanCodeInfo><ScanType/><ScanType/></ScanCodeInfo></xml>'],
    ['a dangerous name', '<xml><__proto__>a</__proto__></xml>'],
    ['five thousand levels', `<xml>${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}</xml>`],
  ])('%s is unreadable', (_name, text) => {
    expect(() => readEnvelope(text)).toThrow(Unreadable);
  });
});

describe('the short way through flat XML', () => {
  const usual = `<xml><ToUserName><![CDATA[gh_1]]></ToUserName>
<FromUserName><![CDATA[o]]></FromUserName>
<CreateTime>1348831860</CreateTime>
<MsgType><![CDATA[text]]></MsgType>
<Content><![CDATA[a <b> &amp; ] ]] 007]]></Content>
<MsgId>1234567890123456</MsgId>
<EventKey></EventKey>
</xml>
`;

  test('is taken for a usual message', () => {
    expect(readFlatXml(usual)?.get('Content')).toBe('a <b> &amp; ] ]] 007');
    expect(readFlatXml(usual)?.size).toBe(7);
  });

  test('agrees with the parser, or leaves it the message, whatever is done to it', () => {
    const pieces = [
      '<',
      '>',
      '&',
      '&lt;',
      ']]>',
      '<![CDATA[',
      '</xml>',
      '<xml>',
      '<a/>',
      '<!-- -->',
      '\r\n',
      '',
      ' ',
      'é',
    ];
    let taken = 0;
    for (let at = 0; at <= usual.length; at++) {
      for (const piece of pieces) {
        for (const removed of [0, 1, 3, 9]) {
          const text = usual.slice(0, at) + piece + usual.slice(at + removed);
          const flat = readFlatXml(text);
          if (flat === null) continue;
          taken++;
          const parsed = parseXml(text);
          expect(Object.fromEntries([...flat].filter(([name]) => parsed.has(name))), text).toEqual(
            Object.fromEntries(parsed),
          );
        }
      }
    }
    expect(taken).toBeGreaterThan(1000);
  });

  test.each([
    ['structures', '<xml><ScanCodeInfo><ScanType>a</ScanType></ScanCodeInfo></xml>'],
    ['two sections in one', xml('<![CDATA[a]]]]><![CDATA[>b]]>')],
    ['entities', xml('&lt;')],
    ['a field twice', '<xml><Content>a</Content><Content>a</Content></xml>'],
    ['carriage returns', xml('a\r\nb')],
    ['a missing end', '<xml><Content>a</Content>'],
    ['words after the end', `${xml('a')}b`],
  ])('leaves %s to the parser', (_name, text) => {
    expect(readFlatXml(text)).toBeNull();
  });
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
    ['null for text', '{"Content":null}'],
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
