/**
 * Which room may know which: the arrows of the house. A room is a folder of `src/`; whatever is not listed is refused.
 * `npm run check` holds every import against it, of types too.
 */
const rooms = {
  domain: [],
  authored: [],
  files: [],
  web: ['domain'],
  store: ['domain'],
  tables: ['domain', 'authored'],
  content: ['domain', 'authored'],
  understanding: ['domain'],
  disclosure: ['domain', 'authored'],
  importing: ['disclosure', 'tables', 'domain', 'authored', 'files'],
  exchange: ['disclosure', 'domain', 'files'],
  cases: ['domain'],
  duties: ['domain'],
  outbox: ['domain', 'duties'],
  hotline: ['domain'],
  dialogue: ['domain', 'content', 'understanding', 'disclosure', 'cases', 'hotline'],
  channels: ['web', 'dialogue', 'content', 'cases', 'hotline', 'domain'],
  portal: ['web', 'domain', 'authored', 'content', 'disclosure', 'exchange'],
  operations: ['domain', 'authored', 'files'],
  simulator: ['domain'],
  rehearsal: ['simulator', 'domain'],
  service: ['web', 'domain', 'authored', 'content', 'disclosure', 'dialogue'],
  commands: [
    'service',
    'rehearsal',
    'operations',
    'exchange',
    'importing',
    'disclosure',
    'understanding',
    'content',
    'store',
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
  // `yibo serve` and `yibo rehearse` start the service.
  { from: 'commands', to: 'src/main\\.ts$' },
];

const arrows = Object.entries(rooms).map(([room, known]) => {
  const past = exceptions.filter(({ from }) => from === room).map(({ to }) => `|^${to}`);
  return {
    name: `${room}-knows-${known.length > 0 ? known.join('-') : 'nobody'}`,
    severity: 'error',
    from: { path: `^src/${room}/` },
    to: { path: '^src/', pathNot: `^src/(${[room, ...known].join('|')})/${past.join('')}` },
  };
});

/**
 * The same inside rooms of two levels: which folder may know which other one. The room's own files, which stand above its
 * folders, know them all, and no folder knows them.
 */
const folders = {
  dialogue: { turn: [], moves: ['turn'], places: ['turn', 'moves'] },
  understanding: { reading: [], model: [], deciding: ['reading', 'model'], evaluation: ['deciding', 'reading', 'model'] },
};

const inside = Object.entries(folders).flatMap(([room, known]) =>
  Object.entries(known).map(([folder, others]) => ({
    name: `${room}-${folder}-knows-${others.length > 0 ? others.join('-') : 'no-other-folder'}`,
    severity: 'error',
    from: { path: `^src/${room}/${folder}/` },
    to: { path: `^src/${room}/`, pathNot: `^src/${room}/(${[folder, ...others].join('|')})/` },
  })),
);

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      comment: 'A file nobody imports is dead.',
      severity: 'error',
      from: { orphan: true, pathNot: '^src/(main|cli|yibo)\\.|^src/simulator/page/|^bench/main\\.ts$' },
      to: {},
    },
    ...arrows,
    ...inside,
    {
      name: 'dialogue-knows-one-face-of-understanding',
      severity: 'error',
      from: { path: '^src/dialogue/' },
      to: { path: '^src/understanding/', pathNot: '^src/understanding/index\\.ts$' },
    },
    {
      name: 'every-room-is-in-the-table',
      severity: 'error',
      from: { path: `^src/(?!(?:${Object.keys(rooms).join('|')})/)[^/]+/` },
      to: { path: '.' },
    },
    {
      name: 'nobody-knows-the-doors',
      comment: 'main.ts starts the service, cli.ts is the command; what they know, nobody else needs.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(commands/|cli\\.ts$)' },
      to: { path: '^src/(main|cli)\\.ts$' },
    },
    {
      name: 'nobody-knows-the-bench',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(bench|test)/' },
    },
    {
      name: 'channels-do-not-know-each-other',
      comment: 'A provider of telephones (twilio) knows what all telephones share.',
      severity: 'error',
      from: { path: '^src/channels/([^/]+)/', pathNot: '^src/channels/twilio/' },
      to: { path: '^src/channels/', pathNot: '^src/channels/$1/' },
    },
    {
      name: 'twilio-knows-telephone',
      severity: 'error',
      from: { path: '^src/channels/twilio/' },
      to: { path: '^src/channels/', pathNot: '^src/channels/(twilio|telephone)/' },
    },
    {
      name: 'domain-reaches-nothing-outside',
      comment: 'A hash is a pure function, and the chain of publications is made of them.',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.js'],
    },
  },
};
