import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { RegisterFault } from '../draws/register/register.js';

/**
 * The ids of a file, one on each line, as they are read: a list of ten million is never held. Empty lines are passed over.
 * @param file its path; `-` reads what is piped in
 */
export async function* idsIn(file: string): AsyncGenerator<string> {
  for await (const line of linesOf(file)) {
    const id = line.trim();
    if (id !== '') yield id;
  }
}

/**
 * The weights of a file: on each line an id and a whole number, with a comma, a semicolon or a blank between.
 * @throws RegisterFault for a line that says no weight, with its number
 * @example // TJC0004,12
 */
export async function weightsIn(file: string): Promise<ReadonlyMap<string, number>> {
  const weights = new Map<string, number>();
  let number = 0;
  for await (const line of linesOf(file)) {
    number++;
    if (line.trim() === '') continue;
    const [, id, weight] = /^\s*(.*?)\s*[,;\t ]\s*(\d+)\s*$/.exec(line) ?? [];
    if (id === undefined || !Number.isSafeInteger(Number(weight))) {
      // A first line may name the columns.
      if (number === 1) continue;
      throw new RegisterFault(
        `${file}:${number} says no weight; write an id, a comma and a whole number, such as TJC0004,12`,
      );
    }
    weights.set(id, Number(weight));
  }
  return weights;
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const input = file === '-' ? process.stdin : createReadStream(file);
  const failed = new Promise<never>((_, reject) => input.once('error', reject));
  failed.catch(() => {});
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator]();
  for (let first = true; ; first = false) {
    const { value, done } = await Promise.race([lines.next(), failed]);
    if (done) return;
    yield first ? value.replace(/^\ufeff/, '') : value;
  }
}
