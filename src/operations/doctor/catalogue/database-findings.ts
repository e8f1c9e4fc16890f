import type { ExplainedFinding } from './explained.js';

const restoreZh = '停服务，原文件留着，把最近一份好的备份恢复到新库：docs/operations.md 的 Restore';
const restoreEn = 'Restore the newest backup into a new database, and keep this one: docs/operations.md says how';

/** The database: whether it is there, whole, as it was made, and holds what may be public. */
export const databaseFindings = {
  'database-not-made': {
    check: 'database',
    weight: 'warning',
    what: { zh: '还没有数据库，第一次启动会建', en: 'there is none yet: the first start makes it' },
    remedy: {
      zh: '本来应该有？核对 DATABASE_URL',
      en: 'Did you expect one? Look at DATABASE_URL',
    },
  },
  'database-unavailable': {
    check: 'database',
    weight: 'failure',
    what: { zh: '连不上数据库：{said}', en: '{said}' },
    remedy: {
      zh: '核对服务器、网络、口令、权限和 DATABASE_URL',
      en: 'Look at the server, the network, the password and DATABASE_URL',
    },
  },
  'database-not-opened': {
    check: 'database',
    weight: 'failure',
    what: { zh: '文件打不开：{said}', en: 'it cannot be opened: {said}' },
    remedy: { zh: '核对 DATABASE_URL 和文件的主人', en: 'Look at DATABASE_URL, and at who owns it' },
  },
  'database-unreadable': {
    check: 'database',
    weight: 'failure',
    what: { zh: '文件坏了，或者不是数据库：{said}', en: 'the file is damaged, or no database: {said}' },
    remedy: { zh: restoreZh, en: restoreEn },
  },
  'database-only-read': {
    check: 'database',
    weight: 'failure',
    what: {
      zh: '数据库写不进去，市民得不到回答：{said}',
      en: 'it cannot be written to, and callers get no answer: {said}',
    },
    remedy: {
      zh: '照这句话改：多半是要用服务的用户运行，或改文件的主人和权限',
      en: 'Do as it says: mostly run as the user of the service, or change who owns the file',
    },
  },
  'database-readable-by-others': {
    check: 'database',
    weight: 'only-production-warning',
    what: {
      zh: '这台机器上的别人能读它，里面有个人信息',
      en: 'others on this machine can read it, which holds personal data',
    },
    remedy: { zh: 'chmod 600 {path}', en: 'chmod 600 {path}' },
  },
  'database-in-the-open': {
    check: 'database',
    weight: 'only-production-failure',
    what: {
      zh: '数据库在公网地址 {host} 上，而且没有加密',
      en: 'the database is at a public address, {host}, and nothing is encrypted on the way',
    },
    remedy: {
      zh: '搬到内网，或在 DATABASE_URL 后面加 ?sslmode=verify-full',
      en: 'Move it into an internal network, or add ?sslmode=verify-full to DATABASE_URL',
    },
  },
  'database-password-guessable': {
    check: 'database',
    weight: 'only-production-failure',
    what: {
      zh: '数据库的口令一猜就中（和用户名一样，或是常见的例子）',
      en: "the database's password can be guessed: it is the user's name, or an example",
    },
    remedy: {
      zh: 'ALTER ROLE … PASSWORD 换成随机的，再改 DATABASE_URL',
      en: 'ALTER ROLE … PASSWORD to one by chance, and change DATABASE_URL',
    },
  },
  'database-misfit': {
    check: 'migrations',
    weight: 'failure',
    what: { zh: '数据库和这个版本不配：{said}', en: '{said}' },
    remedy: {
      zh: '用和它相配的版本，或在 DATABASE_URL 里换一个库',
      en: 'Run the version that goes with it, or name another database',
    },
  },
  'migrations-none': {
    check: 'migrations',
    weight: 'warning',
    what: {
      zh: '一步迁移都没做过，下次启动会建表',
      en: 'none has been applied yet: the next start makes the tables',
    },
    remedy: { zh: '本来应该有数据？核对 DATABASE_URL', en: 'Did you expect records? Look at DATABASE_URL' },
  },
  'migrations-pending': {
    check: 'migrations',
    weight: 'warning',
    what: { zh: '下次启动会做 {names}', en: '{names} will be applied by the next start' },
    remedy: {
      zh: '更新前没有备份的，用原来的版本备份（这个版本要启动以后才肯），再启动',
      en: 'Make a backup with the version before, unless you have (this one makes none until it was started); then start',
    },
  },
  'index-damaged': {
    check: 'integrity',
    weight: 'failure',
    what: {
      zh: '{holds}的索引 {index} 坏了：照它查，会答成别人的，或者答没有',
      en: 'index {index}, by which {holds} are found, is damaged: who asks is told of another one, or of none',
    },
    remedy: {
      zh: '停服务，复制一份文件，{reindex}，再运行 doctor 和 npx yibo audit；还不对就恢复备份',
      en: 'Stop, keep a copy, {reindex}, then run doctor and npx yibo audit again; where either still complains, restore the newest backup',
    },
  },
  'table-damaged': {
    check: 'integrity',
    weight: 'failure',
    what: {
      zh: '表 {table} 坏了，里面是{holds}：一部分读不出来，或者读出来是错的',
      en: 'table {table} is damaged, which holds {holds}: some of it cannot be read, or is wrong',
    },
    remedy: { zh: restoreZh, en: restoreEn },
  },
  'file-damaged': {
    check: 'integrity',
    weight: 'failure',
    what: {
      zh: '数据库文件坏了：有些页读不出来，或者不知道属于谁',
      en: 'the file is damaged: pages cannot be read, or belong to nothing',
    },
    remedy: { zh: restoreZh, en: restoreEn },
  },
  'part-missing': {
    check: 'structure',
    weight: 'failure',
    what: { zh: '{part}不见了：{meaning}', en: '{part} is gone: {meaning}' },
    remedy: {
      zh: '查清是谁删的；npx yibo audit，再备份并恢复到新库，新库里它就回来了',
      en: 'Find out who took it away; run npx yibo audit, then back up and restore into a new database, which has it again',
    },
  },
  'part-altered': {
    check: 'structure',
    weight: 'failure',
    what: { zh: '{part}被改过：{meaning}', en: '{part} is not as it was made: {meaning}' },
    remedy: {
      zh: '查清是谁改的；npx yibo audit，再备份并恢复到新库，新库里它就是原样',
      en: 'Find out who changed it; run npx yibo audit, then back up and restore into a new database, which has it as it was',
    },
  },
  'part-foreign': {
    check: 'structure',
    weight: 'warning',
    what: {
      zh: '{part}不是一拨就灵建的，它能拒绝或改动写进去的东西',
      en: '{part} was not made by Yibo, and may refuse or change what is written',
    },
    remedy: { zh: '查清是谁加的，不要就删掉', en: 'Find out who added it; drop it unless it is wanted' },
  },
  'record-broken': {
    check: 'record',
    weight: 'failure',
    what: { zh: '公开的记录对不上了：{what}', en: 'the public record does not hold: {what}' },
    remedy: {
      zh: '停服务，npx yibo audit 看是哪一条，和备份对照，再恢复最近一份好的备份',
      en: 'Stop; npx yibo audit names the place; compare with a backup, and restore the newest that holds',
    },
  },
  'import-unfinished': {
    check: 'imports',
    weight: 'warning',
    what: {
      zh: '第 {no} 批（{dataset}，{file}）从 {since} 起一直在导入',
      en: 'release {no} ({dataset}, {file}) has been loading since {since}',
    },
    remedy: {
      zh: '没有导入在跑，就是中断了：什么都没有公开，下次导入会清掉它',
      en: 'If no import is running, it was broken off: nothing of it is public, and the next import clears it away',
    },
  },
  'draft-waits': {
    check: 'drafts',
    weight: 'warning',
    what: {
      zh: '第 {no} 批（{dataset}，{by} 做的）等了 {days} 天没有公开',
      en: 'release {no} ({dataset}, made by {by}) has been waiting for {days} days to be published',
    },
    remedy: {
      zh: 'npx yibo releases 看它；批准并公开，或作废',
      en: 'Look at it with npx yibo releases; approve and publish it, or discard it',
    },
  },
  'sample-records-public': {
    check: 'records',
    weight: 'only-production-failure',
    what: {
      zh: '示例记录在公开：{datasets}',
      en: 'made-up sample records are public: {datasets}',
    },
    remedy: {
      zh: '换一个新库（改 DATABASE_URL，启动），再 npx yibo import 真的数据',
      en: 'Begin with a new database (change DATABASE_URL, start), and npx yibo import the true records',
    },
  },
  'sample-source': {
    check: 'records',
    weight: 'only-production-failure',
    what: {
      zh: '{dataset} 里是真记录，来源却还写着示例，会照样公开',
      en: 'the records of {dataset} are true, and their source is still told as made up (示例)',
    },
    remedy: {
      zh: '在 sources 里写上真的来源（也看看 licenses），存盘就生效',
      en: 'Write the true source into sources (and look at licenses); saving is enough',
    },
  },
  'samples-would-load': {
    check: 'records',
    weight: 'only-production-failure',
    what: {
      zh: 'YIBO_SAMPLE_DATA 是 on：启动时会把示例记录公开',
      en: 'YIBO_SAMPLE_DATA is on: the start makes sample records public',
    },
    remedy: { zh: '去掉 YIBO_SAMPLE_DATA', en: 'Unset YIBO_SAMPLE_DATA' },
  },
  'no-records': {
    check: 'records',
    weight: 'only-production-warning',
    what: {
      zh: '{datasets} 一条记录也没有：查询都会答“没有查到”',
      en: '{datasets} have no record: who asks is always told that nothing is found',
    },
    remedy: { zh: 'npx yibo import 数据集 文件', en: 'npx yibo import DATASET FILE' },
  },
  'no-sticker-key': {
    check: 'records',
    weight: 'only-production-warning',
    what: {
      zh: '{datasets} 公开着，却没有标贴的密钥：标贴印不出来，扫了也没法证明是真的',
      en: '{datasets} are public, and there is no key of stickers: none can be made, and none that is scanned can be proved',
    },
    remedy: {
      zh: '把密钥文件夹放回去（STICKER_KEYS）；还没有过密钥，就 npx yibo sticker keys new',
      en: 'Put the folder of the keys back (STICKER_KEYS); if there never was one, npx yibo sticker keys new',
    },
  },
  'public-without-folder': {
    check: 'folders',
    weight: 'warning',
    what: {
      zh: '数据库里公开着 {dataset}（{count} 条），却没有 data/{dataset}/schema.json：谁也问不到，也不会到期',
      en: '{count} record(s) of "{dataset}" are public in the database, but data/{dataset}/ has no schema.json: nobody can ask for them, and no term ends their publication',
    },
    remedy: { zh: '把文件夹放回去', en: 'Put the folder back' },
  },
  'not-looked-at': {
    check: '',
    weight: 'failure',
    what: { zh: '没法检查：{said}', en: 'it could not be looked at: {said}' },
    remedy: {
      zh: '看这句话说的是什么；看不懂就连同版本号报给开发者',
      en: 'Do what it says; where that helps nobody, report it with the version',
    },
  },
} as const satisfies Record<string, ExplainedFinding>;
