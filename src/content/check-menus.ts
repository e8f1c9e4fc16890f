import type { ContentDocument } from '../authored/document.js';
import { refuseStrangeValues } from './check-phrases.js';
import { checkTarget, type Known } from './known.js';
import type { Read } from './read-documents.js';
import type { FormFile, MenuFile } from './shapes.js';

/** Keys are unique, targets exist, everything can be reached, and the first menu keeps what callers rely on. */
export function checkMenus(menus: readonly Read<MenuFile>[], forms: readonly Read<FormFile>[], known: Known): void {
  for (const { document, file } of menus) {
    const seen = new Map<string, number>();
    file.options.forEach((option, index) => {
      const path = ['options', index];
      const earlier = seen.get(option.key);
      if (earlier !== undefined) {
        const other = file.options[earlier]?.label ?? '';
        document.refuse(
          [...path, 'key'],
          `"${option.key}" already leads to ${other} in this menu. Choose another key.`,
        );
      }
      seen.set(option.key, index);
      checkTarget(document, path, option, known);
      if (option.key === '0' && option.do !== 'person') {
        document.refuse([...path, 'key'], '"0" is a person everywhere. Write do: person, or choose another key.');
      }
      if (option.key === '#' && option.do !== 'repeat') {
        document.refuse([...path, 'key'], '"#" repeats everywhere. Write do: repeat, or choose another key.');
      }
      if (option.key === '*' && option.do !== 'back' && file.menu !== 'main') {
        document.refuse([...path, 'key'], '"*" goes back here. Write do: back, or choose another key.');
      }
    });
    for (const part of ['intro', 'outro'] as const) {
      if (file[part]) refuseStrangeValues(document, [part], file[part], []);
    }
    if (file.menu === 'main') checkMain(document, file);
    else if (file.straightToPerson !== undefined) {
      document.refuse(['straightToPerson'], 'belongs in menus/main.yaml. Move it there.');
    }
  }
  // While something else is wrong with the menus, what cannot be reached is its echo.
  const isSound = known.menusComplete && menus.every(({ document }) => document.problems.length === 0);
  if (isSound) refuseUnreachable(menus, forms);
}

/** Callers know these keys by heart: 1-9 the categories, 0 a person, * self-service. */
function checkMain(document: ContentDocument, main: MenuFile): void {
  for (const key of ['1', '2', '3', '4', '5', '6', '7', '8', '9']) {
    const option = main.options.find((one) => one.key === key);
    if (!option) document.refuse(['options'], `has no key "${key}". The first menu needs a category on each of 1-9.`);
    else if (option.line === undefined) {
      document.refuse(['options', main.options.indexOf(option)], `key "${key}" must lead to a line: write line:.`);
    }
  }
  for (const [key, what] of [
    ['0', 'a person'],
    ['*', 'self-service'],
  ] as const) {
    if (!main.options.some((one) => one.key === key)) {
      document.refuse(['options'], `has no key "${key}". The first menu needs ${what} there.`);
    }
  }
}

function refuseUnreachable(menus: readonly Read<MenuFile>[], forms: readonly Read<FormFile>[]): void {
  const byId = new Map(menus.map((menu) => [menu.file.menu, menu.file]));
  if (!byId.has('main')) {
    menus[0]?.document.refuse(['menu'], 'no menu is called "main". Calls begin there: name one menu main.');
    return;
  }
  const reached = new Set<string>();
  const visit = (id: string): void => {
    if (reached.has(id)) return;
    reached.add(id);
    for (const option of byId.get(id)?.options ?? []) if (option.to !== undefined) visit(option.to);
  };
  visit('main');
  for (const { document, file } of menus) {
    if (!reached.has(file.menu))
      document.refuse(['menu'], `"${file.menu}" cannot be reached from the first menu. Add a key that leads to it.`);
  }
  for (const { document, file } of forms) {
    if (!reached.has(file.form))
      document.refuse(['form'], `"${file.form}" cannot be reached from the first menu. Add a key that leads to it.`);
  }
}
