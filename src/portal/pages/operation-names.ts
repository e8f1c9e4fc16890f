/** What each operation of the open API is called where it is tried, by its `operationId`. */
const names: Readonly<Record<string, string>> = {
  index: '总目录',
  getDocument: '接口文档',
  listDatasets: '全部数据集',
  getDataset: '一个数据集的概况',
  getSchema: '数据集的结构定义',
  listRecords: '查找、筛选、排序记录',
  countRecords: '数有多少条',
  getFacets: '有哪些筛选条件，各有多少条',
  getRecord: '一条记录',
  getHistory: '一条记录的全部版本',
  getSnapshot: '全部现有记录，分页取',
  getChanges: '变更记录',
  download: '整批下载',
  getFile: '照片等附件',
  getFeed: '订阅（RSS、Atom）',
  listReleases: '历次发布',
  listRows: '一次发布的全部行',
  getProof: '一条记录的存在证明',
  listKeys: '标贴的公钥',
  listDraws: '随机抽取一览',
  getDrawFigures: '一年的抽取与应有的机会相比',
  getDraw: '一次抽取和它的凭证',
  lookupProgress: '查施检流程',
  lookupCar: '查进口汽车',
  lookupWine: '查进口红酒',
};

/** @returns a short name in Chinese; the id itself of an operation that has none yet, such as a bureau's own lookup */
export function operationName(operationId: string): string {
  return names[operationId] ?? operationId;
}
