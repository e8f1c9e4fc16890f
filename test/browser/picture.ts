import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { until } from '../until.js';
import { SimulatorPage, setStage } from './simulator-page.js';

const picture = 'docs/simulator.png';
const maxBytes = 250_000;

/** Whether the browser has Chinese characters: without a font it draws the same box for each. */
function hasChineseFont(): boolean {
  const context = document.createElement('canvas').getContext('2d');
  const drawn = (sign: string) => {
    context?.clearRect(0, 0, 40, 40);
    context?.fillText(sign, 5, 20);
    return context?.getImageData(0, 0, 40, 40).data.join();
  };
  return drawn('拨') !== drawn('灵');
}

test('the picture of the README is drawn', async () => {
  const stage = await setStage();
  try {
    const at = await SimulatorPage.open(stage, 1440, 900);
    const hasFont = await at.page.evaluate(hasChineseFont);
    expect(hasFont, 'There is no Chinese font: apt-get install fonts-noto-cjk').toBe(true);
    await at.page.locator('#guide').waitFor();
    await at.write('120000116000001 1101960H79');
    await at.reads('请回复验证码');
    const asked = await at.page.locator('.bubble.account').last().textContent();
    await at.write(/验证码：(\d{4})/.exec(asked ?? '')?.[1] ?? 'no code was shown');
    await at.reads('目前状态');
    await at.dial();
    await at.key('*');
    await at.hears('自助查询。');
    await at.key('2');
    await at.hears('请输入标签编码');
    await at.page.locator('#guide-code').click();
    await at.key('#');
    await at.hears('检验结果：合格');
    await at.page.mouse.move(0, 0);
    await until(async () => (await at.page.locator('.key.lit').count()) === 0);
    await at.page.screenshot({ path: picture, animations: 'disabled' });
    await at.close();
    execFileSync('pngquant', [
      '--force',
      '--ext',
      '.png',
      '--skip-if-larger',
      '--quality',
      '60-90',
      '--speed',
      '1',
      picture,
    ]);
    expect(statSync(picture).size).toBeLessThan(maxBytes);
  } finally {
    await stage.close();
  }
});
