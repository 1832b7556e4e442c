// SPDX-License-Identifier: GPL-3.0-or-later
// Debian's Chromium by playwright-core, which is looked for in $GUIDANG_BROWSER/node_modules
// (`make browser` puts it there). Network is cut off; whatever a page writes to the console
// is kept in `said`.
import {createRequire} from 'node:module';
import {pathToFileURL} from 'node:url';

const require = createRequire(pathToFileURL(process.env.GUIDANG_BROWSER + '/'));
const {chromium} = require('playwright-core');

export async function open(file, {width = 1280, height = 900, script = true} = {}) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: process.getuid() === 0 ? ['--no-sandbox'] : [],
  });
  const context = await browser.newContext({
    viewport: {width, height}, offline: true, javaScriptEnabled: script,
  });
  const page = await context.newPage();
  const said = [];
  page.on('console', message => said.push(message.text()));
  page.on('pageerror', error => said.push(String(error)));
  page.on('request', request => {
    if (!/^(file|data):/.test(request.url())) said.push('asked for ' + request.url());
  });
  await page.goto(pathToFileURL(file).href);
  return {page, said, close: () => browser.close()};
}
