import type { ExplainedFinding } from './explained.js';

/** The machine's clock and disk. */
export const machineFindings = {
  'clock-before-trace': {
    check: 'clock',
    weight: 'failure-in-production',
    what: {
      zh: '时钟说 {now}，可是{trace}是 {madeAt} 的',
      en: 'it says {now}, but {trace} is of {madeAt}',
    },
    remedy: { zh: '校准本机时钟：timedatectl set-ntp true', en: "Set this machine's clock: timedatectl set-ntp true" },
  },
  'clock-wrong': {
    check: 'clock',
    weight: 'failure-in-production',
    what: {
      zh: '时钟和公网地址的差 {seconds} 秒（{side}），请求会当成重放拒掉',
      en: 'it is {seconds} s {side} that of the public address; deliveries would be refused as replays',
    },
    remedy: { zh: '校准：timedatectl set-ntp true', en: 'Set it: timedatectl set-ntp true' },
  },
  'clock-doubtful': {
    check: 'clock',
    weight: 'warning',
    what: {
      zh: '时钟和公网地址的差 {seconds} 秒（{side}），再差下去请求会当成重放拒掉',
      en: 'it is {seconds} s {side} that of the public address; further off, deliveries would be refused as replays',
    },
    remedy: { zh: '校准：timedatectl set-ntp true', en: 'Set it: timedatectl set-ntp true' },
  },
  'clock-for-trial': {
    check: 'clock',
    weight: 'warning',
    what: { zh: '服务的时钟会从 {at} 走起', en: 'the service would start at {at}' },
    remedy: { zh: '去掉 YIBO_CLOCK 就是真的时间', en: 'Unset YIBO_CLOCK for the real time' },
  },
  'disk-not-writable': {
    check: 'disk',
    weight: 'failure',
    what: { zh: '这个用户写不了 {folder}', en: 'this user may not write to {folder}' },
    remedy: { zh: '把它交给运行服务的用户', en: 'Give it to the user that the service runs as' },
  },
  'disk-full': {
    check: 'disk',
    weight: 'failure',
    what: {
      zh: '{folder} 只剩 {free}：很快什么都存不下，市民得不到回答',
      en: '{free} are free at {folder}: soon no turn can be stored, and callers get no answer',
    },
    remedy: { zh: '腾出空间，或换大的盘', en: 'Make room, or put the database on a larger disk' },
  },
  'disk-low': {
    check: 'disk',
    weight: 'warning',
    what: { zh: '{folder} 剩 {free}，不到 1 GB', en: '{free} are free at {folder}, less than 1 GB' },
    remedy: { zh: '腾出空间，或换大的盘', en: 'Make room, or put the database on a larger disk' },
  },
  'disk-tight': {
    check: 'disk',
    weight: 'warning',
    what: {
      zh: '{folder} 剩 {free}，不到数据库（{size}）的两倍：恢复和导入要这么多',
      en: '{free} are free at {folder}, less than twice the database ({size}): a restore or an import needs that',
    },
    remedy: { zh: '腾出空间，或换大的盘', en: 'Make room, or put the database on a larger disk' },
  },
} as const satisfies Record<string, ExplainedFinding>;
