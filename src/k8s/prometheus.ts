import { text } from '../domain/read';
import { apiAddress } from './address';
import { jsonOf, send } from './request';

function baseUrl(flag: 'prometheusBaseURL' | 'prometheusTenancyBaseURL', fallback: string): string {
  const given = text(Reflect.get(globalThis, 'SERVER_FLAGS'), flag);
  return given.startsWith('/') ? new URL(given, apiAddress().base).href : `${apiAddress().base}${fallback}`;
}

/**
 * An instant query. Without a namespace it needs the right to all metrics; with one it goes through the tenancy
 * endpoint, which every viewer of the project may use.
 */
export async function queryPrometheus(query: string, namespace: string | undefined, signal?: AbortSignal): Promise<unknown> {
  const base =
    namespace === undefined
      ? baseUrl('prometheusBaseURL', '/api/prometheus')
      : baseUrl('prometheusTenancyBaseURL', '/api/prometheus-tenancy');
  return jsonOf(await send(`${base}/api/v1/query`, { query: { query, namespace }, signal }));
}
