import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../until.js';
import { SimulatorPage, type Stage, setStage } from './simulator-page.js';

let stage: Stage;

beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage?.close());

/**
 * A Chinese voice that says each sentence in a moment, and writes down what it was told. The sentence on which a key is
 * pressed it says until it is stopped, and no time runs out meanwhile: neither the line's nor the page's for the voice.
 */
function speakQuickly(): void {
  const told: string[] = [];
  const { setTimeout } = window;
  window.setTimeout = ((work: () => void, ms = 0) => (ms < 4_000 ? setTimeout(work, ms) : 0)) as typeof setTimeout;
  class Utterance {
    onend: (() => void) | null = null;
    constructor(readonly text: string) {}
  }
  const synthesis = {
    getVoices: () => [{ lang: 'zh-CN', name: 'quick' }],
    addEventListener: () => {},
    cancel: () => told.push('(stops)'),
    speak: (utterance: Utterance) => {
      told.push(utterance.text);
      if (!utterance.text.includes('转人工请按零')) setTimeout(() => utterance.onend?.(), 0);
    },
  };
  Object.defineProperty(window, 'speechSynthesis', { value: synthesis });
  Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: Utterance });
  Object.defineProperty(window, 'told', { value: told });
}

test('where there is a Chinese voice, prompts are spoken, and a key stops them at once', async () => {
  const at = await SimulatorPage.open(stage, 1440, 900, speakQuickly);
  const told = () => at.page.evaluate(() => (window as unknown as { told: string[] }).told);
  expect(await at.page.getByRole('switch', { name: '朗读' }).isChecked()).toBe(true);
  expect(await at.page.getByRole('switch', { name: '不计时' }).isChecked()).toBe(false);
  await at.dial();
  await until(async () => (await told()).at(-1)?.includes('转人工请按零'));
  expect(await at.page.locator('.said.speaking').textContent()).toContain('转人工请按零');
  await at.key('*');
  await at.hears('自助查询。');
  const words = await told();
  expect(words[words.indexOf('自助查询。') - 1]).toBe('(stops)');
  expect(words).not.toContain('认证认可请按七，法律咨询请按八，投诉举报请按九。');
  await at.close();
  expect(at.faults).toEqual([]);
});
