/// <reference lib="dom" />
import type { CDPSession, Page } from '@playwright/test';
import type { Fleet } from './fleet';
import { patchLabel } from './fleet';

/** Kept in the page from its first moment: long tasks, and when the first row and the whole list were there. */
export function installProbes(): void {
  const seen = { blocking: 0, longest: 0, longTasks: 0, firstRow: 0, complete: 0 };
  Reflect.set(globalThis, 'virtdeckProbe', seen);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (seen.complete > 0) continue;
      seen.blocking += Math.max(0, entry.duration - 50);
      seen.longest = Math.max(seen.longest, entry.duration);
      seen.longTasks += 1;
    }
  }).observe({ type: 'longtask', buffered: true });
  const look = () => {
    if (seen.firstRow === 0 && document.querySelector('[data-test=row] a')) seen.firstRow = performance.now();
    const counts = /(\d[\d\s.,]*) of (\d[\d\s.,]*)$/.exec(document.querySelector('[data-test=vm-count]')?.textContent ?? '');
    if (counts && counts[1] === counts[2] && counts[1] !== '0') seen.complete = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

export interface LoadFigures {
  firstRow: number;
  complete: number;
  /** What tasks took beyond 50 ms, until the list was complete. */
  blocking: number;
  longest: number;
  longTasks: number;
}

/** Waits until the list is complete and returns what the probes saw. */
export async function loadFigures(page: Page): Promise<LoadFigures> {
  await page.waitForFunction(() => (Reflect.get(globalThis, 'virtdeckProbe') as { complete: number }).complete > 0, undefined, {
    timeout: 60_000,
  });
  return page.evaluate(() => Reflect.get(globalThis, 'virtdeckProbe') as LoadFigures);
}

/** From the key press to the frame that shows another count. */
export async function searchLatency(page: Page, text: string): Promise<number> {
  const field = page.locator('[data-test=vm-search] input, input[data-test=vm-search]').first();
  await field.fill(text.slice(0, -1));
  await page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));
  const waiting = page.evaluate(
    () =>
      new Promise<number>((done) => {
        const count = document.querySelector('[data-test=vm-count]');
        let pressed = 0;
        document.addEventListener('keydown', () => (pressed = performance.now()), { once: true, capture: true });
        new MutationObserver((_, observer) => {
          observer.disconnect();
          requestAnimationFrame(() => done(performance.now() - pressed));
        }).observe(count ?? document.body, { characterData: true, childList: true, subtree: true });
      }),
  );
  await field.press(text.slice(-1));
  const latency = await waiting;
  await field.fill('');
  await field.blur();
  return latency;
}

/** From the click on a column's head to the frame with other rows. */
export function sortLatency(page: Page, column: string): Promise<number> {
  return page.evaluate(
    (id) =>
      new Promise<number>((done) => {
        const button = document.querySelector<HTMLElement>(`[data-test=sort-${id}]`);
        const started = performance.now();
        button?.click();
        requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - started)));
      }),
    column,
  );
}

export interface FrameFigures {
  droppedPercent: number;
  worst: number;
}

/** Turns the wheel briskly (some 6,000 pixels a second) for three seconds and counts the frames that came late. */
export async function scrollFrames(page: Page): Promise<FrameFigures> {
  const table = page.locator('[data-test=table]');
  await table.hover();
  const frames = page.evaluate(
    () =>
      new Promise<number[]>((done) => {
        const gaps: number[] = [];
        let last = performance.now();
        const end = last + 3000;
        const frame = (now: number) => {
          gaps.push(now - last);
          last = now;
          if (now < end) requestAnimationFrame(frame);
          else done(gaps.slice(1));
        };
        requestAnimationFrame(frame);
      }),
  );
  let scrolling = true;
  const wheel = (async () => {
    while (scrolling) {
      await page.mouse.wheel(0, 120);
      await new Promise((next) => setTimeout(next, 12));
    }
  })();
  const gaps = await frames;
  scrolling = false;
  await wheel;
  const missed = gaps.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / 16.7) - 1), 0);
  return { droppedPercent: (100 * missed) / (gaps.length + missed), worst: Math.max(...gaps) };
}

async function taskSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find((metric) => metric.name === 'TaskDuration')?.value ?? 0;
}

/** The share of the main thread that is busy while `act` runs. */
export async function busyPercent(session: CDPSession, act: () => Promise<void>): Promise<number> {
  const [before, started] = [await taskSeconds(session), performance.now()];
  await act();
  return (100_000 * ((await taskSeconds(session)) - before)) / (performance.now() - started);
}

/** Twenty changes a second, spread over the fleet. */
export async function churn(fleet: Fleet, keys: readonly string[], seconds: number): Promise<void> {
  const started = performance.now();
  // A value that a machine has already would be no change.
  const turn = Date.now().toString(36);
  for (let beat = 0; beat < seconds * 20; beat += 1) {
    const key = keys[beat % keys.length];
    if (key !== undefined) await patchLabel(fleet, key, 'bench', `${turn}-${beat}`);
    const due = started + (beat + 1) * 50 - performance.now();
    if (due > 0) await new Promise((next) => setTimeout(next, due));
  }
}

/** From the server's answer to a change until the row in sight shows it; the group column shows the label. */
export async function eventToScreen(page: Page, fleet: Fleet, key: string, value: string): Promise<number> {
  const shown = page.evaluate(
    ([row, text]) =>
      new Promise<number>((done) => {
        const cell = () => document.querySelector(`[data-key="${row}"] [data-column=folder]`)?.textContent;
        const look = () => (cell() === text ? done(performance.timeOrigin + performance.now()) : requestAnimationFrame(look));
        look();
      }),
    [key, value] as const,
  );
  await patchLabel(fleet, key, 'vm.openshift.io/folder', value);
  const answered = performance.timeOrigin + performance.now();
  return (await shown) - answered;
}
