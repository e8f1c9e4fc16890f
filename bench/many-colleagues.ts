import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const onEachLine = 10;

/**
 * Gives each of the nine lines of a content ten colleagues, who are rung by how long they have been idle.
 * @param content its folder
 * @param rules numbers of `data/staff/hotline.yaml` that are otherwise, as they are written there
 * @example manyColleagues(folder, 'wrapUpSeconds: 5')
 */
export function manyColleagues(content: string, rules: string): void {
  const file = join(content, 'data/staff/lines.yaml');
  let telephones = 3000;
  const staffed = readFileSync(file, 'utf8').replaceAll(
    /^ {2}([\w-]+): \{ name: (.*?), staff: .*$/gm,
    (_, id, name) => {
      const staff = Array.from(
        { length: onEachLine },
        (_, n) => `{ name: ${name}${n}, phone: "sip:${telephones++}@pbx.invalid" }`,
      );
      return `  ${id}: { name: ${name}, strategy: longest-idle, staff: [${staff.join(', ')}] }`;
    },
  );
  writeFileSync(file, staffed);
  writeFileSync(join(content, 'data/staff/hotline.yaml'), `${rules}\n`);
}
