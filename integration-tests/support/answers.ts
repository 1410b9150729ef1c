import type { Page } from '@playwright/test';

interface ListAnswer {
  items: unknown[];
}

const listOf = (plural: string) => new RegExp(`/api/kubernetes/apis/kubevirt\\.io/v1/(?:namespaces/[^/]+/)?${plural}\\?(?!.*watch=)`);

/** Every listing of a kind brings these objects as well, whatever a real server would say to them. */
export async function smuggle(page: Page, plural: string, objects: readonly unknown[]): Promise<void> {
  await page.context().route(listOf(plural), async (route) => {
    const answer = await route.fetch();
    const list = (await answer.json()) as ListAnswer;
    await route.fulfill({ response: answer, json: { ...list, items: [...list.items, ...objects] } });
  });
}

/** Every listing of a kind is refused, until the returned function is called. */
export async function refuse(page: Page, plural: string, code: number, message: string): Promise<() => Promise<void>> {
  const json = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', code, message, reason: code === 403 ? 'Forbidden' : 'InternalError' };
  const address = listOf(plural);
  await page.context().route(address, (route) => route.fulfill({ status: code, json }));
  return () => page.context().unroute(address);
}
