import { describe, expect, test } from 'vitest';
import { normalise } from '../../src/understanding/reading/normalise.js';
import { digitsOfSpoken } from '../../src/understanding/reading/numerals.js';
import { withoutPerson } from '../../src/understanding/reading/without-person.js';
import { heard } from './fixtures.js';

const identifiersIn = (text: string) => heard(text).identifiers;

describe('digits that were read out', () => {
  test.each([
    ['幺二零零零零幺幺六零零零零零幺', '120000116000001'],
    ['一二〇，〇〇〇，一一六', '120000116'],
    ['洞两拐勾幺三', '027913'],
    ['报检号一二零零零零1 16零零零零零一', '报检号120000116000001'],
    ['登记号是幺幺零幺九六零艾尺七九', '登记号是1101960H79'],
    ['幺幺零幺九六零字母艾曲七九', '1101960H79'],
    ['一一零一九六零H，天河的H，七九', '1101960H79'],
    ['二三四五六七达不溜', '234567W'],
    ['幺二零零叉零幺二', '1200X012'],
    ['幺二三四五六字母批', '123456P'],
  ])('%s are %s', (said, digits) => expect(digitsOfSpoken(said)).toBe(digits));

  test.each(['三五个人', '一月二日', '二三十箱', '两三天', '一九九八年', '五西三东', '字母表', '120000 1 16 000001'])(
    '%s stays as it is',
    (said) => expect(digitsOfSpoken(said)).toBe(said),
  );
});

test.each([
  ['我打了一二三四五六开不了', '我打了123456开不了'],
  ['一二三四五六批', '123456批'],
])('%s: a word behind digits is no letter', (said, digits) => expect(digitsOfSpoken(said)).toBe(digits));

test.each([
  ['张三 电话138 0000 0000 139 0000 0000', '张三 电话#'],
  ['my phone number is 138-0000-0000', 'my phone number is #'],
  ['邮箱zhangsan@qq.com 怎么说', '邮箱# 怎么说'],
  ['我叫张三，微信号zs_12345，狗能入境吗', '我叫#，微信号#，狗能入境吗'],
  ['狗能入境吗', '狗能入境吗'],
  ['我叫王小明', '我叫#'],
  ['我叫王小明想问一下狗怎么入境', '我叫#想问一下狗怎么入境'],
  ['你好我是王小明想问证书', '你好我是#想问证书'],
  ['我是想问一下卫生证书', '我是想问一下卫生证书'],
])('%s is kept without the person', (text, kept) => expect(withoutPerson(text)).toBe(kept));

test('a rule is heard among as many signs as a text of 200 characters holds, also such as become three', () => {
  expect(heard(`${'…'.repeat(198)}人工`).rule?.id).toBe('person');
  expect(heard(`人工${'。'.repeat(300)}`).rule?.id).toBe('person');
  expect(heard(`${'…'.repeat(199)}人工`).rule).toBeNull();
});

test('a long message is cut between two characters', () => {
  expect(withoutPerson(`${'问'.repeat(199)}😀?`)).toBe('问'.repeat(199));
  expect(withoutPerson(`${'问'.repeat(198)}😀?`)).toBe(`${'问'.repeat(198)}😀`);
});

test('of a long message only the beginning is gone through, however much of it is masked', () => {
  expect(withoutPerson(`${'1'.repeat(1_000)}退运`)).toBe('#');
});

test.each([
  ['11010519491231002X', '…'],
  ['身份证110105 19491231 002x，叫王小明', '身份证…,叫王小明'],
  ['11010519491231002X 13920012345', '… …'],
  ['一一零一零五一九四九一二三一零零二X', '…'],
  ['报检号１２００００１１６０００００１', '报检号１２００００１１６０００００１'],
])('%s is said back as %s', (text, shown) => expect(heard(text).shown).toBe(shown));

describe('what a message names', () => {
  test('is found in one, in groups, and read out', () => {
    expect(identifiersIn('帮我查下120000 1 16 000001，登记号1101960h79')).toContain('120000116000001');
    expect(identifiersIn('帮我查下120000 1 16 000001，登记号1101960h79')).toContain('1101960H79');
    expect(identifiersIn('幺二零零零零幺幺六零零零零零幺到哪了')).toEqual(['120000116000001']);
    expect(identifiersIn('车架号ＷＶＷＺＺＺ３ＣＺＥＥ１４０２８７')).toEqual(['WVWZZZ3CZEE140287']);
  });

  test('is told apart by its shape and its check digit', () => {
    const kindsOf = (text: string) => heard(text).message.identifiers[0]?.kinds;
    expect(kindsOf('CSQU3054383')).toContain('container-no');
    expect(kindsOf('CSQU3054384')).not.toContain('container-no');
    expect(kindsOf('120000116000001')).toContain('declaration-no');
    expect(kindsOf('91110000600037341L')).toContain('uscc');
    expect(kindsOf('13920012345')).toContain('telephone');
    expect(kindsOf('201610210007')).toContain('case-no');
    expect(kindsOf('2016102100017')).toContain('case-no');
    expect(kindsOf('2016132100017') ?? []).not.toContain('case-no');
  });

  test('is masked for the classifier, and nothing else is', () => {
    expect(heard('ISO9001多久审一次，GB7718呢').message.masked).toBe('ISO9001多久审一次,GB7718呢');
    expect(heard('帮我查下120000116000001到哪了，登记号1101960H79').message.masked).toBe('帮我查下#到哪了,登记号#');
    expect(heard('3C认证多少钱').message.masked).toBe('3C认证多少钱');
    expect(heard('打我电话13920012345').message.masked).toBe('打我电话#');
  });

  test('is found among other words, and a day is none', () => {
    expect(identifiersIn('VIN WVWZZZ 3CZEE 140287 查一下')[0]).toBe('WVWZZZ3CZEE140287');
    expect(identifiersIn('2016-10-21我去办事大厅可以吗')).toEqual([]);
  });

  test('does not take a long run for one', () => {
    expect(identifiersIn('1'.repeat(21))).toEqual([]);
    expect(identifiersIn('ABCDEFGH')).toEqual([]);
  });
});

test('what is typed is one shape, and a key that is written is a key', () => {
  expect(normalise(' ＣＩＱ\u0000　检疫\u200b ')).toBe('CIQ  检疫');
  expect(['２', '二', '2。', '＊', '#'].map((text) => heard(text).key)).toEqual(['2', '2', '2', '*', '#']);
  expect(['二十', '22', '二号', 'constructor', ''].map((text) => heard(text).key)).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});
