import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyContent } from '../content-copy.js';
import { now, root } from './examine.js';
import { temporaryFolder } from './fixtures.js';

/** The project's content as a bureau would have made it ready: true telephones, accounts, sources and reviews. */
export function readyContent(): string {
  const folder = temporaryFolder();
  copyContent(folder);
  const lines = join(folder, 'data/staff/lines.yaml');
  const accounted = readFileSync(lines, 'utf8').replaceAll(
    /phone: "sip:(\d+)@pbx\.invalid"/g,
    'phone: "sip:$1@pbx.tj.gov.cn", wechat: kf$1@tjgj',
  );
  writeFileSync(lines, accounted);
  const reviewBy = new Date(now + 90 * 86_400_000).toISOString().slice(0, 10);
  for (const part of ['intents', 'data/facts', 'data/english'])
    for (const name of readdirSync(join(root, part), { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.yaml')) continue;
      const file = join(folder, part, name);
      const text = readFileSync(file, 'utf8')
        .replaceAll('（示例）', '')
        .replaceAll(/reviewBy: \S+/g, `reviewBy: ${reviewBy}`);
      writeFileSync(file, text);
    }
  return folder;
}
