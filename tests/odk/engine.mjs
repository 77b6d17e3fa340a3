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

const load = async (xml) => {
  form = await engine.loadForm(xml);
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

// What a judgement is: which nodes are relevant, their values, and what is violated.
const restored = async (instance) => {
  const data = new FormData();
  data.append(NAME, new File([instance], NAME, { type: 'text/xml' }));
  return look((await form.restoreInstance({ data: [data] })).root, []);
};

const put = (node, answers) => {
  const { reference, children } = node.currentState;
  const answer = answers[reference];
  if (answer !== undefined && node.nodeType === 'input') node.setValue(answer);
  if (answer !== undefined && node.nodeType === 'select') node.selectValues(answer.split(' '));
  for (const child of children ?? []) put(child, answers);
};

const filledIn = (root, answers) => {
  put(root, answers);
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
    put(root, others);
    told.nodes = await clock('kept', () => filledIn(root, answers));
  }
  return told;
};

const answer = async (asked) => {
  if (asked.times !== undefined) return timed(asked);
  return asked.form === undefined ? judge(asked.instance) : load(asked.form);
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
