import { expect, test } from 'vitest';
import { heard, understander } from './fixtures.js';

/** What is answered to a follow-up: the intent, and the question that the answer stands for. */
async function answerTo(question: string, followUp: string): Promise<string | null> {
  const { answer } = (await understander()).meaningOf(heard(`${question}，${followUp}`), { followUp: heard(followUp) });
  return answer && `${answer.intent.id}: ${answer.intent.answers[answer.index]?.asked[0]}`;
}

test('a follow-up is told what its matter says of what is asked for', async () => {
  expect(await answerTo('从日本带狗回国怎么弄', '那要多少钱呢')).toMatch(/^pet-entry: .*多少钱/);
  expect(await answerTo('从日本带狗回国怎么弄', '要什么材料')).toMatch(/^pet-entry: .*手续/);
  expect(await answerTo('从日本带狗回国怎么弄', '隔离多久')).toMatch(/^pet-entry: .*隔离/);
  expect(await answerTo('木托盘进口有什么要求', '多少钱')).toMatch(/^wood-packaging: .*多少钱/);
  expect(await answerTo('普惠制产地证怎么申请', '丢了怎么办呢')).toMatch(/^origin-certificate: .*丢/);
});

test('what a matter does not say, an intent of the same line says whose title is of it', async () => {
  expect(await answerTo('海员体检怎么办', '收费吗')).toMatch(/^exam-fee: /);
});

test('where nothing is about what is asked for, nothing is told', async () => {
  expect(await answerTo('进口食品标签有什么要求', '多少钱')).toBeNull();
  expect(await answerTo('进口旧机床要办什么', '要多长时间')).toBeNull();
});

test('what is surely of nothing is of what was asked before', async () => {
  const { band, intent } = (await understander()).meaningOf(heard('去巴西，多少钱'), {
    followUp: heard('多少钱'),
    about: 'vaccination',
  });
  expect([band, intent?.id]).toEqual(['sure', 'vaccination']);
});

test('who denies a matter is offered others of its category', async () => {
  const { options } = (await understander()).meaningOf(heard('红酒出口要什么手续'), { except: 'wine-import' });
  expect(options.map(({ id }) => id)).toContain('food-export');
  expect(options.map(({ id }) => id)).not.toContain('wine-import');
});
