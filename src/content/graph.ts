import type { Content, Target } from '../domain/content/content.js';

/** @returns the menus, forms and lines as a Mermaid flow chart */
export function menuGraph(content: Content): string {
  const lines = ['flowchart LR'];
  const node = (kind: string, id: string): string => `${kind}_${id.replace(/-/g, '_')}`;
  const targetNode = (target: Target): string | null => {
    if (target.kind === 'menu') return node('menu', target.menu);
    if (target.kind === 'form') return node('form', target.form);
    if (target.kind === 'line') return node('line', target.line);
    return target.kind === 'person' ? node('line', 'general') : null;
  };
  for (const menu of content.menus.values()) lines.push(`  ${node('menu', menu.id)}["${quoted(menu.title)}"]`);
  for (const form of content.forms.values()) lines.push(`  ${node('form', form.id)}[/"${quoted(form.title)}"/]`);
  for (const line of content.lines.values()) lines.push(`  ${node('line', line.id)}(["${quoted(line.name)}"])`);
  for (const menu of content.menus.values()) {
    for (const option of menu.options) {
      const to = targetNode(option.leadsTo);
      // Back and repeat lead nowhere new; an arrow for each would hide the tree.
      if (to !== null) lines.push(`  ${node('menu', menu.id)} -- "${quoted(option.key)}" --> ${to}`);
    }
  }
  return lines.join('\n');
}

/** Mermaid reads entities; a quote, a bracket or a # would end the label. */
function quoted(text: string): string {
  return text.replace(/[^\p{L}\p{N} ，。、]/gu, (character) => `#${character.codePointAt(0) ?? 32};`);
}
