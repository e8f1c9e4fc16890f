/** Every string and number of a JSON text, one after another. */
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|-?\d[\d.eE+-]*/g;

/**
 * Reads a JSON object. Numbers become text exactly as they were written: a MsgId has 64 bits and a JavaScript number
 * only 53, so that two messages of one second would share one.
 * @returns the values by name; objects are maps too. Null when it is no object, or says something twice
 */
export function readJson(text: string): ReadonlyMap<string, unknown> | null {
  try {
    return readObject(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function readObject(text: string): ReadonlyMap<string, unknown> {
  JSON.parse(text);
  let writtenKeys = 0;
  const asText = text.replace(tokens, (token: string, colon: string | undefined) => {
    if (colon !== undefined) writtenKeys++;
    return token.startsWith('"') ? token : `"${token}"`;
  });
  const parsed: unknown = JSON.parse(asText);
  if (!isObject(parsed)) throw new SyntaxError('no object');
  if (countKeys(parsed) !== writtenKeys) throw new SyntaxError('something is there twice');
  return mapOf(parsed);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mapOf(object: Record<string, unknown>): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(object).map(([name, value]) => [name, isObject(value) ? mapOfTexts(value) : value]));
}

/** One level deep is as deep as we read. */
function mapOfTexts(object: Record<string, unknown>): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(object));
}

/** Counts without recursion: 256 kB can hold a hundred thousand brackets. */
function countKeys(root: object): number {
  let count = 0;
  const waiting: object[] = [root];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (!Array.isArray(value)) count += Object.keys(value).length;
    for (const inside of Object.values(value)) {
      if (typeof inside === 'object' && inside !== null) waiting.push(inside);
    }
  }
  return count;
}
