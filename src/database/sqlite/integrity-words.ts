import type { Damage } from '../../domain/care/damage.js';

/** A table or an index, and the page on which its tree begins. */
export interface Tree {
  readonly type: 'table' | 'index';
  readonly name: string;
  readonly table: string;
  readonly root: number;
}

const saidShown = 3;

/** What `PRAGMA integrity_check` says, put down to the table or index that each line is about. */
export class Findings {
  private readonly found = new Map<string, Damage & { said: string[] }>();

  constructor(private readonly trees: readonly Tree[]) {}

  /**
   * @param lines as the pragma gives them; some hold several
   * @param table the one that was looked at; null: all of the file
   * @example add(['row 8 missing from index version_by_id'], 'version') // the index version_by_id is damaged
   */
  add(lines: readonly string[], table: string | null): void {
    for (const line of lines.flatMap((one) => one.split('\n'))) {
      // A heading, above what is told of the file's trees.
      if (line === '' || line.startsWith('*** in database')) continue;
      const { type, name, table: of } = this.about(line, table);
      const kind = type === null ? 'file-damaged' : (`${type}-damaged` as const);
      const known = this.found.get(`${kind} ${name}`) ?? { kind, part: null, name, table: of, said: [] };
      if (known.said.length < saidShown) known.said.push(line);
      this.found.set(`${kind} ${name}`, known);
    }
  }

  all(): readonly Damage[] {
    const all = [...this.found.values()];
    // Where pages of a table cannot be read, its indexes seem damaged too, since rows are missing: only the table is told.
    const broken = new Set(all.filter(({ kind }) => kind === 'table-damaged').map(({ name }) => name));
    return all.filter(({ kind, table }) => kind !== 'index-damaged' || !broken.has(table));
  }

  private about(line: string, table: string | null): Pick<Tree, 'name' | 'table'> & { type: Tree['type'] | null } {
    const [, index] = /\bindex (\S+)$/.exec(line) ?? [];
    const [, root] = /^Tree (\d+) /.exec(line) ?? [];
    const [, column] = /\b(?:in|failed in|value in) (\w+)(?:\.\w+)?$/.exec(line) ?? [];
    const tree = this.trees.find((one) =>
      index !== undefined ? one.name === index : root !== undefined ? one.root === Number(root) : one.name === column,
    );
    if (tree) return tree;
    return { type: table === null ? null : 'table', name: table ?? '', table: table ?? '' };
  }
}
