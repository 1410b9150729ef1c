import type { KindDefinition } from '../definition';
import type { ColumnRow } from '../build';
import { AGE, kindsOf } from '../build';
import { strings } from '../read';

const condition = (name: string, type: string): ColumnRow => [name, 'string', `.status.conditions[?(@.type=="${type}")].status`];

const config = kindsOf('config.openshift.io', 'crd', ['v1'], [
  {
    kind: 'ClusterOperator',
    plural: 'clusteroperators',
    short: ['co'],
    cluster: true,
    status: true,
    columns: [
      ['Version', 'string', '.status.versions[?(@.name=="operator")].version'],
      condition('Available', 'Available'),
      condition('Progressing', 'Progressing'),
      condition('Degraded', 'Degraded'),
      ['Since', 'date', '.status.conditions[?(@.type=="Available")].lastTransitionTime'],
    ],
  },
  {
    kind: 'ClusterVersion',
    plural: 'clusterversions',
    cluster: true,
    status: true,
    columns: [
      ['Version', 'string', '.status.history[?(@.state=="Completed")].version'],
      condition('Available', 'Available'),
      condition('Progressing', 'Progressing'),
      ['Since', 'date', '.status.conditions[?(@.type=="Progressing")].lastTransitionTime'],
      ['Status', 'string', '.status.conditions[?(@.type=="Progressing")].message'],
    ],
  },
  { kind: 'Console', plural: 'consoles', cluster: true, status: true },
  { kind: 'FeatureGate', plural: 'featuregates', cluster: true, status: true },
  { kind: 'Infrastructure', plural: 'infrastructures', cluster: true, status: true },
  { kind: 'Ingress', plural: 'ingresses', cluster: true, status: true },
  { kind: 'Network', plural: 'networks', cluster: true },
  { kind: 'OAuth', plural: 'oauths', cluster: true, status: true },
  { kind: 'Project', plural: 'projects', cluster: true, status: true },
  { kind: 'Proxy', plural: 'proxies', cluster: true, status: true },
]);

const TEXT: ColumnRow = ['Text', 'string', '.spec.text'];
const LOCATION: ColumnRow = ['Location', 'string', '.spec.location'];
const consoleKinds = kindsOf('console.openshift.io', 'crd', ['v1'], [
  { kind: 'ConsoleCLIDownload', plural: 'consoleclidownloads', cluster: true, status: true, columns: [['Display name', 'string', '.spec.displayName'], AGE] },
  {
    kind: 'ConsoleExternalLogLink',
    plural: 'consoleexternalloglinks',
    cluster: true,
    status: true,
    columns: [TEXT, ['HrefTemplate', 'string', '.spec.hrefTemplate'], AGE],
  },
  { kind: 'ConsoleLink', plural: 'consolelinks', cluster: true, status: true, columns: [TEXT, ['URL', 'string', '.spec.href'], LOCATION, AGE] },
  { kind: 'ConsoleNotification', plural: 'consolenotifications', cluster: true, status: true, columns: [TEXT, LOCATION, AGE] },
  { kind: 'ConsolePlugin', plural: 'consoleplugins', cluster: true },
  { kind: 'ConsoleQuickStart', plural: 'consolequickstarts', cluster: true },
  { kind: 'ConsoleSample', plural: 'consolesamples', cluster: true },
  { kind: 'ConsoleYAMLSample', plural: 'consoleyamlsamples', cluster: true },
]);

const route = kindsOf('route.openshift.io', 'crd', ['v1'], [
  {
    kind: 'Route',
    plural: 'routes',
    status: true,
    columns: [
      ['Host', 'string', '.status.ingress[0].host'],
      ['Admitted', 'string', '.status.ingress[0].conditions[?(@.type=="Admitted")].status'],
      ['Service', 'string', '.spec.to.name'],
      ['TLS', 'string', '.spec.tls.type'],
    ],
  },
]);

const template = kindsOf('template.openshift.io', 'aggregated', ['v1'], [{ kind: 'Template', plural: 'templates' }]);

const LIST = (member: string): ColumnRow['2'] => (object) => strings(object, member).join(', ');
const users = [
  ...kindsOf('user.openshift.io', 'aggregated', ['v1'], [
    { kind: 'Group', plural: 'groups', cluster: true, columns: [['Users', 'string', LIST('users')]] },
    { kind: 'Identity', plural: 'identities', cluster: true, columns: [['IDP Name', 'string', '.providerName'], ['IDP User Name', 'string', '.providerUserName'], ['User Name', 'string', '.user.name'], ['User UID', 'string', '.user.uid']] },
  ]),
  ...kindsOf('oauth.openshift.io', 'aggregated', ['v1'], [
    { kind: 'OAuthClient', plural: 'oauthclients', cluster: true },
    { kind: 'UserOAuthAccessToken', plural: 'useroauthaccesstokens', cluster: true, verbs: ['delete', 'get', 'list', 'watch'] },
  ]),
];

export const openshiftGroups: KindDefinition[] = [...config, ...consoleKinds, ...route, ...template, ...users];
