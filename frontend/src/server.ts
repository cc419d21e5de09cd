// What the server says and is asked; the shapes are those of generator/web.

export interface Part { id: string; title: string; section: string; left: number; anchor: string }
/** The markup of a block of the document; that of a table in parts, since mostly but a few of its rows change. */
export type Block = string | { id: string; before: string; rows: string[]; after: string };
export interface Place { words: string; path: string; name: string; line: number; anchor: string }
export interface Finding {
  id: string; code: string; level: string; title: string; message: string; quote: string; accept: string; at: Place[];
}
export interface Cell { path: string; value: string; derived: string; pending?: boolean }
export interface Column { key: string; title: string; unit: string; type?: string; choices?: string[]; hint?: string }
/** What a row of a table is known by: the code of a 科目, its number in a list, or a name of its own. */
export type RowsOf = "编码" | "序号" | "名称";
export interface Row { code: string; name: string; cells: Cell[] }
/** `more` are the groups of codes of which columns may be added. */
export interface GridItem { kind: "grid"; title: string; path: string; addable: boolean; of?: RowsOf; columns: Column[]; rows: Row[]; more?: { key: string; title: string }[] }
export interface FieldValue {
  path: string; label: string; type: string; unit: string; value: string; derived: string; choices: string[]; hint: string; pending?: boolean;
}
export interface FieldsItem { kind: "fields"; title: string; fields: FieldValue[] }
export interface TextsItem { kind: "texts"; title: string; path: string; addable?: boolean; pending?: boolean; items: { path: string; value: string }[] }
export interface Reason { path: string; change: string; last: string; proposal: string; value: string; asked?: boolean }
export interface ReasonsItem { kind: "reasons"; title: string; items: Reason[] }
export type Item = GridItem | FieldsItem | TextsItem | ReasonsItem;
export interface State {
  /** Which answer this is, so that the next one tells but what is otherwise. */
  revision: string;
  version: string; file: string; title: string; left: number; undo: boolean; redo: boolean;
  /** While the rules are still being asked about the last change, findings and counts are those of before it. */
  checking: boolean; counts: Record<string, number>;
  parts: Part[]; blocks: Block[]; findings: Finding[]; form: { part: string; items: Item[] } | null; moved: string[];
}
/** A value as it was typed; null takes out what is at the path. */
export interface Change { path: string; value: string | null }
export interface Difference { line: number; disk: string; yours: string }
export interface Conflict { message: string; diff: Difference[]; version: string }
export interface Explained {
  /** `text` where it is no figure, but a text of the department's own. */
  name: string; called: string; value: string; unit: string; text?: boolean; formula: { text: string; name?: string }[];
  path?: string; place?: string; line?: number; printed: { where: string; anchor: string }[];
}
export interface Offer { label: string; detail: string; insert: string }
export interface TextFinding { line: number; column: number; level: string; message: string }
export interface Source { version: string; text: string; findings: TextFinding[] }

/** The server did not do it; `status` 0 when it could not be reached. */
export class Refused extends Error {
  constructor(readonly status: number, message: string, readonly body: unknown) {
    super(message);
  }
}

/** The address of the page's root: the first part of the path is the token. */
export const ROOT = `/${location.pathname.split("/")[1] ?? ""}`;

export const written = (path: string): string => path.split("/").map(encodeURIComponent).join("/");

const GONE = "这一页已经失效：程序关过又打开了。没有保存的请先记下来，再从新打开的页里写";

/** Asks the server: GET without a body, POST with one. */
export async function ask<T>(path: string, body?: unknown): Promise<T> {
  const sent: RequestInit =
    body === undefined ? {} : { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json", "X-Juesuan": "1" } };
  let answer: Response;
  try {
    answer = await fetch(ROOT + path, sent);
  } catch {
    throw new Refused(0, "连不上本机的程序，它可能已经关了；没有保存的请先记下来，再双击“打开”", null);
  }
  const told: unknown = await answer.json().catch(() => null);
  if (answer.status === 404 && told === null) throw new Refused(404, GONE, null);
  if (!answer.ok) throw new Refused(answer.status, (told as { message?: string } | null)?.message ?? `程序没有答复（${answer.status}）`, told);
  return told as T;
}
