// ODK's own engine, asked line by line: a form to load, or an instance to judge by it.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { JSDOM } from 'jsdom';

const { window } = new JSDOM('<!doctype html>', { url: 'http://localhost/' });
const give = (name) =>
  Object.defineProperty(globalThis, name, { value: window[name], configurable: true });
for (const name of Object.getOwnPropertyNames(window)) {
  if (/^[A-Z]/.test(name) && !(name in globalThis)) give(name);
}
for (const name of ['document', 'File', 'Blob', 'FormData']) give(name);
globalThis.window = window;
globalThis.require = createRequire(import.meta.url);
globalThis.__dirname = import.meta.dirname;
const engine = await import('@getodk/xforms-engine');

const NAME = 'xml_submission_file';
let form;

const load = async (xml, files) => {
  const fetchFormAttachment = async (url) =>
    new Response(files[String(url).split('/').pop()], {
      headers: { 'content-type': /geojson$/.test(url) ? 'application/geo+json' : 'text/csv' },
    });
  form = await engine.loadForm(xml, { fetchFormAttachment });
  return { status: form.status, error: form.error?.message ?? '' };
};

const look = (node, seen) => {
  const { reference, relevant, instanceValue, children } = node.currentState;
  const options = node.currentState.valueOptions?.map(({ value }) => value);
  const violation = node.validationState.violation?.condition ?? '';
  const value = instanceValue ?? '';
  seen.push({ reference, relevant, value, violation, kind: node.nodeType, options });
  for (const child of children ?? []) look(child, seen);
  return seen;
};

const text = (file) =>
  new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.onerror = failed;
    reader.readAsText(file);
  });

const judge = async (instance) => {
  const data = new FormData();
  data.append(NAME, new File([instance], NAME, { type: 'text/xml' }));
  const { root } = await form.restoreInstance({ data: [data] });
  const payload = await root.prepareInstancePayload();
  return { nodes: look(root, []), sent: await text(payload.data[0].get(NAME)) };
};

const find = (node, reference) => {
  if (node.currentState.reference === reference) return node;
  for (const child of node.currentState.children ?? []) {
    const found = find(child, reference);
    if (found) return found;
  }
  return null;
};

const put = (node, value) => {
  if (node.nodeType === 'select' && node.selectValue) node.selectValues(value.split(' '));
  else if (node.nodeType === 'rank') node.setValues(value.split(' '));
  else if (node.nodeType === 'trigger') node.setValue(value === 'OK');
  else node.setValue(value);
};

const type = async (steps) => {
  const { root } = form.createInstance();
  for (const [reference, value] of steps) {
    const node = find(root, reference);
    if (!node) throw new Error(`nothing is asked at ${reference}`);
    if (value === null) node.addInstances();
    else put(node, value);
  }
  const payload = await root.prepareInstancePayload();
  return { nodes: look(root, []), sent: await text(payload.data[0].get(NAME)) };
};

// What a judgement is: which nodes are relevant, their values, and what is violated.
const restored = async (instance) => {
  const data = new FormData();
  data.append(NAME, new File([instance], NAME, { type: 'text/xml' }));
  return look((await form.restoreInstance({ data: [data] })).root, []);
};

const putAll = (node, answers) => {
  const { reference, children } = node.currentState;
  const answer = answers[reference];
  if (answer !== undefined) put(node, answer);
  for (const child of children ?? []) putAll(child, answers);
};

const filledIn = (root, answers) => {
  putAll(root, answers);
  return look(root, []);
};

// Milliseconds of each of so many judgements: of the instance's XML, of answers put into a new
// instance, and of answers put into one that is kept, where other answers were before.
const timed = async ({ instance, answers, others, times }) => {
  const told = { restored: [], begun: [], kept: [] };
  const { root } = form.createInstance();
  const clock = async (way, work) => {
    const start = performance.now();
    const nodes = await work();
    told[way].push(performance.now() - start);
    return nodes;
  };
  for (let n = 0; n < times; n += 1) {
    await clock('restored', () => restored(instance));
    await clock('begun', () => filledIn(form.createInstance().root, answers));
    putAll(root, others);
    told.nodes = await clock('kept', () => filledIn(root, answers));
  }
  return told;
};

const answer = (asked) => {
  if (asked.form !== undefined) return load(asked.form, asked.files ?? {});
  if (asked.times !== undefined) return timed(asked);
  return asked.steps === undefined ? judge(asked.instance) : type(asked.steps);
};

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  let told;
  try {
    told = await answer(asked);
  } catch (problem) {
    told = { status: 'failure', error: String(problem) };
  }
  process.stdout.write(`${JSON.stringify(told)}\n`);
}
