// SPDX-License-Identifier: GPL-3.0-or-later
// inspect.mjs FILE.html READING: in the page that `guidang inspect` wrote, layers switch on and
// off by pointer and keyboard, a cell that is pointed at tells its READING, and the console
// stays empty; without script, layers switch all the same.
import assert from 'node:assert/strict';
import {open} from './browser.mjs';

const [, , file, reading] = process.argv;
const layers = {picture: true, words: false, rulings: false, grids: false, cells: true};

async function switches(page) {
  for (const [name, on] of Object.entries(layers)) {
    const shape = page.locator(`svg.page .${name}`).first();
    const shown = () => shape.evaluate(element => getComputedStyle(element).display !== 'none');
    assert.equal(await shown(), on, `${name} at first`);
    await page.click(`label[for=on-${name}]`);
    assert.equal(await shown(), !on, `${name} switched`);
    await page.focus(`#on-${name}`);
    await page.keyboard.press('Space');
    assert.equal(await shown(), on, `${name} switched back by the keyboard`);
  }
}

async function tells(page) {
  const cell = page.locator('svg.page .cell').first();
  await cell.hover();
  const told = await page.locator('#seen').innerText();
  assert.ok(told.includes(reading), `"${reading}" is not told: ${told}`);
  await page.click('label[for=on-cells]');
  await page.click('label[for=on-words]');
  await page.locator('svg.page .word').first().hover();
  const word = await page.locator('#seen').innerText();
  assert.notEqual(word, told);
  assert.ok(word.length > 0);
}

// A cell's pattern and colour differ from those of another status.
async function coloured(page) {
  const fills = await page.locator('nav .cell').evaluateAll(
    shapes => shapes.map(shape => getComputedStyle(shape).fill));
  assert.equal(fills.length, 7);
  assert.equal(new Set(fills).size, 7, `statuses look alike: ${fills}`);
}

for (const script of [true, false]) {
  const {page, said, close} = await open(file, {script});
  await switches(page);
  await coloured(page);
  if (script) await tells(page);
  assert.deepEqual(said, [], 'the console');
  await close();
}
console.log('layers switch, hover tells, console empty');
