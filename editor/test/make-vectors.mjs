// What the real @codemirror/state does with edits made by chance, for other implementations to agree with.
//   node make-vectors.mjs                writes vectors/changeset.json
//   node make-vectors.mjs SEED COUNT     prints COUNT cases, one a line
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { ChangeSet, Text } from "@codemirror/state";

const pieces = [
  "a", "b", "word", " ", "\n", "\r\n", "\r", "é", "e\u0301", "日本", "😀", "👩‍👩‍👧", "🇩🇪", "\"", "\\", "\u0001", "\u2028", "<&>",
];

/** mulberry32: small, and the same on every machine. */
function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function maker(seed) {
  const next = random(seed);
  const below = (n) => Math.floor(next() * n);

  const words = (most) => Array.from({ length: below(most + 1) }, () => pieces[below(pieces.length)]).join("");

  // JSON can't carry half a surrogate pair, so nothing is cut inside one.
  const cuts = (text) => {
    const found = [0];
    for (const point of text) found.push(found.at(-1) + point.length);
    return found;
  };

  /** Changes in order; many touch, and many insert at one place. */
  const specs = (text) => {
    const at = cuts(text);
    const found = [];
    let place = 0;
    for (let i = below(5); i >= 0; i--) {
      place = Math.min(at.length - 1, place + (next() < 0.4 ? 0 : below(5)));
      const from = at[place];
      if (next() < 0.6) place = Math.min(at.length - 1, place + below(4));
      found.push({ from, to: at[place], insert: next() < 0.3 ? "" : words(3) });
    }
    return found;
  };

  const make = (changes, length) => ChangeSet.of(changes, length, "\n");

  /** One step, or several that are composed: the second kind has sections that the first never has. */
  const edit = (text, doc) => {
    const changes = specs(text);
    const single = make(changes, doc.length);
    let composed = single;
    for (let more = below(3); more > 0; more--) {
      const after = composed.apply(doc);
      composed = composed.compose(make(specs(after.toString()), after.length));
    }
    return { changes, single, composed };
  };

  return () => {
    const text = words(12);
    const doc = Text.of(text.split("\n"));
    const { changes, single, composed: a } = edit(text, doc);
    const b = edit(text, doc).composed;
    const after = a.apply(doc);
    const then = edit(after.toString(), after).composed;
    const places = Array.from({ length: doc.length + 1 }, (_, i) => i);
    const ranges = [];
    a.iterChanges((fromA, toA, fromB, toB, insert) => ranges.push([fromA, toA, fromB, toB, insert.toString()]));
    return {
      text,
      changes: changes.map((c) => [c.from, c.to, c.insert]),
      single,
      a,
      b,
      next: then,
      applied: after.toString(),
      ranges,
      composed: a.compose(then),
      mapped: b.map(a),
      mappedBefore: b.map(a, true),
      both: a.compose(b.map(a)).apply(doc).toString(),
      inverted: a.invert(doc),
      positionsBefore: places.map((p) => a.mapPos(p, -1)),
      positionsAfter: places.map((p) => a.mapPos(p, 1)),
    };
  };
}

const [seed, count] = process.argv.slice(2).map(Number);
if (count) {
  const make = maker(seed);
  for (let i = 0; i < count; i += 100) {
    const lines = Array.from({ length: Math.min(100, count - i) }, () => JSON.stringify(make()) + "\n");
    if (!process.stdout.write(lines.join(""))) await once(process.stdout, "drain");
  }
} else {
  const make = maker(1);
  const lines = Array.from({ length: 300 }, () => JSON.stringify(make()));
  writeFileSync(new URL("vectors/changeset.json", import.meta.url), `[\n${lines.join(",\n")}\n]\n`);
}
