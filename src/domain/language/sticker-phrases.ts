/** What is said of stickers (标贴), and the values that each phrase has. */
export const stickerPhrases = {
  'sticker.car': ['vin'],
  'sticker.wine': ['code', 'day'],
  'sticker.wine-undated': ['code'],
  'sticker.corrected': [],
  'sticker.withdrawn': [],
  'sticker.replaced': [],
  'sticker.many-places': ['code'],
  'sticker.unknown': ['code'],
  'sticker.forged': [],
  'sticker.other-site': ['site'],
  'sticker.malformed': [],
  'sticker.key-revoked': ['day'],
  'sticker.case-car': ['code', 'places', 'hours'],
  'sticker.case-wine': ['code', 'places', 'hours'],
} as const;
