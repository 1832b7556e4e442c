// SPDX-License-Identifier: GPL-3.0-or-later
// picture.mjs FILE.html OUT.jpg WIDTH HEIGHT [SHOW] [HOVER] [LAYER…]: a picture of a page that
// guidang wrote, scrolled to the first shape that the selector SHOW names, the pointer over the
// first that HOVER names, these layers switched.
import {open} from './browser.mjs';

const [, , file, out, width, height, show, hover, ...layers] = process.argv;
const {page, said, close} = await open(file, {width: Number(width), height: Number(height)});
for (const layer of layers) await page.click(`label[for=on-${layer}]`);
if (show) await page.locator(show).first().evaluate(shape => shape.scrollIntoView({block: 'center'}));
if (hover) await page.locator(hover).first().hover();
await page.screenshot({path: out, type: 'jpeg', quality: 80});
await close();
if (said.length > 0) throw new Error(said.join('\n'));
