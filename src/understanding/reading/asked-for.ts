const surname =
  '[王张刘陈赵周吴徐孙胡朱郭郑罗谢邓韩曹曾彭萧肖蔡潘袁董杜叶苏魏吕蒋丁沈姚卢崔钟谭陆汪范廖贾韦邹孟秦薛闫阎雷侯陶贺顾郝龚邵李杨宋冯唐许于梁余程傅夏]';
/** Goods, papers and places that begin as a surname does: 找李子, 找张表. */
const noName =
  '(?!张[表单纸证票图家条]|李子|杨[木梅树桃]|周[几边末转]|许[可多]|王[牌府朝]|陈[列皮醋]|胡[椒萝桃]|徐州|郑州|苏州|杜[仲康]|范[围本文]|程序|余[下款额]|夏[天季令]|汪[洋]|钟[表头点]|雷[达管]|陶[瓷]|叶[子片]|谢谢|韩[国语文]|贺[卡兰]|沈阳|梁[柱]|唐[山人])';
const before =
  '(?:你好|您好|喂|请问|麻烦|劳驾|请)*(?:[你您]们?)?(?:帮我|给我|替我)?(?:我|俺)?(?:想|要|得)*(?:找|叫|请|转接?|接)(?:一下|下)?(?:你们(?:的|那)?|贵局的?)?';
const after =
  '(?:老师|同志|师傅|女士|先生|小姐)?(?:在吗|在不在|在么)?(?:接|听|来接|来听)?(?:一?下)?(?:电话)?(?:说话|谈谈|谢谢您?)?[吧吗呀]?';
const somebody = new RegExp(`^${before}(?:小|老)?${noName}${surname}\\p{Script=Han}{1,2}?${after}$`, 'u');
/** Nobody says so much to ask for one. */
const longest = 24;

/**
 * Whether all that is said is a wish for somebody by their name (找人): who answers telephones finds them.
 * @param bare as `bareWords` gives them
 * @example asksForSomebody('你好我找一下张伟') // true; 找张表格 is false
 */
export function asksForSomebody(bare: string): boolean {
  return bare.length <= longest && somebody.test(bare);
}
