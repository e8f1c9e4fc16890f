import { TextDecoder } from 'node:util';
import type { TableEncoding } from './table-contents.js';

/**
 * The commonest characters of Chinese as it is written today. In any Chinese text more than half of the different characters are
 * among them; of characters taken by chance, an eighth is.
 */
const commonest = new Set(
  '的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严津港检疫货箱酒贸司限',
);

/** The commonest syllables of Korean, and those of its names and its wines: half of any Korean text, a tenth of all that there are. */
const commonestSyllables = new Set(
  '이다는을를에의가은로하고지한서도시기어사나인리자대해수그일정부아있보라제장전과들니주면만상원구여게것국성안오동적거조신스우생공관비유위연마선소계화경방세실무문심분저진학업회모중개까간물바내미야강식단요않었람알때래였르드트프네노던데려력년용럼레렇못발백본북산석술습역영예와외운음입재절점종준질차체초최치타터통특파판품피필함합항행현호환후흥히했김박윤임권황송홍류양손배허남곽민엄채천변염추설길표명반왕금옥육맹탁베카브뱅크느메샤코쇼뇽블랑칠포맥검번름량격불날짜울광',
);

const readings = { chinese: new TextDecoder('gb18030'), korean: new TextDecoder('euc-kr') };

/** From how many different characters on something can be told, and the shares that tell it. */
const least = { korean: 8, japanese: 3, other: 6 };
const shares = { otherHalf: 0.05, common: 0.34, kana: 0.2, seldom: 0.7 };
const enough = 64;
const mostKept = 5_000;

/** What the bytes may be instead of Chinese. */
export interface Suspicion {
  /** Null when it cannot be told which. */
  readonly encoding: TableEncoding | null;
  readonly language: string;
}

/**
 * Gathers which characters a text makes when it is read as GB18030, to tell Chinese from other languages whose bytes make Chinese
 * characters, too, though none that anybody would write.
 */
export class ChineseEvidence {
  private readonly pairs = new Set<number>();

  /** Whether there is as much to judge by as is ever needed. */
  get isEnough(): boolean {
    return this.pairs.size >= enough;
  }

  /** @param bytes whole characters of two or four bytes, and ASCII */
  add(bytes: Uint8Array): void {
    if (this.pairs.size >= mostKept) return;
    for (let at = 0; at < bytes.length; at++) {
      const lead = bytes[at] ?? 0;
      if (lead < 0x80) continue;
      const trail = bytes[++at] ?? 0;
      if (trail < 0x40) at += 2;
      else this.pairs.add((lead << 8) | trail);
    }
  }

  /** @returns null while nothing speaks against Chinese */
  suspicion(): Suspicion | null {
    const all = [...this.pairs];
    const count = (isSo: (lead: number, trail: number) => boolean) =>
      all.filter((pair) => isSo(pair >> 8, pair & 0xff)).length;
    const hanzi = count((lead) => lead < 0xa1 || lead > 0xa9);
    // Kana of Shift_JIS: among the seldom characters that GBK added.
    const kana = count((lead) => lead === 0x82 || lead === 0x83);
    if (kana >= least.japanese && kana >= shares.kana * hanzi) return { encoding: 'Shift_JIS', language: 'Japanese' };
    // Hangul of EUC-KR has the first half of the places of common Chinese characters, and none of the second.
    const inFirst = (lead: number, trail: number) => lead >= 0xb0 && lead <= 0xc8 && trail >= 0xa1;
    const inKorean = this.pairs.size >= least.korean ? all.filter((pair) => inFirst(pair >> 8, pair & 0xff)) : [];
    const [asChinese, asKorean] = [
      shareOf(commonest, inKorean, readings.chinese),
      shareOf(commonestSyllables, inKorean, readings.korean),
    ];
    if (
      inKorean.length >= least.korean &&
      hanzi - inKorean.length <= shares.otherHalf * hanzi &&
      asChinese <= shares.common &&
      asKorean > asChinese
    )
      return { encoding: 'EUC-KR', language: 'Korean' };
    // What GBK added, and the second level of GB2312.
    const seldom = count((lead, trail) => lead < 0xa1 || lead >= 0xd8 || (lead > 0xa9 && trail < 0xa1));
    if (hanzi >= least.other && seldom >= shares.seldom * hanzi)
      return { encoding: null, language: 'another language' };
    return null;
  }
}

/** @returns how many of the characters that these bytes are in a reading are among its commonest ones, 0-1 */
function shareOf(common: ReadonlySet<string>, pairs: readonly number[], reading: TextDecoder): number {
  const text = reading.decode(Uint8Array.from(pairs.flatMap((pair) => [pair >> 8, pair & 0xff])));
  return [...text].filter((one) => common.has(one)).length / Math.max(1, pairs.length);
}
