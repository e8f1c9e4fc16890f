/**
 * Which room may know which: the arrows of the house. A room is a folder of `src/`; whatever is not listed is refused.
 * `npm run check` holds every import against it, of types too.
 */
const rooms = {
  domain: [],
  authored: [],
  files: [],
  web: ['domain'],
  database: ['domain'],
  store: ['database', 'domain'],
  tables: ['domain', 'authored'],
  content: ['domain', 'authored'],
  understanding: ['domain'],
  schemas: ['domain', 'authored'],
  disclosure: ['schemas', 'domain', 'authored'],
  importing: ['disclosure', 'schemas', 'tables', 'domain', 'authored', 'files'],
  exchange: ['disclosure', 'schemas', 'domain', 'files'],
  cases: ['domain'],
  stickers: ['schemas', 'domain', 'authored', 'files'],
  challenge: ['web', 'disclosure', 'schemas', 'authored', 'domain'],
  duties: ['domain'],
  outbox: ['domain', 'duties'],
  notifications: ['web', 'domain'],
  hotline: ['domain'],
  draws: ['domain'],
  dialogue: ['domain', 'content', 'understanding', 'disclosure', 'cases', 'hotline'],
  channels: ['web', 'dialogue', 'content', 'cases', 'hotline', 'domain'],
  portal: ['web', 'domain', 'authored', 'content', 'disclosure', 'draws', 'schemas', 'exchange', 'challenge', 'stickers'],
  mirror: ['portal', 'web', 'domain', 'disclosure', 'draws', 'schemas', 'exchange'],
  operations: ['domain', 'authored', 'files'],
  'simulator-page': [],
  simulator: ['domain'],
  rehearsal: ['simulator', 'domain'],
  service: [
    'simulator',
    'portal',
    'mirror',
    'challenge',
    'channels',
    'dialogue',
    'hotline',
    'draws',
    'outbox',
    'notifications',
    'cases',
    'stickers',
    'duties',
    'operations',
    'exchange',
    'importing',
    'disclosure',
    'schemas',
    'understanding',
    'content',
    'store',
    'web',
    'files',
    'authored',
    'domain',
  ],
  commands: [
    'service',
    'notifications',
    'rehearsal',
    'operations',
    'exchange',
    'importing',
    'disclosure',
    'hotline',
    'draws',
    'schemas',
    'understanding',
    'cases',
    'stickers',
    'content',
    'store',
    'database',
    'files',
    'authored',
    'domain',
  ],
};

/** Imports that a room may make past the table, each with its reason. */
const exceptions = [
  // The stand-in for WeChat signs and seals as WeChat does.
  { from: 'simulator', to: 'src/channels/wechat/crypto\\.ts$' },
  // `yibo fallback` prints the document that Twilio's fallback address gives.
  { from: 'commands', to: 'src/channels/twilio/fallback\\.ts$' },
  // `yibo doctor` looks whether the puppet that is chosen could run.
  { from: 'commands', to: 'src/channels/wechaty/(settings|installed|try-loading)\\.ts$' },
  // `yibo serve` and `yibo rehearse` start the service.
  { from: 'commands', to: 'src/main\\.ts$' },
];

/**
 * The same inside rooms of two levels: which folder may know which other one. The room's own files, which stand above its
 * folders, know them all, and no folder knows them.
 */
const folders = {
  hotline: {
    roster: [],
    presence: [],
    routing: ['presence', 'roster'],
    waiting: [],
    callbacks: [],
    calls: [],
    reports: [],
    reconciling: ['routing', 'callbacks', 'presence'],
  },
  dialogue: { turn: [], moves: ['turn'], places: ['turn', 'moves'] },
  understanding: { reading: [], model: [], deciding: ['reading', 'model'], evaluation: ['deciding', 'reading', 'model'] },
};

module.exports = { rooms, exceptions, folders };
