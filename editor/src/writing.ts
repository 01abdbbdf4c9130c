import { markdownKeymap, markdownLanguage } from '@codemirror/lang-markdown';
import { HighlightStyle, LanguageSupport, syntaxHighlighting, syntaxTree } from '@codemirror/language';
import { type Extension, Prec, RangeSetBuilder } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, keymap, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const marks = HighlightStyle.define([
  { tag: tags.strong, class: 'md-strong' },
  { tag: tags.emphasis, class: 'md-emphasis' },
  { tag: tags.strikethrough, class: 'md-strike' },
  { tag: tags.monospace, class: 'md-code' },
  { tag: tags.link, class: 'md-link' },
  { tag: tags.url, class: 'md-url' },
  { tag: tags.processingInstruction, class: 'md-mark' },
  { tag: tags.contentSeparator, class: 'md-mark' },
  { tag: [tags.comment, tags.labelName], class: 'md-mark' },
]);

const LINES: Record<string, string> = {
  ATXHeading1: 'md-h1',
  SetextHeading1: 'md-h1',
  ATXHeading2: 'md-h2',
  SetextHeading2: 'md-h2',
  ATXHeading3: 'md-h3',
  ATXHeading4: 'md-h4',
  ATXHeading5: 'md-h4',
  ATXHeading6: 'md-h4',
  FencedCode: 'md-block',
  CodeBlock: 'md-block',
  HTMLBlock: 'md-block',
  Table: 'md-block',
  Blockquote: 'md-quote',
};

/** Headings, code and quotes look like on the page: their lines carry classes. */
const lineLooks = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = looks(view);
    }

    update(update: ViewUpdate): void {
      if (update.docChanged || update.viewportChanged || syntaxTree(update.startState) !== syntaxTree(update.state)) {
        this.decorations = looks(update.view);
      }
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function looks(view: EditorView): DecorationSet {
  const classes = new Map<number, Set<string>>();
  const { doc } = view.state;
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from,
      to,
      enter(node) {
        const name = LINES[node.name];
        if (name) {
          const last = doc.lineAt(Math.min(node.to, to)).number;
          for (let number = doc.lineAt(Math.max(node.from, from)).number; number <= last; number++) {
            const start = doc.line(number).from;
            classes.set(start, (classes.get(start) ?? new Set()).add(name));
          }
        }
      },
    });
  }
  const builder = new RangeSetBuilder<Decoration>();
  for (const start of [...classes.keys()].sort((a, b) => a - b)) {
    builder.add(start, start, Decoration.line({ class: [...classes.get(start)!].join(' ') }));
  }
  return builder.finish();
}

/** Markdown that looks like the page it will be. */
export const writing: Extension = [
  // Not markdown(): that brings the languages of HTML, CSS and scripts along, a third of everything the page loads.
  new LanguageSupport(markdownLanguage),
  Prec.high(keymap.of(markdownKeymap)),
  syntaxHighlighting(marks),
  lineLooks,
  EditorView.lineWrapping,
];
