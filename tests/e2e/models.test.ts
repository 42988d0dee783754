import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { embeddedModelDirectory, embeddedModelId } from '../../models/registry/embedded-model.ts';
import { startAnsweringServer } from '../support/answering-server.ts';
import { hasChromium, startChromium, visit } from '../support/chromium.ts';
import { startHubServer, type HubServer } from '../support/hub-server.ts';
import type { RunningServer } from '../support/running-server.ts';

const id = 'someone/small-ar-en';

describe.skipIf(!hasChromium)('models on their page', () => {
  let server: RunningServer;
  let browser: Browser;
  let hub: HubServer;
  let release: () => void;
  beforeAll(async () => {
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    // The first time the decoder is asked for, the line is held in its midst: there is time to look, and to stop it.
    hub = await startHubServer(
      { [id]: embeddedModelDirectory() },
      {
        fault: ({ host, method, path, turn }) =>
          host === 'storage' && method === 'GET' && path.includes('decoder') && turn === 1
            ? { cutAfterBytes: 1_000, when: held }
            : undefined,
      },
    );
    const env = { MUWAZI_MODEL: 'auto', HF_ENDPOINT: hub.url.replace(/\/$/u, '') };
    [server, browser] = await Promise.all([startAnsweringServer({ env }), startChromium()]);
  });
  afterAll(async () => {
    release();
    await browser.close();
    await server.stop();
    await hub.close();
  });

  test('one is fetched, stopped, fetched again, verified, chosen and removed', async () => {
    const { page, complaints, strangers, leave } = await visit(browser, { url: server.url, language: 'en' });
    await page.goto('/models');
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const modelOf = (name: string) =>
      page.locator('.model').filter({ has: page.getByText(name, { exact: true }) });
    const shipped = modelOf(embeddedModelId);
    await shipped.getByText('Taken next').waitFor();
    await shipped.locator('.scores td').first().waitFor();
    await page.locator('.in-use').getByText('1 worker').waitFor();

    const field = page.getByLabel('Another model');
    await field.fill('small');
    await page.locator('.fetch-another').getByRole('button').click();
    await page.getByText('Write it as owner/name.').waitFor();
    await field.fill(id);
    await field.press('Enter');
    const model = modelOf(id);
    await model.getByText(/^\S+ MB of \S+ MB/u).waitFor();
    await model.getByRole('button', { name: 'Stop' }).click();
    await model.getByText(/^Stopped/u).waitFor();
    release();

    await model.getByRole('button', { name: 'Fetch again' }).click();
    await model.getByText('Here', { exact: true }).waitFor();
    await model.getByRole('button', { name: 'Verify' }).click();
    await model.getByText(/files are as they were published/u).waitFor();
    await model.getByRole('button', { name: 'Use' }).click();
    await model.getByText('Taken next').waitFor();
    await page.getByText(`Workers that start from now on take ${id}; those that run`).waitFor();

    await model.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await model.waitFor({ state: 'detached' });
    await shipped.getByRole('button', { name: 'Card' }).click();
    expect(await page.locator('.card-text').textContent()).toContain('#');
    await button('Close').click();

    await field.fill('no/where');
    await field.press('Enter');
    await modelOf('no/where').getByText('It could not be fetched:').waitFor();
    expect(complaints).toEqual([]);
    expect(strangers).toEqual([]);
    await leave();
  });

  test('the raw jobs are looked at on the board, which asks nothing of others', async () => {
    const { page, complaints, strangers, leave } = await visit(browser, { url: server.url, language: 'en' });
    await page.goto('/queue');
    await page.getByRole('link', { name: 'Raw jobs' }).click();
    await page.getByText('paragraphs').first().waitFor();
    expect(page.url()).toMatch(/\/queues\/?$/u);
    expect([complaints, strangers]).toEqual([[], []]);
    await leave();
  });
});
