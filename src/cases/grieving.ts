/*
 * Each pattern looks at one clause or at a few words, and every repetition in it is bounded: what callers write may be long.
 */
const longestRead = 600;
const clauses = /[，。；：！,;:!…\n]+/u;

/** Who is blamed: the bureau and its people. A guard or a doctor may be somebody else's, and is ours with a word that says so. */
const ours =
  '(?:你们|您们|贵局|国检|工作人员|办事员|窗口|柜台|大厅|(?<!我们|公司|酒店|商场|宾馆)前台|(?<!小区|商场|医院|学校|超市|物业|银行|我们)保安|(?<!我们厂的|工地的|年检的)检[验疫]员|(?<!年检)查验[员场]|隔离场|施检|(?:体检|你们|这里|这儿).{0,4}(?:医生|护士|大夫))';
const fault = [
  '态度(?:太|真|也|很|特别|这么|那么|非常|实在)?(?:差|恶劣|不好|坏|冷淡|横|蛮横|生硬)|脾气(?:太|真|忒|这么)?大',
  '什么(?:服务)?态度|凶(?:得很|得要死|死|巴巴|我|人|神恶煞)|(?:太|真|好|很|这么)凶|[骂吼训](?:了?我|人|哭)|嚷嚷|翻白眼|甩脸|给?我?脸色|爱[答搭]不理|不耐烦|滚出去|赶我',
  '欺负|刁难|不负责|不作为|推[卸诿]|踢皮球|敷衍|糊弄|效率(?:太|真|这么|也太|实在太?)?低|(?:太|真|这么|实在)(?:慢|拖拉|磨蹭)|整我们|[卡针]对?我们',
  '(?:上班|工作)(?:时间|时候)?.{0,4}(?:玩手机|打游戏|睡觉|聊天(?!机器)|嗑瓜子|不在|没人(?!接送))|玩手机|不在岗|没人[理管]|不理(?:我|人|睬)',
  '弄丢|搞丢|丢了我|把.{1,8}(?:丢了|弄没)|找不[着到]了|弄坏|弄没|弄脏|摔[坏碎]|砸坏|淋[湿坏]|泡[水坏]|[弄养]死|(?:死|坏|烂)在|[打推咬]了?我(?!轮椅)|拽我|扔(?:在)?地上',
  '吃拿卡要|索贿|[要收]了?(?:我)?(?:好处|红包|黑钱)|(?:多|乱)收(?!发|集|.{0,4}[份张件])|收(?:了)?我?.{0,6}不给(?:开)?(?:票|发票|收据)|太黑|坑[人我]|骗[人我]|耍[人我]|猫腻|[做作]假',
  '(?:让|害|折腾)我?.{0,3}(?:白|来回)?跑了?.{0,2}[几两二三四五六七八九十\\d]+[趟次回]|说话不算|出尔反尔|抽(?:血)?.{0,4}都没抽[到出]|放我鸽子|挂(?:了)?我?电话|误诊|拿错|给错',
].join('|');
const blamed = new RegExp(
  `${ours}[^\\s，。；！？,;!?]{0,14}?(?:${fault})|(?:太黑|欺负人?|刁难人?|坑人|骗人)[^，。；！？,;!?]{0,3}(?:你们|您们)|对你们(?:非常|很|太|特别)?(?:失望|不满)`,
  'u',
);
/** 我的狗在你们隔离场死了. */
const harmed = /我(?:们)?的?[^\s，。]{1,8}在(?:你们|您们)[^\s，。]{0,8}(?:死|丢|坏|烂|淋|摔|碎)/u;
/** Lost property, and who is lost. */
const lost = /孩子|老人|手机|钱包|雨?伞|帽子|捡到|走丢|在你们大厅丢/u;

/** Who is only angry, and says of nobody why. */
const angry = new RegExp(
  [
    '^(?:我(?:们|就|今天)?)?(?:就|只|一定|必须)?(?:是)?(?:要|想|讨|给我?们?|得给我?)(?:要|讨|一|个|回){0,3}(?:说法|交代|公道)[啊吧！!]*$',
    '^(?:你们|这|这也|简直|也)?(?:太|真)欺负(?:人|老百姓)|欺人太甚|还有没有(?:王法|天理|人管)',
    '什么破(?:单位|地方|局|部门|服务|电话|热线)|^我?(?:要|想|必须|真想)?(?:给|打)(?:你们)?一?个?(?:差评|零分)|(?:我|咱)(?:要|得)?(?:曝光你们|网上曝光)',
    '^(?:我|我们|在你们?这|在?窗口|排队)?(?:等|排)了?.{1,8}(?:还|也|都|就)?(?:没人|没有人)(?:来)?(?:理|管|搭理|接待)|^(?:你们)?(?:必须|得|要)?赔(?:偿)?我(?!.{0,4}多少)',
    '^(?:我|俺)(?:都|已经)?(?:白|来回)?跑了?[几三四五六七八九十\\d]+[趟回]|(?:货|箱子?|柜子?|证书?).{0,6}(?:压|拖|扣|卡)了?.{1,6}(?:没人[管理]|没动静)|凭什么.{0,6}(?:这么|那么)(?:多|贵|慢|久)',
  ].join('|'),
  'u',
);
/** That nobody answers; who asks beside it whether they are closed wants to know that. */
const unanswered =
  /^(?:你们)?(?:的)?(?:这)?(?:个)?(?:打)?(?:电话|热线|投诉电话).{0,6}(?:从来|一直|老是|总是|永远|打了.{1,6}).{0,3}(?:没人接|打不通|占线)|^打了?(?:一|半|[几两三四五六七八九十\d]+)(?:个)?(?:上午|下午|天|早上|小时|次|遍).{0,2}电话.{0,4}(?:没人接|打不通|占线)/u;
const questions =
  /[吗么嘛][?？]?$|是不是(?!.{0,3}(?:故意|欺负|刁难|看不起|针对))|会不会|能不能|可不可以|好不好|凶不凶|怎么(?!这么|那么|这样|那样|能|会|回事|搞|老|总)|如何|多少|有没有(?!王法|天理|人管)|谁(?:管|负责|赔)|哪[里儿个]|什么时候|(?<!这)是什么|哪一步|[能行]吧$/u;
/** 就这么对待老百姓吗, 你们是不是故意的 asks for nothing. */
const rhetorical = /就这[么样]|故意|凭什么|还讲不讲|有没有搞错/u;
/** What was so once, might be, is told by others, or is not so. */
const notSo =
  /如果|要是|假如|万一|以后再|听(?:.{0,4})?说|网上说|(?:不|没|别)(?:会|要|能|用|怕|算|是|有)?(?:骂|凶|刁难|欺负|骗|乱收|多收|不耐烦)|没收(?:过)?我?(?:好处|红包)|从来?[不没]|一点[都也]?不|少跑|(?:态度|服务).{0,3}(?:很好|不错|真好|挺好)|很负责|防止|避免|预防|点赞|人真好|没关系|结果正常/u;
/** Whoever did it themselves, or speaks of their own people, of others, of an animal, or of somebody who only says that they are ours. */
const notOurs =
  /^(?:刚才|昨天|今天)?(?:我|我们|俺)(?:不小心)?(?:把你们|对你们(?!.{0,3}(?:失望|不满))|[骂打推]了?你们|弄[脏坏丢]了?你们|态度)|我们(?:公司|厂|工人|单位|自己|前台|法人|仓库|保安)|对不起|抱歉|道歉|不好意思|哈哈|冒充|自称|假冒|骗子|[狗犬猫].{0,3}(?:凶|不理)|有(?:个|人|些)[^，。]{0,8}骂|插队的人|我看见|帮我|《|你们(?:对面|附近|辖区|门口)/u;

/**
 * Whether somebody blames the bureau or its people, or is only angry, without the word for a complaint: it is one all the same.
 * @example grieves('窗口的小姑娘对我翻白眼') // true
 * @example grieves('你们会不会多收钱') // false
 */
export function grieves(said: string): boolean {
  const words = said.slice(0, longestRead);
  if (notOurs.test(words)) return false;
  const parts = words.split(clauses);
  if (parts.some(isBlame)) return true;
  const isAngry = parts.some((part) => (angry.test(part) && isSo(part)) || unanswered.test(part));
  // Whoever asks something beside it wants to know that: 给我个交代，货到哪一步了.
  return isAngry && !parts.some((part) => questions.test(part) && !rhetorical.test(part));
}

function isBlame(clause: string): boolean {
  const isHarm = harmed.test(clause) && !lost.test(clause);
  return (blamed.test(clause) || isHarm) && isSo(clause);
}

function isSo(clause: string): boolean {
  return !notSo.test(clause) && (!questions.test(clause) || rhetorical.test(clause));
}
