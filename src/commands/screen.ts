/** What could move the cursor, hide text or turn it around, but for the ends of lines and tabs. */
const moving = /(?!\r\n|[\n\t])[\p{Cc}\u2028-\u202e\u2066-\u2069]/u;
const everyMoving = new RegExp(moving, 'gu');
/** A bar is drawn over the one before, and taken away (progress-line.ts). */
const progressBar = /^\r(?:\[#* *\] [ -~]*)?\p{Cc}\[K$/u;

/**
 * @returns a text that can be shown: names of files, and whatever else stands in it, cannot move the cursor, clear the screen or
 * colour what follows
 * @example shownSafely('cars\u001b[2J.csv') // 'cars\\u001b[2J.csv', which is JSON still where it stood in JSON
 */
export function shownSafely(text: string): string {
  if (!moving.test(text) || progressBar.test(text)) return text;
  return text.replace(everyMoving, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Lets every text that this process writes here be shown safely, whoever writes it; bytes are data, and left alone. */
export function guardScreen(screen: NodeJS.WriteStream): void {
  const write = screen.write.bind(screen) as (chunk: string | Uint8Array, ...more: unknown[]) => boolean;
  screen.write = ((chunk: string | Uint8Array, ...more: unknown[]) =>
    write(typeof chunk === 'string' ? shownSafely(chunk) : chunk, ...more)) as typeof screen.write;
}
