import type { Inspection } from '../../../domain/care/inspection.js';
import { momentText } from '../../moment-text.js';
import { type Finding, found, good, type Problem, problem, skipped } from '../finding.js';
import { type Check, type RecordFacts, type Subject, settingsUnknown } from '../subject.js';

/** A draft that waits for longer was forgotten, or nobody is there to approve it. */
const draftDays = 7;
const dayMs = 86_400_000;

export const imports: Check = {
  name: 'imports',
  look: (subject) =>
    onDatabase(subject, ({ loading }) => {
      const problems = loading.map(({ no, dataset, file, madeAt }) =>
        problem('import-unfinished', { no, dataset, file: file || 'no file', since: momentText(madeAt) }),
      );
      return found(problems, good('没有中断的', 'none was broken off'));
    }),
};

export const drafts: Check = {
  name: 'drafts',
  look: (subject) =>
    onRecord(subject, ({ waiting }) => {
      const waits = (madeAt: number): number => Math.floor((subject.now() - madeAt) / dayMs);
      const problems = waiting
        .filter(({ madeAt }) => waits(madeAt) > draftDays)
        .map(({ no, dataset, madeBy, madeAt }) =>
          problem('draft-waits', { no, dataset, by: madeBy, days: waits(madeAt) }),
        );
      const count = waiting.length;
      return found(
        problems,
        count === 0
          ? good('没有等着公开的', 'none waits')
          : good(`${count} 批等着公开，都不到 ${draftDays} 天`, `${count} wait, none for more than ${draftDays} days`),
      );
    }),
};

/** Whether what is public is true, and whether anything is. */
export const records: Check = {
  name: 'records',
  async look(subject) {
    const problems: Problem[] = [];
    if (subject.settings.loadsSamples) problems.push(problem('samples-would-load', {}, { where: 'YIBO_SAMPLE_DATA' }));
    const finding = await onRecord(subject, ({ withSamples, withSampleSource, empty, withoutStickerKey }) => {
      if (withSamples.length > 0) problems.push(problem('sample-records-public', { datasets: withSamples.join(', ') }));
      for (const name of withSampleSource) {
        problems.push(problem('sample-source', { dataset: name }, { where: `data/${name}/schema.json` }));
      }
      if (empty.length > 0) problems.push(problem('no-records', { datasets: empty.join(', ') }));
      if (withoutStickerKey.length > 0)
        problems.push(problem('no-sticker-key', { datasets: withoutStickerKey.join(', ') }, { where: 'STICKER_KEYS' }));
      return good('能查的数据集都有真记录', 'every dataset that people look up has true ones');
    });
    const elsewhere = skipped('示例记录只在正式环境要紧', 'sample records matter in production only');
    return found(problems, finding, elsewhere);
  },
};

export const folders: Check = {
  name: 'folders',
  look: (subject) =>
    onRecord(subject, ({ withoutFolder }) =>
      found(
        withoutFolder.map(({ name, count }) => problem('public-without-folder', { dataset: name, count })),
        good('公开的数据集都有文件夹', 'every dataset that is public has one'),
      ),
    ),
};

/** Every hash, and whether each record is found by its id and its keys. */
export const record: Check = {
  name: 'record',
  look: (subject) =>
    onReadyDatabase(subject, async () => {
      const { versions, broken } = await subject.audit();
      if (broken !== null) return found([problem('record-broken', { what: broken })]);
      return good(
        `${versions} 个版本，封印都对，按号都能找到`,
        `${versions} versions: every seal holds, and each is found by its id and its keys`,
      );
    }),
};

export async function onDatabase(
  subject: Subject,
  look: (inspected: Inspection) => Finding | Promise<Finding>,
): Promise<Finding> {
  if (subject.settings.databaseUrl === null) return settingsUnknown;
  const inspected = await subject.inspect().catch(() => null);
  if (!inspected) return skipped('数据库读不了', 'the database cannot be read');
  return inspected.exists ? look(inspected) : skipped('还没有数据库', 'there is no database yet');
}

/** A database that this version has brought up to date, and may write to: what opens it changes nothing then. */
export function onReadyDatabase(subject: Subject, look: () => Finding | Promise<Finding>): Promise<Finding> {
  return onDatabase(subject, ({ applied, pending, misfit, readOnly }) => {
    if (misfit !== null || pending.length > 0 || applied.length === 0) {
      return skipped('要等下次启动', 'not before the next start');
    }
    if (readOnly !== null) return skipped('这个用户写不了数据库', 'this user may not write to the database');
    return look();
  });
}

function onRecord(subject: Subject, look: (facts: RecordFacts) => Finding): Promise<Finding> {
  return onReadyDatabase(subject, async () => {
    const facts = await subject.recordFacts();
    return facts ? look(facts) : skipped('数据集有误，还不知道', 'not known while the datasets are wrong');
  });
}
