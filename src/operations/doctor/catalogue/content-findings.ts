import type { ExplainedFinding } from './explained.js';

/** What people write: menus, staff, answers, schemas, rules. */
export const contentFindings = {
  'files-refused': {
    check: 'content, datasets, samples, publication, retention, guessing',
    weight: 'failure',
    what: {
      zh: '文件有误，服务不会用它们：菜单、答案和话术有上一个好版本就先用那个，没有就启动不了',
      en: 'the service takes none of these files: of menus, answers and words the last good version serves if there is one; without, it does not start',
    },
    remedy: {
      zh: '按每一行说的改，再运行 npx yibo lint',
      en: 'Mend each line as it says; then npx yibo lint shows what stood behind them',
    },
  },
  'placeholder-telephone': {
    check: 'telephones',
    weight: 'only-production-failure',
    what: { zh: '{count} 个电话是占位的，谁也打不到', en: '{count} telephones are placeholders: nobody is rung' },
    remedy: {
      zh: '在 {file} 里换成真的分机（sip:…@…）或号码（+86…）',
      en: 'Put the real extensions (sip:…@…) or numbers (+86…) into {file}',
    },
  },
  'line-never-open': {
    check: 'telephones',
    weight: 'failure-in-production',
    what: {
      zh: '“{line}”一年内没有接听时间：永远没人接',
      en: 'line "{line}" has no hours within a year: nobody is ever on duty',
    },
    remedy: {
      zh: '在 {file} 里给它的时间表“{schedule}”写上接听时间',
      en: 'Give its schedule "{schedule}" hours in {file}',
    },
  },
  'line-without-anybody': {
    check: 'telephones',
    weight: 'failure',
    what: { zh: '“{line}”没有人', en: 'line "{line}" has nobody' },
    remedy: { zh: '在 {file} 里写上至少一部电话', en: 'Give it at least one telephone in {file}' },
  },
  'roster-doubted': {
    check: 'telephones',
    weight: 'warning',
    what: {
      zh: '值班表、电话和接听时间有 {count} 处可疑',
      en: 'roster, telephones and hours are doubtful in {count} place(s)',
    },
    remedy: {
      zh: '每一行写着怎么改',
      en: 'Each line says what to change',
    },
  },
  'colleague-put-away': {
    check: 'colleagues',
    weight: 'warning',
    what: {
      zh: '{count} 位同事连续没有接听，系统已经置为离席，不再振铃',
      en: '{count} colleague(s) did not answer again and again, were put away, and are not rung',
    },
    remedy: {
      zh: '问问他们在不在；回来了就拨热线按一，或 npx yibo staff back {first}',
      en: 'Ask whether they are there; whoever is back rings the hotline and presses 1, or npx yibo staff back {first}',
    },
  },
  'no-wechat-accounts': {
    check: 'telephones',
    weight: 'only-production-failure',
    what: {
      zh: '开了微信，但哪条线都没有客服帐号：转人工没有确定的去处',
      en: 'WeChat is on, but no line has a 客服帐号: questions are passed on to nobody in particular',
    },
    remedy: {
      zh: '在 {file} 里给同事写 wechat: 工号@微信号',
      en: 'Give colleagues wechat: name@account in {file}',
    },
  },
  'line-without-wechat-account': {
    check: 'telephones',
    weight: 'only-production-warning',
    what: {
      zh: '{count} 条线没有客服帐号，它们的问题谁在线转给谁：{lines}',
      en: '{count} lines have no 客服帐号, and their questions go to whoever is there: {lines}',
    },
    remedy: {
      zh: '在 {file} 里给同事写 wechat: 工号@微信号',
      en: 'Give colleagues wechat: name@account in {file}',
    },
  },
  'sample-answers': {
    check: 'answers',
    weight: 'only-production-failure',
    what: {
      zh: '{count} 条答案的依据是编的（示例），会当真的告诉市民',
      en: '{count} answers rest on a made-up source (示例), and people are told them as true',
    },
    remedy: {
      zh: '核对这些答案，把 basis 换成真的依据，并写上 reviewed 和 reviewBy',
      en: 'Look at each, write its true basis, and set reviewed and reviewBy',
    },
  },
  'reviews-long-overdue': {
    check: 'answers',
    weight: 'only-production-failure',
    what: {
      zh: '{count} 条答案过了复核期 {days} 天以上，最早的应在 {first}',
      en: '{count} answers are more than {days} days past their review, the first since {first}',
    },
    remedy: {
      zh: '复核后写新的 reviewed 和 reviewBy；npx yibo lint --reviews 逐条列出',
      en: 'Look at each and set both dates; npx yibo lint --reviews lists them',
    },
  },
  'reviews-due': {
    check: 'answers',
    weight: 'only-production-warning',
    what: {
      zh: '{count} 条答案到了复核期，最早的应在 {first}',
      en: '{count} answers are past their review, the first since {first}',
    },
    remedy: {
      zh: '复核后写新的 reviewed 和 reviewBy；npx yibo lint --reviews 逐条列出',
      en: 'Look at each and set both dates; npx yibo lint --reviews lists them',
    },
  },
  'holidays-unknown': {
    check: 'holidays',
    weight: 'failure-in-production',
    what: {
      zh: '今年（{year}）的法定节假日不知道：放假时电话照样响，没人接',
      en: 'the statutory holidays of {year} are not known: lines ring on holidays now',
    },
    remedy: {
      zh: 'npm update chinese-days，或把日子写进 data/calendar/hours.yaml',
      en: 'npm update chinese-days, or add the days to data/calendar/hours.yaml',
    },
  },
  'holidays-of-next-year': {
    check: 'holidays',
    weight: 'warning',
    what: {
      zh: '明年（{year}）的法定节假日还不知道',
      en: 'the statutory holidays of {year} are not known',
    },
    remedy: {
      zh: '元旦前 npm update chinese-days，或把日子写进 data/calendar/hours.yaml',
      en: 'Before New Year: npm update chinese-days, or add the days to data/calendar/hours.yaml',
    },
  },
} as const satisfies Record<string, ExplainedFinding>;
