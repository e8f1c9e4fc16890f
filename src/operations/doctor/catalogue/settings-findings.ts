import type { ExplainedFinding } from './explained.js';

/** What the environment says, and what the machine is. */
export const settingsFindings = {
  'settings-wrong': {
    check: 'settings',
    weight: 'failure',
    what: { zh: '环境变量有误，服务不会启动', en: 'settings are wrong, and the service does not start' },
    remedy: { zh: '按下面每一行改正', en: 'Set each as its line says' },
  },
  'production-forgotten': {
    check: 'settings',
    weight: 'warning',
    what: {
      zh: '有真密钥（{secrets}），NODE_ENV 却不是 production：会载入示例记录，旧请求也不拒绝',
      en: 'true secrets ({secrets}), and NODE_ENV is not production: sample records are loaded, old deliveries are not refused',
    },
    remedy: {
      zh: '设 NODE_ENV=production；只是试用就不用管',
      en: 'Set NODE_ENV=production, unless you are trying things out',
    },
  },
  'secrets-incomplete': {
    check: 'secrets',
    weight: 'warning',
    what: { zh: '{channel}缺 {missing}', en: '{channel} lacks {missing}' },
    remedy: { zh: '从服务商的控制台抄过来', en: "Copy it from the provider's console" },
  },
  'channel-without-secrets': {
    check: 'secrets',
    weight: 'only-production-warning',
    what: { zh: '{channel}没有密钥，谁来都拒绝', en: '{channel} has none, and refuses everyone' },
    remedy: { zh: '设 {missing}；不开这个渠道就不用管', en: 'Set {missing}, unless you do not run it' },
  },
  'malformed-secret': {
    check: 'secrets',
    weight: 'failure-in-production',
    what: {
      zh: '不会是真的：应是{shape}，现在是{told}',
      en: 'it cannot be real: it has {shape}, and this is {told}',
    },
    remedy: {
      zh: '从服务商的控制台整个复制过来，前后不要带空格',
      en: "Copy the whole of it from the provider's console, without blanks around it",
    },
  },
  'guessable-secret': {
    check: 'secrets',
    weight: 'only-production-warning',
    what: {
      zh: '容易被猜到：{length} 个字符，短，或来来去去就几个',
      en: 'it can be guessed: {length} characters are few, or a few that repeat',
    },
    remedy: {
      zh: '换成 32 个随机字母数字（openssl rand -hex 16），在公众平台同时改',
      en: 'Take 32 letters and digits by chance (openssl rand -hex 16), here and in the console of the account',
    },
  },
  'node-too-old': {
    check: 'node',
    weight: 'failure',
    what: { zh: '这是 Node {have}，需要 {least} 或更新', en: 'this is Node {have}, and {least} or newer is needed' },
    remedy: { zh: '装新的 Node', en: 'Install it' },
  },
  'nobody-is-told': {
    check: 'notifications',
    weight: 'only-production-warning',
    what: { zh: '工单来了没有人得到通知', en: 'nobody is told when a case comes' },
    remedy: {
      zh: '设 CASE_WEBHOOK_URL，或 SMTP_URL 和 CASE_MAIL_TO；每天有人看 npx yibo cases 就不用管',
      en: 'Set CASE_WEBHOOK_URL, or SMTP_URL and CASE_MAIL_TO, unless somebody reads npx yibo cases every day',
    },
  },
  'notification-unencrypted': {
    check: 'notifications',
    weight: 'warning',
    what: { zh: '通知走明文，路上的人看得到', en: 'notifications are not encrypted, and can be read on their way' },
    remedy: { zh: '换成 https 地址', en: 'Set an https address' },
  },
  'notification-road-doubted': {
    check: 'notifications',
    weight: 'warning',
    what: { zh: '{address} 通，但 GET 得到 {reason}', en: '{address} answers a GET with {reason}' },
    remedy: {
      zh: '那一头只收 POST 就不用管；否则看地址里的路径',
      en: 'Leave it where that system takes POST alone; else look at the path',
    },
  },
  'notification-road-closed': {
    check: 'notifications',
    weight: 'failure-in-production',
    what: { zh: '到不了 {address}：{reason}', en: '{address} cannot be reached: {reason}' },
    remedy: {
      zh: '看地址、口令和那一头的系统；通知会留着，四天内补发',
      en: 'Look at the address, the password and the system there; notifications are kept, and sent within four days',
    },
  },
  'puppet-lacks': {
    check: 'wechaty',
    weight: 'failure',
    what: { zh: '选定的 puppet 还不能用：{said}', en: 'the puppet that is chosen cannot run: {said}' },
    remedy: { zh: '照上面说的补齐，或去掉 WECHATY_PUPPET', en: 'Do that, or unset WECHATY_PUPPET' },
  },
  'puppet-not-loaded': {
    check: 'wechaty',
    weight: 'failure',
    what: { zh: '{name} 装载不了：{reason}', en: '{name} cannot be loaded: {reason}' },
    remedy: { zh: '重新安装，或去掉 WECHATY_PUPPET', en: 'Install it again, or unset WECHATY_PUPPET' },
  },
} as const satisfies Record<string, ExplainedFinding>;
