import { describe, expect, test } from 'vitest';
import { ProviderRefusal } from '../../src/simulator/refusal.js';
import { readTwiml } from '../../src/simulator/twiml.js';

const read = (inner: string) => readTwiml(`<?xml version="1.0"?><Response>${inner}</Response>`, 'text/xml');

describe('the stand-in for Twilio refuses', () => {
  test.each([
    ['a document that is no XML', '<Say>', '12100'],
    ['an unknown verb', '<Speak>hi</Speak>', '12200'],
    ['an unknown attribute', '<Say tone="kind">hi</Say>', '12200'],
    ['zh-CN as the language of a Gather', '<Gather input="speech" language="zh-CN"/>', '12200'],
    ['a Dial inside a Gather', '<Gather><Dial>+8622123456</Dial></Gather>', '12200'],
    ['a Say without words', '<Say> </Say>', '13520'],
    ['a Dial to a number that is none', '<Dial><Number>65661890</Number></Dial>', '13224'],
    ['a Dial to nobody', '<Dial/>', '13223'],
    ['eleven telephones at once', `<Dial>${'<Number>+862265661890</Number>'.repeat(11)}</Dial>`, '13222'],
    ['a document over 64 kB', `<Say>${'长'.repeat(30_000)}</Say>`, '11750'],
    ['text between verbs', 'hello', '12200'],
    ['a character that XML forbids', '<Say>一\u0001二</Say>', '12100'],
    ['half of a surrogate pair', '<Say>一\ud800二</Say>', '12100'],
    ['a reference to a character that XML forbids', '<Say>&#1;</Say>', '12100'],
    ['an entity that nobody declared', '<Say>一&nbsp;二</Say>', '12100'],
    ['an ampersand by itself', '<Say>一 & 二</Say>', '12100'],
    ['a < inside an attribute', '<Gather hints="一<二"/>', '12100'],
    ['an attribute given twice', '<Say loop="1" loop="2">一</Say>', '12100'],
    ['a Redirect to nowhere', '<Redirect/>', '11100'],
    ['a Play of nothing', '<Play/>', '11100'],
    ['a Dial with a number beside nouns', '<Dial>+8622123456<Number>+8622123456</Number></Dial>', '12200'],
    ['a Client without a name', '<Dial><Client> </Client></Dial>', '13224'],
    ['a recording of no length', '<Record maxLength="0"/>', '12200'],
  ])('%s', (_, inner, code) => {
    expect(() => read(inner)).toThrow(ProviderRefusal);
    expect(() => read(inner)).toThrow(new RegExp(`^${code}`));
  });

  test('a document of another content type', () => {
    expect(() => readTwiml('<Response/>', 'text/html')).toThrow(/^12300/);
  });

  test.each(['', '{}', '<Response/>x', 'x<Response/>', '<!DOCTYPE x><Response/>'])('"%s" as no document', (body) => {
    expect(() => readTwiml(body, 'text/xml')).toThrow(/^12100/);
  });

  test('two documents in one', () => {
    expect(() => readTwiml('<Response/><Response/>', 'text/xml')).toThrow(ProviderRefusal);
  });
});

test.each([
  ['references and CDATA', '<Say>&#x4E00;&lt;&#20108;<![CDATA[ & <]]></Say>', '一<二 & <'],
  ['beyond the basic plane', '<Say>𠮷</Say>', '𠮷'],
  ['a comment, which says nothing', '<Say>一<!-- & < --></Say>', '一'],
])('it reads %s', (_, inner, words) => {
  expect(read(inner)[0]?.text).toBe(words);
});

test('it reads what Twilio reads', () => {
  const verbs = read(
    '<Gather numDigits="1" finishOnKey=""><Say language="cmn-CN">一 &amp; 二</Say></Gather><Redirect>/x?a=1&amp;b=2</Redirect>',
  );
  expect(verbs.map(({ name }) => name)).toEqual(['Gather', 'Redirect']);
  expect(verbs[0]?.attributes).toEqual({ numDigits: '1', finishOnKey: '' });
  expect(verbs[0]?.children[0]?.text).toBe('一 & 二');
  expect(verbs[1]?.text).toBe('/x?a=1&b=2');
});
