import { ApiError } from '../../../lib/api-error';
import { isRecord } from '../../../lib/guards';
import type { AggregatedApi, AggregatedRequest, AggregatedResponse } from '../../definition';
import type { UploadTokens } from './upload-tokens';

const GROUP = 'upload.cdi.kubevirt.io';
const RESOURCE = 'uploadtokenrequests';

const plain = (code: number, body: string): AggregatedResponse => ({ code, contentType: 'text/plain; charset=utf-8', body });

function parse(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (isRecord(value)) return value;
  } catch {
    // Said below, with everything else that is no object.
  }
  throw new ApiError(400, 'BadRequest', 'the body is not a JSON object');
}

function serve(tokens: UploadTokens, request: AggregatedRequest): AggregatedResponse {
  const { method, namespace, resource, name } = request;
  if (resource !== RESOURCE || !namespace) return plain(404, '404: Page Not Found');
  if (method !== 'POST' || name !== undefined) throw new ApiError(404, 'NotFound', `${RESOURCE}.${GROUP} "${name ?? ''}" not found`, { name: name ?? '', group: GROUP, kind: RESOURCE });
  if (!request.allowed({ verb: 'create', group: GROUP, resource: RESOURCE, namespace }).allowed) return plain(401, `user ${request.user.username} not allowed to create ${RESOURCE}`);
  const body = parse(request.body);
  const spec = isRecord(body.spec) ? body.spec : {};
  const pvcName = typeof spec.pvcName === 'string' ? spec.pvcName : '';
  if (!pvcName) throw new ApiError(400, 'BadRequest', 'spec.pvcName is required');
  const metadata = { ...(isRecord(body.metadata) ? body.metadata : {}), namespace };
  const answer = { ...body, metadata, status: { token: tokens.issue({ namespace, name: pvcName }) } };
  return { code: 200, contentType: 'application/json', body: JSON.stringify(answer) };
}

/** CDI's aggregated API: `UploadTokenRequest` is created and answered, never kept. */
export function createUploadApi(tokens: UploadTokens): AggregatedApi {
  return {
    group: GROUP,
    versions: ['v1beta1'],
    resources: [{ name: RESOURCE, namespaced: true, kind: 'UploadTokenRequest', verbs: ['create'] }],
    handle: (request) => Promise.resolve().then(() => serve(tokens, request)),
  };
}
