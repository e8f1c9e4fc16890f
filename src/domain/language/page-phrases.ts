/** What is said on pages of the portal, and nowhere else. */
export const pagePhrases = {
  'page.title': [],
  'page.keys': [],
  'page.data': [],
  'page.next-accept': [],
  'page.next-inspect': [],
  'page.next-release': [],
  'page.next-certify': [],
  'page.next-nothing': [],
  'page.never-asks': [],
  'page.compare': [],
  'page.number-only': [],
  'page.car-failed': [],
  'page.wine-failed': [],
} as const;
