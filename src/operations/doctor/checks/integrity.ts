import type { Damage, PartKind } from '../../../domain/care/damage.js';
import type { Words } from '../catalogue/explained.js';
import { found, good, type Problem, problem, skipped } from '../finding.js';
import type { Check } from '../subject.js';
import { onDatabase } from './records.js';

export const integrity: Check = {
  name: 'integrity',
  look: (subject) =>
    onDatabase(subject, async ({ file }) => {
      const damage = await subject.findDamage();
      if (damage === null) {
        return skipped(
          '服务器没有 amcheck，没法查；CREATE EXTENSION amcheck 之后就能查',
          'the server sees to that; with CREATE EXTENSION amcheck it is looked at here, too',
        );
      }
      return found(
        damage.map((one) => damageProblem(one, file)),
        good('表和索引逐行对过，都对', 'every row was read against every index, and they agree'),
      );
    }),
};

export const structure: Check = {
  name: 'structure',
  look: (subject) =>
    onDatabase(subject, async ({ applied, misfit }) => {
      if (misfit !== null || applied.length === 0) return skipped('要等下次启动', 'not before the next start');
      const altered = await subject.findAlterations();
      if (altered === null) {
        return skipped(
          '这个数据库用户不能建模式，没法比对；用库的主人运行 doctor',
          'this role may not make a schema to compare with: run doctor as the owner of the database',
        );
      }
      return found(
        altered.map((one) => damageProblem(one, null)),
        good('表、唯一索引、触发器都是原样', 'tables, unique indexes and triggers are as they were made'),
      );
    }),
};

/** @param file the database's own; null: it is on a server */
export function damageProblem({ kind, name, table, part, said }: Damage, file: string | null): Problem {
  const holds = contents[table] ?? { zh: '数据', en: 'data' };
  const place = { ...(file !== null && { where: file }), details: said };
  switch (kind) {
    case 'index-damaged':
      return problem(kind, { holds, index: name, reindex: reindexOf(name, file) }, place);
    case 'table-damaged':
      return problem(kind, { holds, table: name }, place);
    case 'file-damaged':
      return problem(kind, {}, place);
    case 'part-missing':
    case 'part-altered':
      return problem(kind, { part: partText(part, name, table), meaning: meaningOf(part, holds) }, { details: said });
    case 'part-foreign':
      return problem(kind, { part: partText(part, name, table) }, { details: said });
  }
}

function reindexOf(index: string, file: string | null): string {
  return file === null ? `psql "$DATABASE_URL" -c 'REINDEX INDEX "${index}"'` : `sqlite3 ${file} 'REINDEX "${index}"'`;
}

/** What people would say is in a table. */
const contents: Readonly<Record<string, Words>> = {
  release: { zh: '公开的批次', en: 'releases' },
  version: { zh: '公开的记录', en: 'public records' },
  version_key: { zh: '记录的查询键', en: 'the keys of public records' },
  turn: { zh: '对话', en: 'conversations' },
  case_file: { zh: '工单', en: 'cases' },
  case_event: { zh: '工单的经过', en: 'what happened to cases' },
  case_counter: { zh: '工单的编号', en: 'the numbers of cases' },
  content_version: { zh: '用过的内容', en: 'earlier content' },
  public_seal: { zh: '公开封印', en: 'the public seals of releases' },
  public_piece: { zh: '公开封印的各段', en: 'the pieces of public seals' },
  retention_run: { zh: '清理的记录', en: 'what retention removed' },
  unanswered: { zh: '没听懂的话', en: 'words that were not understood' },
  duty: { zh: '定时的事', en: 'duties' },
  follower: { zh: '跟到哪一批', en: 'how far followers are' },
  listing_index: { zh: '列表编到哪里', en: 'by what datasets are listed, and how far' },
  listing_list: { zh: '列表的分类', en: 'the lists of public records' },
  listing_entry: { zh: '列表的条目', en: 'the entries of lists' },
  listing_record: { zh: '列表里的记录', en: 'which records are listed' },
  listing_bits: { zh: '列表的重叠索引', en: 'which records several filters meet in' },
  listing_word: { zh: '列表的检索词', en: 'the words that lists are looked through by' },
  notice: { zh: '开着的公告', en: 'which notices are on' },
  callback: { zh: '要回的电话', en: 'who is to be called back' },
  call_record: { zh: '通话记录', en: 'the records of calls' },
  recording: { zh: '录音的登记', en: 'which recordings there are' },
  recording_piece: { zh: '录音', en: 'the sound of recordings' },
  draw: { zh: '双随机的封存书', en: 'the seals of draws' },
  draw_rows: { zh: '抽取用的名录', en: 'the registers of draws' },
  draw_round: { zh: '抽取用的信标', en: 'the rounds of draws' },
  draw_entry: { zh: '抽取用的号码', en: 'the numbers that were typed for draws' },
  draw_receipt: { zh: '抽取的回执', en: 'the receipts of draws' },
  draw_secret: { zh: '抽取的密码', en: 'the secrets of draws' },
  presence: { zh: '同事在岗的状态', en: 'how colleagues stand' },
  offer: { zh: '电话响给谁的记录', en: 'which call rang whose telephone' },
  waiting: { zh: '排队的记录', en: 'who waits for a line' },
  guess_count: { zh: '试号的次数', en: 'guesses that still count' },
  guess_secret: { zh: '试号计数用的钥匙', en: 'the key that guesses are counted with' },
  sticker_place: { zh: '标贴在哪些地方被扫', en: 'in how many places stickers are seen' },
  sticker_day: { zh: '当天的钥匙', en: 'the key of the day' },
  sticker_alarm: { zh: '多地被扫的标贴', en: 'stickers that were seen in too many places' },
  stamp: { zh: '微信请求的签名', en: 'the signatures of deliveries' },
  outbox: { zh: '欠着要发的消息', en: 'messages that are owed' },
};

const kinds: Readonly<Record<PartKind, Words>> = {
  table: { zh: '表', en: 'table' },
  index: { zh: '索引', en: 'index' },
  'unique-index': { zh: '唯一索引', en: 'unique index' },
  constraint: { zh: '约束', en: 'constraint' },
  trigger: { zh: '触发器', en: 'trigger' },
  function: { zh: '函数', en: 'function' },
};

function partText(part: PartKind | null, name: string, table: string): Words {
  const { zh, en } = kinds[part ?? 'table'];
  const on = part === 'table' || table === '' ? { zh: '', en: '' } : { zh: `（表 ${table}）`, en: ` of ${table}` };
  return { zh: `${zh} ${name}${on.zh}`, en: `${en} ${name}${on.en}` };
}

function meaningOf(part: PartKind | null, holds: Words): Words {
  switch (part) {
    case 'trigger':
    case 'function':
      return {
        zh: `${holds.zh}可以被偷偷改掉或删掉`,
        en: `${holds.en} can be changed or deleted, and nothing refuses`,
      };
    case 'unique-index':
    case 'constraint':
      return { zh: `${holds.zh}可能有重的或不该有的`, en: `${holds.en} may come twice, or be what they must not` };
    case 'index':
      return { zh: `查${holds.zh}会很慢`, en: `${holds.en} are found slowly` };
    default:
      return { zh: `${holds.zh}可能不全`, en: `${holds.en} may be incomplete` };
  }
}
