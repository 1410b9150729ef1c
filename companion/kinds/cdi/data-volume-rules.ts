import type { StatusCause } from '../../../contracts/objects';
import { duplicate, invalid, required, when } from '../kubevirt/validate/causes';
import { parseQuantity as tryQuantity } from '../../../contracts/quantity';
import { at, type Fields, isFields, strings, text } from '../read';

const SOURCES = ['http', 's3', 'gcs', 'registry', 'pvc', 'upload', 'blank', 'imageio', 'vddk', 'snapshot'];
const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
const HASHES: Record<string, number> = { md5: 32, sha1: 40, sha256: 64, sha512: 128 };

function size(claim: unknown, word: 'PVC' | 'Storage', root: string): StatusCause[] {
  const field = `${root}.${word}.resources.requests.size`;
  const given = at(claim, 'resources', 'requests', 'storage');
  const bytes = tryQuantity(typeof given === 'number' ? given : text(claim, 'resources', 'requests', 'storage'));
  if (given === undefined || bytes === undefined) return [required(field, `${word} size is missing`)];
  if (bytes <= 0) return [invalid(field, `${word} size can't be equal or less than zero`)];
  return when(bytes < 2 ** 20, () => invalid(field, `${word} size should be at least 1MiB`));
}

function accessModes(claim: unknown, root: string): StatusCause[] {
  const modes = strings(claim, 'accessModes');
  const field = `${root}.PVC.accessModes`;
  if (modes.length === 0) return [required(field, 'Required value: at least 1 access mode is required')];
  if (modes.length > 1) return [invalid(field, 'PVC multiple accessModes')];
  const unknown = modes.find((mode) => !ACCESS_MODES.includes(mode));
  const supported = ACCESS_MODES.map((mode) => `"${mode}"`).join(', ');
  return when(unknown !== undefined, () => invalid(field, `Unsupported value: "${unknown}": supported values: ${supported}`));
}

function claim(spec: Fields, root: string, sizeGiven: boolean): StatusCause[] {
  const [pvc, storage] = [isFields(spec.pvc), isFields(spec.storage)];
  if (!pvc && !storage) return [invalid(`${root}.PVC`, 'Missing Data volume PVC')];
  if (pvc && storage) return [duplicate(`${root}.PVC.Storage`, 'Duplicate storage definition, both target storage and target pvc defined')];
  if (pvc) return [...size(spec.pvc, 'PVC', root), ...accessModes(spec.pvc, root)];
  const optional = sizeGiven && at(spec.storage, 'resources', 'requests', 'storage') === undefined;
  return optional ? [] : size(spec.storage, 'Storage', root);
}

function address(url: string, schemes: readonly string[], field: string): StatusCause[] {
  const where = 'spec.source';
  if (!url) return [required(field, `${where} source URL is empty`)];
  if (!URL.canParse(url)) return [invalid(field, `${where} Invalid source URL: ${url}`)];
  return when(!schemes.includes(new URL(url).protocol), () => invalid(field, `${where} Invalid source URL scheme: ${url}`));
}

function checksum(value: string, field: string): StatusCause[] {
  if (!value) return [];
  const colon = value.indexOf(':');
  const [algorithm, hex] = [value.slice(0, colon), value.slice(colon + 1)];
  const fault = (words: string) => [invalid(field, `Invalid checksum format: ${words}`)];
  if (colon < 0) return fault(`invalid checksum format: expected 'algorithm:hash', got '${value}'`);
  const length = HASHES[algorithm];
  if (length === undefined) return fault(`unsupported hash algorithm '${algorithm}': supported algorithms are: md5, sha1, sha256, sha512`);
  return hex.length === length ? [] : fault(`invalid ${algorithm} hash length: expected ${length} hex characters, got ${hex.length}`);
}

function registry(source: Fields, root: string): StatusCause[] {
  const field = `${root}.source.Registry`;
  const [url, stream, method] = [text(source, 'url'), text(source, 'imageStream'), text(source, 'pullMethod')];
  if ((url === '') === (stream === '')) return [invalid(field, 'Source registry should have either URL or ImageStream')];
  return [
    ...when(url !== '' && !/^(docker|oci-archive):/.test(url), () => invalid(`${field}.url`, `Illegal registry source URL scheme ${url}`)),
    ...when(!['', 'pod', 'node'].includes(method), () => invalid(`${field}.importMethod`, `ImportMethod ${method} is neither pod, node or ""`)),
    ...when(stream !== '' && method !== 'node', () => invalid(`${field}.importMethod`, 'Source registry ImageStream is supported only with node pull import method')),
  ];
}

function source(spec: Fields, given: Fields, root: string): StatusCause[] {
  const set = SOURCES.filter((each) => isFields(given[each]));
  if (set.length === 0) return [invalid(`${root}.source`, 'Missing Data volume source')];
  if (set.length > 1) return [invalid(`${root}.source`, 'Multiple Data volume sources')];
  const [kind = ''] = set;
  const details = isFields(given[kind]) ? given[kind] : {};
  const archive = spec.contentType === 'archive';
  switch (kind) {
    case 'http':
      return [...address(text(details, 'url'), ['http:', 'https:'], `${root}.source.HTTP.url`), ...checksum(text(details, 'checksum'), `${root}.source.HTTP.checksum`)];
    case 's3':
      return address(text(details, 'url'), ['http:', 'https:', 's3:'], `${root}.source.S3.url`);
    case 'gcs':
      return address(text(details, 'url'), ['http:', 'https:', 'gs:'], `${root}.source.GCS.url`);
    case 'registry':
      return [...registry(details, root), ...when(archive, () => invalid(`${root}.contentType`, 'ContentType must be kubevirt when Source is Registry'))];
    case 'blank':
      return when(archive, () => invalid(`${root}.contentType`, 'SourceType cannot be blank and the contentType be archive'));
    case 'pvc':
      return when(!text(details, 'name') || !text(details, 'namespace'), () => invalid(`${root}.source.PVC`, 'spec.source.PVC source PVC is not valid'));
    case 'snapshot':
      return when(!text(details, 'name') || !text(details, 'namespace'), () => invalid(`${root}.source.Snapshot`, 'spec.source.Snapshot source snapshot is not valid'));
    default:
      return [];
  }
}

function sourceRef(reference: Fields, root: string): StatusCause[] {
  const [kind, name] = [text(reference, 'kind'), text(reference, 'name')];
  if (!kind) return [required(`${root}.sourceRef.Kind`, 'Missing sourceRef kind')];
  if (kind !== 'DataSource') return [invalid(`${root}.sourceRef.Kind`, `Unsupported sourceRef kind ${kind}, currently only DataSource is supported`)];
  return when(!name, () => required(`${root}.sourceRef.Name`, 'Missing sourceRef name'));
}

/** What CDI's webhook finds wrong with the spec of a DataVolume; `root` is `spec`, or `Template` + … for a cron's. */
export function dataVolumeCauses(spec: Fields, root: string): StatusCause[] {
  const given = isFields(spec.source) ? spec.source : undefined;
  const reference = isFields(spec.sourceRef) ? spec.sourceRef : undefined;
  const target = isFields(spec.pvc) ? spec.pvc : spec.storage;
  const external = isFields(at(target, 'dataSource')) || isFields(at(target, 'dataSourceRef'));
  const contentType = text(spec, 'contentType');
  const cloned = isFields(given?.pvc) || isFields(given?.snapshot) || reference !== undefined;
  const origin = (): StatusCause[] => {
    if (external) return when(given !== undefined || reference !== undefined, () => invalid(`${root}.source`, 'External population is incompatible with Source and SourceRef'));
    if ((given === undefined) === (reference === undefined)) {
      return [invalid(`${root}.source`, 'Data volume should have either Source or SourceRef, or be externally populated')];
    }
    return given ? source(spec, given, root) : sourceRef(reference ?? {}, root);
  };
  return [
    ...when(!['', 'kubevirt', 'archive'].includes(contentType), () => invalid(`${root}.contentType`, 'ContentType not one of: kubevirt, archive')),
    ...origin(),
    ...claim(spec, root, cloned),
  ];
}
