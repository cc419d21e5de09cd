// Where the cells of a pasted block go: below and right of the cell one is at, or to the rows whose codes or names they begin
// with, and below the heads that were copied with them.

import { cells, plain } from "./values";

export interface Pasted {
  cells: { row: number; code: string; column: number; value: string }[];
  unknown: string[];
  /** Rows and columns that were left out, by what they are called. */
  left: string[];
}
interface Named { code: string; name: string }
interface Coded { code: string; amounts: string[]; from: number }

const CODE = /^\d{3}(?:\d{2}){0,2}$/;
const DECORATION = /[\s\u3000]|[（(][^（()）]*[)）]|万?元$/g;

/** The cells of a clipboard text; one alone fills all that is picked. A column of -1 is one that the table has not. */
export function pasted(text: string, lines: Named[], titles: string[], at: { row: number; column: number }, picked: unknown[][]): Pasted {
  const rows = cells(text);
  const own = byRow(rows.filter((row) => row.some((cell) => cell.trim())), lines, titles, at.column);
  if (own) return own;
  const alone = rows.length === 1 && rows[0]?.length === 1;
  const block = alone ? picked.map((row) => row.map(() => rows[0]?.[0] ?? "")) : rows;
  const found = block.flatMap((row, number) => row.map((value, column) => ({ row: at.row + number, code: "", column: at.column + column, value })));
  return { cells: found, unknown: [], left: [] };
}

/** Rows that begin with the codes or names of 科目, with heads above and totals among them; null where others hold numbers. */
function byRow(rows: string[][], lines: Named[], titles: string[], first: number): Pasted | null {
  const known = new Set(lines.map(({ code }) => code).filter(Boolean));
  const coded = rows.map((row) => rowOf(row, lines));
  const begin = coded.findIndex((row) => row);
  if (begin < 0 || !coded.some((row) => row && known.has(row.code))) return null;
  const others = rows.filter((_, number) => !coded[number]);
  const [heads, totals] = [others.filter((row) => !hasNumber(row)), others.filter(hasNumber)];
  if (totals.some((row) => !label(row) || CODE.test(plain(row[0] ?? "")))) return null;
  const columns = underHeads(rows.slice(0, begin).filter((row) => heads.includes(row)), titles);
  const found = coded.flatMap((row) => (row ? row.amounts.map((value, n) => ({ row: -1, code: row.code, column: columns ? (columns[row.from + n] ?? -1) : first + n, value })) : []));
  const unknown = coded.flatMap((row) => (row && !known.has(row.code) ? [row.code] : []));
  return { cells: found, unknown, left: totals.map(label) };
}

/** A row by its code, or by the name of one that the table has; the name beside a code is passed over. */
function rowOf(row: string[], lines: Named[]): Coded | null {
  const [start = "", ...rest] = row;
  const named = lines.find(({ code, name }) => code && name && name === start.trim());
  if (named && rest.length) return { code: named.code, amounts: rest, from: 1 };
  if (!CODE.test(plain(start)) || !rest.length) return null;
  const besides = Number.isNaN(Number(plain(rest[0] ?? ""))) ? 1 : 0;
  return { code: plain(start), amounts: rest.slice(besides), from: 1 + besides };
}

/** The column of the table under each head that was copied, -1 where there is none; null where no head is one of the table. */
function underHeads(heads: string[][], titles: string[]): number[] | null {
  const width = Math.max(0, ...heads.map((row) => row.length));
  const names = Array.from({ length: width }, (_, column) => bare(heads.map((row) => row[column] ?? "").filter((cell) => cell.trim()).at(-1) ?? ""));
  const columns = names.map((name) => (name ? titles.findIndex((title) => bare(title) === name) : -1));
  const nearly = names.map((name, n) => (columns[n] === -1 && name ? titles.findIndex((title, own) => !columns.includes(own) && name.endsWith(bare(title))) : columns[n] ?? -1));
  return nearly.some((column) => column >= 0) ? nearly : null;
}

const bare = (text: string): string => text.replace(DECORATION, "");
const hasNumber = (row: string[]): boolean => row.some((cell) => cell.trim() !== "" && !Number.isNaN(Number(plain(cell))));
const label = (row: string[]): string => row.map((cell) => cell.trim()).find((cell) => cell !== "" && Number.isNaN(Number(plain(cell)))) ?? "";
