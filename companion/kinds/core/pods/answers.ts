import type { AggregatedResponse } from '../../definition';

const SUCCESS = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 };

/** What a server says to a thing that was created and is not kept: an eviction, a binding. */
export const CREATED: AggregatedResponse = { code: 201, contentType: 'application/json', body: `${JSON.stringify(SUCCESS)}\n` };
