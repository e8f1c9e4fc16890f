import { modelYear } from './model-year.js';

type Fields = Readonly<Record<string, string>>;

/** By what a notice and a vehicle are compared. */
export type Compared = '品牌' | '车型' | '年款' | '车架号范围';

/** How a notice may concern a vehicle: it never says that it does. */
export interface Concern {
  /** What both have, and is the same. */
  readonly matched: readonly Compared[];
  /** What the notice does not say, so that it may be about fewer vehicles than it seems. */
  readonly lacking: readonly Compared[];
  /** What the notice says, and nobody can tell of this vehicle from what is recorded. */
  readonly unclear: readonly Compared[];
}

type Verdict = 'matched' | 'lacking' | 'unclear' | 'differs';

/**
 * Compares a notice of a recall or a defect (召回与缺陷通报) with a vehicle. Notices are mostly incomplete: what decides is only that nothing speaks
 * against it, and whoever reads it is told what was compared.
 * @param vehicle fields of `vehicles`
 * @param notice fields of `recall-notices`
 * @returns null where the notice is about other vehicles
 * @example "丰田牌越野车 of 2016 and a notice about 丰田, 2015 to 2016, without a range of VINs: 品牌 and 年款 match, 车型 and 车架号范围 are lacking"
 */
export function mayConcern(vehicle: Fields, notice: Fields): Concern | null {
  const verdicts: readonly (readonly [Compared, Verdict])[] = [
    ['品牌', ofBrand(vehicle, notice)],
    ['车型', ofModel(vehicle, notice)],
    ['年款', ofYear(vehicle, notice)],
    ['车架号范围', ofRange(vehicle, notice)],
  ];
  if (verdicts.some(([, verdict]) => verdict === 'differs')) return null;
  const those = (wanted: Verdict) => verdicts.flatMap(([what, verdict]) => (verdict === wanted ? [what] : []));
  return { matched: those('matched'), lacking: those('lacking'), unclear: those('unclear') };
}

/** @returns brand and the rest of 品牌型号; the brand is what stands before 牌 @example brandOf('丰田牌越野车') // ['丰田', '越野车'] */
export function brandOf(brandModel: string): readonly [brand: string, model: string] {
  const [, brand = brandModel, model = ''] = /^(.+?)牌(.*)$/.exec(brandModel) ?? [];
  return [brand, model];
}

function ofBrand(vehicle: Fields, notice: Fields): Verdict {
  const [brand] = brandOf(vehicle.brand_model ?? '');
  return brand !== '' && brand.toUpperCase() === (notice.brand ?? '').toUpperCase() ? 'matched' : 'differs';
}

/** Kinds of vehicles: one is not the other. What is no kind is the name of a model, which a record need not have. */
const kinds = ['越野车', '轿车', '皮卡', '商务车', '跑车', '旅行车', '客车', '货车', '摩托车'];

function ofModel(vehicle: Fields, notice: Fields): Verdict {
  const wanted = notice.model ?? '';
  const [, own] = brandOf(vehicle.brand_model ?? '');
  if (wanted === '') return 'lacking';
  if (own.includes(wanted)) return 'matched';
  return kinds.includes(wanted) && kinds.includes(own) ? 'differs' : 'unclear';
}

function ofYear(vehicle: Fields, notice: Fields): Verdict {
  const { model_year_from: from = '', model_year_to: to = '' } = notice;
  if (from === '' && to === '') return 'lacking';
  const latest = Number((vehicle.imported_on || vehicle.inspected_at || '').slice(0, 4));
  const year = latest > 0 ? modelYear(vehicle.vin ?? '', latest) : null;
  if (year === null) return 'unclear';
  return year >= Number(from || 0) && year <= Number(to || 9999) ? 'matched' : 'differs';
}

/** The check digit (place 9) counts nothing on: it is left out. */
function ofRange(vehicle: Fields, notice: Fields): Verdict {
  const { vin_from: from = '', vin_to: to = '' } = notice;
  if (from === '' || to === '') return 'lacking';
  const place = (vin: string) => vin.slice(0, 8) + vin.slice(9);
  const own = place(vehicle.vin ?? '');
  return own >= place(from) && own <= place(to) ? 'matched' : 'differs';
}
