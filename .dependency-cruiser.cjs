/** Who may import whom: the table of ARCHITECTURE.md, machine-held. `tools/rules.test.ts` proves that it can fail. */
const src = (room) => `^src/${room}/`;
const only = (name, room, allowed) => ({
  name,
  severity: 'error',
  from: { path: src(room), pathNot: '\\.test\\.tsx?$' },
  to: { path: '^(src|companion|host|integration-tests|tools)/', pathNot: [room, ...allowed].map((each) => src(each)) },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'contracts-import-nothing', severity: 'error', from: { path: '^contracts/' }, to: { path: '^(src|companion|host|tools|integration-tests)/' } },
    { name: 'browser-not-node', severity: 'error', from: { path: '^(src|host)/' }, to: { path: '^companion/' } },
    { name: 'node-not-browser', severity: 'error', from: { path: '^companion/' }, to: { path: '^(src|host)/' } },
    { name: 'host-loads-the-build', severity: 'error', from: { path: '^host/' }, to: { path: '^src/' } },
    { name: 'tests-see-the-outside', severity: 'error', from: { path: '^integration-tests/' }, to: { path: '^(src|host|companion)/' } },
    { name: 'tools-are-not-imported', severity: 'error', from: { path: '^(src|host|companion|contracts)/' }, to: { path: '^tools/' } },
    only('domain', 'domain', []),
    only('k8s', 'k8s', ['domain']),
    only('console', 'console', ['domain']),
    only('state', 'state', ['domain', 'console', 'k8s']),
    only('ui', 'components/ui', []),
    only('components-vm', 'components/vm', ['components/ui', 'k8s', 'state', 'console', 'domain']),
    only('consoles', 'consoles', ['components/ui', 'components/vm', 'k8s', 'state', 'console', 'domain']),
    only('transfers', 'transfers', ['components/ui', 'components/vm', 'k8s', 'state', 'console', 'domain']),
    only('tasks', 'tasks', ['components/ui', 'components/vm', 'k8s', 'state', 'console', 'domain']),
    only('actions', 'actions', ['k8s', 'tasks', 'state', 'console', 'domain']),
    only('dialogs', 'dialogs', ['actions', 'tasks', 'transfers', 'consoles', 'components', 'state', 'console', 'k8s', 'domain']),
    only('shell', 'shell', ['dialogs', 'actions', 'tasks', 'transfers', 'consoles', 'components', 'state', 'console', 'k8s', 'domain']),
    { name: 'no-page-to-page', severity: 'error', from: { path: '^src/pages/([^/]+)/' }, to: { path: '^src/pages/', pathNot: '^src/pages/$1/' } },
    { name: 'pages-are-leaves', severity: 'error', from: { path: '^src/', pathNot: '^src/pages/' }, to: { path: '^src/pages/' } },
    { name: 'no-react-in-domain', severity: 'error', from: { path: '^src/domain/' }, to: { path: 'node_modules/(react|@patternfly|@openshift-console)' } },
    {
      name: 'two-doors-to-the-sdk',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(k8s|console)/' },
      to: { path: 'node_modules/@openshift-console/' },
    },
    { name: 'companion-lib-imports-nothing', severity: 'error', from: { path: '^companion/lib/' }, to: { path: '^companion/', pathNot: '^companion/lib/' } },
    { name: 'api-and-controllers-meet-in-the-store', severity: 'error', from: { path: '^companion/api/' }, to: { path: '^companion/(controllers|guests|images|seed|gateway)/' } },
    { name: 'controllers-see-the-store', severity: 'error', from: { path: '^companion/controllers/', pathNot: '\\.test\\.ts$' }, to: { path: '^companion/(api|gateway|seed)/' } },
    {
      name: 'only-main-names-a-driver',
      severity: 'error',
      from: { path: '^companion/', pathNot: '^companion/(main\\.ts|guests/|.*\\.test\\.ts$|.*/?test-support/)' },
      to: { path: '^companion/guests/(qemu|simulated)/' },
    },
    { name: 'drivers-stand-alone', severity: 'error', from: { path: '^companion/guests/(qemu|simulated)/' }, to: { path: '^companion/(store|controllers|api|gateway|kinds)/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|build|generated)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.json'] },
  },
};
