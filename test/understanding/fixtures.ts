import { fileURLToPath } from 'node:url';
import { readContentFiles } from '../../src/content/files.js';
import { loadContent } from '../../src/content/load.js';
import { slotRules } from '../../src/disclosure/lookups/registry.js';
import type { Intent } from '../../src/domain/content/content.js';
import { installation } from '../../src/service/installation.js';
import { offered } from '../../src/service/offered.js';
import { type Heard, read, SlotFiller, Understandings } from '../../src/understanding/index.js';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const content = loadContent(readContentFiles(root), offered);
const understandings = new Understandings(installation().models);

/** What a text says, by the project's own rules. */
export const heard = (text: string): Heard => read(text, content);

/** The slots of the project's own lookups. */
export const slots = new SlotFiller(slotRules);

/** The project's own content and model. */
export const understander = () => understandings.of(content);

export function intent(id: string): Intent {
  const found = content.intents.find((one) => one.id === id);
  if (!found) throw new Error(`no intent ${id}`);
  return found;
}
