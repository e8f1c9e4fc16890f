import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

const categories = ['13', '14', '15', '21', '24', '25', '28'];

/** @returns the declaration number of the nth made-up consignment */
export function declarationNo(n: number): string {
  return `12000011${String(n).padStart(7, '0')}`;
}

export function registrationNo(n: number): string {
  return String(1_100_000_000 + (n % 5000));
}

/** Writes a CSV file of that many made-up consignments. */
export function writeConsignments(file: string, count: number): Promise<void> {
  const header = 'declaration_no,registration_no,enterprise_name,goods,inspection_category';
  return writeRows(file, count, header, (n) => {
    const who = `${registrationNo(n)},示例企业${n % 5000}有限公司`;
    return `${declarationNo(n)},${who},冷藏集装箱${n % 100},${categories[n % 7]}`;
  });
}

/** Writes a CSV file with one step for each of that many made-up consignments. */
export function writeEvents(file: string, count: number): Promise<void> {
  const header = 'declaration_no,sequence,step,detail,occurred_at';
  return writeRows(file, count, header, (n) => `${declarationNo(n)},1,${n % 5},,2016-08-${10 + (n % 20)}`);
}

/** Writes a CSV file of that many made-up wines. */
export function writeWines(file: string, count: number): Promise<void> {
  return writeRows(file, count, 'bottle_code,name,origin_country,importer', (n) => {
    return `${400_000_000_000 + n},示例酒 ${n % 977},巴西,示例商贸${n % 5000}有限公司`;
  });
}

/** Writes a CSV file of that many rows. */
export async function writeRows(
  file: string,
  count: number,
  header: string,
  row: (n: number) => string,
): Promise<void> {
  const out = createWriteStream(file);
  let text = `${header}\n`;
  for (let n = 0; n < count; n++) {
    text += `${row(n)}\n`;
    if (text.length < 1_000_000) continue;
    if (!out.write(text)) await once(out, 'drain');
    text = '';
  }
  out.end(text);
  await once(out, 'finish');
}
