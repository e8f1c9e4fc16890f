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
  ])('%s', (_, inner, code) => {
    expect(() => read(inner)).toThrow(ProviderRefusal);
    expect(() => read(inner)).toThrow(new RegExp(`^${code}`));
  });

  test('a document of another content type', () => {
    expect(() => readTwiml('<Response/>', 'text/html')).toThrow(/^12300/);
  });

  test('two documents in one', () => {
    expect(() => readTwiml('<Response/><Response/>', 'text/xml')).toThrow(ProviderRefusal);
  });
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
