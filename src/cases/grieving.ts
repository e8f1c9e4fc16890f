/*
 * Each pattern looks at one clause or at a few words, and every repetition in it is bounded: what callers write may be long.
 */
const longestRead = 600;
const clauses = /[，。；：！,;:!…\n]+/u;

/** Who is blamed: the bureau and its people. A guard or a doctor may be somebody else's, and is ours with a word that says so. */
const ours =
  '(?:你们|您们|贵局|国检|工作人员|办事员|窗口|柜台|大厅|前台|(?<!小区|商场|医院|学校|超市|物业|银行)保安|检[验疫]员|查验[员场]|隔离场|施检|(?:体检|你们|这里|这儿).{0,4}(?:医生|护士|大夫))';
const fault = [
  '态度(?:太|真|也|很|特别|这么|那么|非常|实在)?(?:差|恶劣|不好|坏|冷淡|横|蛮横|生硬)',
  '什么(?:服务)?态度|凶(?:得很|死|巴巴|我|人|神恶煞)|(?:太|真|好|很|这么)凶|[骂吼训](?:了?我|人|哭)|翻白眼|甩脸|脸色|爱[答搭]不理|不耐烦',
  '欺负|刁难|不负责|不作为|推[卸诿]|踢皮球|敷衍|糊弄|效率(?:太|真|这么|也太|实在太?)?低|(?:太|真|这么|实在)(?:慢|拖拉|磨蹭)',
  '(?:上班|工作)(?:时间|时候)?.{0,4}(?:玩手机|打游戏|睡觉|聊天|嗑瓜子|不在|没人)|玩手机|不在岗|没人[理管]|不理(?:我|人|睬)',
  '弄丢|弄坏|弄没|弄脏|摔[坏碎]|砸坏|淋[湿坏]|泡[水坏]|[弄养]死|(?:死|丢|坏|烂)在|[打推]了?我|拽我',
  '吃拿卡要|索贿|[要收]了?(?:我)?(?:好处|红包|黑钱)|(?:多|乱)收(?!发|集)|收(?:了)?我?.{0,6}不给(?:开)?(?:票|发票|收据)|太黑|坑[人我]|骗[人我]|耍[人我]',
  '(?:让|害|折腾)我?.{0,3}(?:白|来回)?跑了?.{0,2}[几两二三四五六七八九十\\d]+[趟次回]|说话不算|出尔反尔|抽(?:血)?.{0,4}都没抽[到出]',
].join('|');
const blamed = new RegExp(
  `${ours}[^\\s，。；！？,;!?]{0,14}?(?:${fault})|(?:${fault})[^，。；！？,;!?]{0,6}(?:你们|您们)(?!好|呢)`,
  'u',
);
/** 我的狗在你们隔离场死了. */
const harmed = /我(?:们)?的?[^\s，。]{1,8}在(?:你们|您们)[^\s，。]{0,8}(?:死|丢|坏|烂|淋|摔|碎)/u;

/** Who is only angry, and says of nobody why. */
const angry = new RegExp(
  [
    '(?:讨|要|给)(?:我|我们|老百姓)?一?个(?:说法|交代|公道)|讨(?:回)?公道|(?:太|真)欺负(?:人|老百姓)|欺人太甚|还有没有(?:王法|天理|人管)',
    '什么破(?:单位|地方|局|部门|服务|电话|热线)|(?:给|打)(?:你们)?一?个?(?:差评|零分)|(?:我|咱)(?:要|得)?(?:曝光|网上曝)',
    '(?:等|排)了?.{1,10}(?:还|也|都|就)?(?:没人|没有人)(?:来)?(?:理|管|搭理|接待|叫)|赔我(?!.{0,4}多少)|赔偿?我们?的?损失',
  ].join('|'),
  'u',
);
/** That nobody answers; who asks beside it whether they are closed wants to know that. */
const unanswered = /(?:电话|热线).{0,6}(?:从来|一直|老是|总是|永远|打了.{1,6}).{0,3}(?:没人接|打不通)/u;
const questions =
  /[吗么嘛][?？]?$|是不是(?!.{0,3}(?:故意|欺负|刁难|看不起|针对))|会不会|能不能|可不可以|好不好|怎么(?!这么|那么|这样|那样|能|会|回事|搞|老|总)|如何|多少|有没有(?!王法|天理|人管)|谁(?:管|负责|赔)|哪[里儿个]|什么时候|(?<!这)是什么/u;
/** 就这么对待老百姓吗, 你们是不是故意的 asks for nothing. */
const rhetorical = /就这[么样]|故意|凭什么|还讲不讲|有没有搞错/u;
/** What was so once, might be, or is told of somebody else's. */
const notSo =
  /如果|要是|假如|万一|以后再|听说|(?:不|没|别)(?:会|要|能|用|怕|算|是)?(?:骂|凶|刁难|欺负|骗|乱收|多收)|(?:态度|服务).{0,3}(?:很好|不错|真好|挺好)|防止|避免|预防/u;

/**
 * Whether somebody blames the bureau or its people, or is only angry, without the word for a complaint: it is one all the same.
 * @example grieves('窗口的小姑娘对我翻白眼') // true
 * @example grieves('你们会不会多收钱') // false
 */
export function grieves(said: string): boolean {
  const parts = said.slice(0, longestRead).split(clauses);
  if (parts.some(isBlame)) return true;
  return parts.some((part) => unanswered.test(part)) && !parts.some((part) => questions.test(part));
}

function isBlame(clause: string): boolean {
  if (!(blamed.test(clause) || harmed.test(clause) || angry.test(clause)) || notSo.test(clause)) return false;
  return !questions.test(clause) || rhetorical.test(clause);
}
