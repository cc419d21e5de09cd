// The editor of the source text: CodeMirror with YAML, completion from the server, findings in the gutter.

import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import type { CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, defaultHighlightStyle, foldGutter, foldKeymap, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import type { Diagnostic } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState, Transaction } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from "@codemirror/view";
import type { Offer, TextFinding } from "./server";

export type Offering = (at: string, word: string) => Promise<Offer[]>;
export interface Used { changed: () => void; save: () => void; offers: Offering }
export interface Editor {
  show: (text: string, findings: TextFinding[]) => void;
  mark: (findings: TextFinding[]) => void;
  text: () => string;
  jump: (line: number) => void;
  focus: () => void;
  composing: () => boolean;
}

const SEVERITY: Record<string, Diagnostic["severity"]> = { 错误: "error", 警告: "warning", 提示: "info" };
const WORDS = {
  "Find": "查找", "Replace": "替换", "next": "下一个", "previous": "上一个", "all": "全部", "match case": "区分大小写", "by word": "整词",
  "regexp": "正则", "replace": "替换", "replace all": "全部替换", "close": "关闭", "Diagnostics": "发现", "No diagnostics": "没有发现",
  "Completions": "可选的", "Fold line": "折叠", "Unfold line": "展开", "folded code": "折叠的部分", "unfold": "展开", "to": "到",
  "Go to line": "到第几行", "go": "去", "current match": "现在这一个", "replaced $ matches": "替换了 $ 处", "on line": "在行",
};

/** The editor in an element, in a root of its own: its styles are then adopted ones, which the content policy allows. */
export function mount(stand: HTMLElement, used: Used): Editor {
  const root = stand.attachShadow({ mode: "open" });
  const view = new EditorView({ root, parent: root as unknown as Element, state: begun("", used) });
  return {
    show: (text, findings) => renew(view, text, findings),
    mark: (findings) => view.dispatch(setDiagnostics(view.state, diagnostics(view, findings))),
    text: () => view.state.doc.toString(),
    jump: (line) => jump(view, line),
    focus: () => view.focus(),
    composing: () => view.composing || view.compositionStarted,
  };
}

function begun(text: string, used: Used): EditorState {
  const save = { key: "Mod-s", preventDefault: true, run: () => (used.save(), true) };
  return EditorState.create({
    doc: text,
    extensions: [
      lineNumbers(), foldGutter(), lintGutter(), history(), drawSelection(), indentOnInput(), bracketMatching(), highlightActiveLine(),
      highlightActiveLineGutter(), highlightSelectionMatches(), yaml(), syntaxHighlighting(defaultHighlightStyle), EditorView.lineWrapping,
      autocompletion({ override: [(context) => offered(context, used.offers)], icons: false }),
      keymap.of([save, ...completionKeymap, ...lintKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...defaultKeymap]),
      EditorState.phrases.of(WORDS),
      EditorView.contentAttributes.of({ "aria-label": "源文件（YAML）" }),
      EditorView.updateListener.of((update) => {
        const own = update.transactions.some((each) => each.docChanged && each.annotation(Transaction.remote) !== true);
        if (own) used.changed();
      }),
      LOOK,
    ],
  });
}

const LOOK = EditorView.theme({
  "&": { height: "100%", fontSize: "14px", backgroundColor: "#fff" },
  ".cm-scroller": { fontFamily: '"Noto Sans Mono CJK SC", Consolas, "Microsoft YaHei", monospace', lineHeight: "1.6" },
  "&.cm-focused": { outline: "2px solid #0b5cad" },
});

/** Another text from outside: only what differs is replaced, so that the cursor stays where it is. */
function renew(view: EditorView, text: string, findings: TextFinding[]): void {
  const now = view.state.doc.toString();
  if (now !== text) {
    const start = common(now, text);
    const end = common(reversed(now.slice(start)), reversed(text.slice(start)));
    const change = { from: start, to: now.length - end, insert: text.slice(start, text.length - end) };
    view.dispatch({ changes: change, annotations: [Transaction.remote.of(true), Transaction.addToHistory.of(now !== "")] });
  }
  view.dispatch(setDiagnostics(view.state, diagnostics(view, findings)));
}

const reversed = (text: string): string => [...Array(text.length).keys()].map((index) => text[text.length - 1 - index]).join("");

function common(one: string, other: string): number {
  let length = 0;
  while (length < one.length && length < other.length && one[length] === other[length]) length++;
  return length;
}

function diagnostics(view: EditorView, findings: TextFinding[]): Diagnostic[] {
  const { doc } = view.state;
  return findings
    .filter(({ line }) => line >= 1 && line <= doc.lines)
    .map(({ line, column, level, message }) => {
      const at = doc.line(line);
      const from = Math.min(at.from + Math.max(0, column - 1), at.to);
      return { from, to: at.to, severity: SEVERITY[level] ?? "info", message };
    });
}

function jump(view: EditorView, line: number): void {
  const at = view.state.doc.line(Math.max(1, Math.min(line, view.state.doc.lines)));
  view.dispatch({ selection: { anchor: at.from }, effects: EditorView.scrollIntoView(at.from, { y: "center" }) });
  view.focus();
}

async function offered(context: CompletionContext, offers: Offering): Promise<CompletionResult | null> {
  if (context.view?.composing) return null;
  const word = context.matchBefore(/[^\s:：{},，#]*$/);
  if (!word || (word.from === word.to && !context.explicit)) return null;
  const found = await offers(path(context.state, context.pos), word.text);
  const options = found.map(({ label, detail, insert }) => ({ label, detail, apply: insert }));
  return options.length && !context.aborted ? { from: word.from, options, filter: false } : null;
}

/** The path of the key under which one writes: the keys above that are indented less, and the one before an open bracket. */
function path(state: EditorState, at: number): string {
  const line = state.doc.lineAt(at);
  const before = line.text.slice(0, at - line.from);
  const keys: string[] = [];
  const inner = /^\s*(?:- )?([^\s:#]+)\s*:\s*\{[^}]*$/.exec(before);
  if (inner?.[1]) keys.push(inner[1]);
  let indent = /^ */.exec(line.text)?.[0].length ?? 0;
  for (let number = line.number - 1; number > 0 && indent > 0; number--) {
    const found = /^( *)([^\s:#-][^:#]*?)\s*:(?:\s|$)/.exec(state.doc.line(number).text);
    if (!found || (found[1] ?? "").length >= indent) continue;
    indent = (found[1] ?? "").length;
    keys.unshift(found[2] ?? "");
  }
  return keys.join(".");
}
