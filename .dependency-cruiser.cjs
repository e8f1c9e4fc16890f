/** Rules for dependency-cruiser, made of the table in `.rooms.cjs`: every import is held against them, of types too. */
const { rooms, exceptions, folders } = require('./.rooms.cjs');

const arrows = Object.entries(rooms).map(([room, known]) => {
  const past = exceptions.filter(({ from }) => from === room).map(({ to }) => `|^${to}`);
  return {
    name: `${room}-knows-${known.length > 0 ? known.join('-') : 'nobody'}`,
    severity: 'error',
    from: { path: `^src/${room}/` },
    to: { path: '^src/', pathNot: `^src/(${[room, ...known].join('|')})/${past.join('')}` },
  };
});

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
    { name: 'no-circle-of-files', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-circle-of-folders', scope: 'folder', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      comment: 'A file nobody imports is dead.',
      severity: 'error',
      from: { orphan: true, pathNot: '^src/(main|cli|yibo)\\.|^src/simulator-page/|^src/portal/assets/|^bench/main\\.ts$' },
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
