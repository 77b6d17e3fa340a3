/* Keliling: what a page of questions does more where scripts run. Without this file, and without
   htmx, every question can be answered as well. */
"use strict";

const language = document.documentElement.lang;
const byName = (root, name) => root.querySelector(`[name="${CSS.escape(name)}"]`);

/* The answer to a look: questions that came are put in, those that went are hidden with what was
   typed in them, and one that looks the same is left alone, so that nobody's typing is disturbed. */
function merge(text) {
  const here = document.getElementById("questions");
  const news = document.getElementById("news");
  const there = new DOMParser().parseFromString(text, "text/html").body;
  const fresh = [...there.querySelectorAll("[data-shape]")];
  if (!fresh.length && there.querySelector("main")) return;
  const said = [...there.querySelectorAll("[data-said]")].map((line) => line.textContent);
  const names = (questions) =>
    questions.map((one) => (one.querySelector("legend, label, dt, p") || one).textContent.trim());
  const more = [];
  let before = null;
  for (const question of fresh) {
    let old = document.getElementById(question.id);
    if (!old || old.hidden) more.push(question);
    if (old && (old.dataset.shape !== question.dataset.shape || "moved" in question.dataset)) {
      const held = document.activeElement && old.contains(document.activeElement);
      const focused = held ? document.activeElement.id : "";
      old.replaceWith(question);
      enliven(question);
      if (focused) document.getElementById(focused)?.focus();
      old = question;
    } else if (!old) {
      if (before) before.after(question);
      else here.prepend(question);
      enliven(question);
      old = question;
    }
    old.hidden = false;
    before = old;
  }
  const kept = new Set(fresh.map((question) => question.id));
  const less = [...here.querySelectorAll(":scope > [data-shape]")].filter(
    (one) => !kept.has(one.id) && !one.hidden,
  );
  for (const one of less) one.hidden = true;
  if (more.length) said.push(`${news.dataset.more} ${names(more).join("; ")}`);
  if (less.length) said.push(`${news.dataset.less} ${names(less).join("; ")}`);
  news.textContent = said.join(" ");
  news.className = there.querySelector("[data-said]") ? "note wait" : "sr";
}

function enliven(root) {
  if (window.htmx) window.htmx.process(root);
  for (const tool of root.querySelectorAll("[data-script]")) tool.hidden = !usable(tool);
}

function usable(tool) {
  if (tool.querySelector("[data-find]")) return "geolocation" in navigator;
  if (tool.querySelector("[data-scan]")) return "BarcodeDetector" in window;
  return true;
}

/* A place from the browser */
function find(button) {
  const box = button.closest("[data-place]");
  const told = box.querySelector("[data-told]");
  told.textContent = told.dataset.seeking;
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      put(box, coords);
      const metres = Math.round(coords.accuracy).toLocaleString(language);
      told.textContent = told.dataset.accurate.replace("{metres}", metres);
    },
    (problem) => {
      told.textContent = problem.code === 1 ? told.dataset.denied : told.dataset.failed;
    },
    { enableHighAccuracy: true, timeout: 30000 },
  );
}

function put(box, { latitude, longitude, altitude, accuracy }) {
  const kept = [latitude.toFixed(7), longitude.toFixed(7)];
  const [lat, lon] = kept.map((part) => (language === "en" ? part : part.replace(".", ",")));
  const lines = box.querySelector("textarea");
  if (lines) {
    lines.value = `${lines.value.trimEnd()}\n${lat} ${lon}`.trimStart();
    changed(lines);
    return;
  }
  byName(box, `${box.dataset.place}:lat`).value = lat;
  byName(box, `${box.dataset.place}:lon`).value = lon;
  const more = [(altitude ?? 0).toFixed(1), accuracy.toFixed(1)];
  byName(box, `${box.dataset.place}:found`).value = [...kept, ...more].join(" ");
  changed(byName(box, `${box.dataset.place}:lat`));
}

function changed(input) {
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

/* A code from the camera */
async function scan(button) {
  const box = button.closest("[data-barcode]");
  const [video, told, stop] = ["video", "[data-told]", "[data-stop]"].map((part) =>
    box.querySelector(part),
  );
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    told.textContent = told.dataset.denied;
    return;
  }
  const detector = new window.BarcodeDetector();
  video.srcObject = stream;
  video.hidden = stop.hidden = false;
  told.textContent = told.dataset.seeking;
  let running = true;
  const end = () => {
    running = false;
    for (const track of stream.getTracks()) track.stop();
    video.hidden = stop.hidden = true;
    button.focus();
  };
  stop.addEventListener("click", end, { once: true });
  await video.play();
  while (running && box.isConnected) {
    const [code] = await detector.detect(video).catch(() => []);
    if (code) {
      const input = box.querySelector("input");
      input.value = code.rawValue;
      changed(input);
      told.textContent = told.dataset.found;
      end();
    }
    await new Promise((next) => setTimeout(next, 200));
  }
  if (running) end();
}

/* Lines put in order */
function move(button) {
  const line = button.closest("li");
  const list = line.parentElement;
  const other = button.dataset.by < 0 ? line.previousElementSibling : line.nextElementSibling;
  if (other && button.dataset.by < 0) other.before(line);
  else if (other) other.after(line);
  [...list.children].forEach((one, place) => {
    one.querySelector("select").value = String(place + 1);
  });
  button.focus();
  changed(line.querySelector("select"));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if ("find" in button.dataset) find(button);
  if ("scan" in button.dataset) scan(button);
  if ("by" in button.dataset) move(button);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && "seek" in event.target.dataset && window.htmx) {
    event.preventDefault();
    window.htmx.trigger(event.target, "input");
  }
});
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, xhr } = event.detail;
  if (target.id !== "questions") return;
  event.detail.shouldSwap = false;
  if (xhr.status === 200) merge(xhr.responseText);
});
enliven(document.body);
