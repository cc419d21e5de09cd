// Where the cells of a pasted block go: below and right of the cell one is at, or to the rows whose codes or names they begin
// with, and below the heads that were copied with them.

import { cells, plain } from "./values";

export interface Pasted {
  cells: { row: number; code: string; column: number; value: string }[];
  /** Heads that the table has no column for. */
  strange: string[];
  /** Rows that were left out, by what they are called: totals, and 类 and 款 of which the 项 are there. */
  left: string[];
}
interface Named { code: string; name: string }
interface Coded extends Named { amounts: string[]; from: number }

export const AMOUNT = /^万?元$/;
const SOME = 6;
const CODE = /^\d{3}(?:\d{2}){0,2}$/;
const LEVEL = /^(?:\d{2})?$/;
const UNIT = /(?:单位[:：]?|[（(])\s*(?:人民币)?(万?元)\s*[）)]?$/;
const DECORATION = /[\s\u3000]|[（(][^（()）]*[)）]|万?元$/g;

/** The cells of a clipboard text; one alone fills all that is picked. A column of -1 is one that the table has not. */
export function pasted(text: string, lines: Named[], titles: string[], at: { row: number; column: number }, picked: unknown[][]): Pasted {
  const rows = cells(text);
  const own = byRow(filled(rows), lines, titles, at.column);
  if (own) return own;
  const alone = rows.length === 1 && rows[0]?.length === 1;
  const block = alone ? picked.map((row) => row.map(() => rows[0]?.[0] ?? "")) : rows;
  const begin = Math.max(0, block.findIndex(hasNumber));
  const columns = underHeads(headed(block.slice(0, begin)), titles);
  const found = (columns ? block.slice(begin) : block).flatMap((row, number) =>
    row.map((value, column) => ({ row: at.row + number, code: "", column: columns ? (columns[column] ?? -1) : at.column + column, value })));
  return { cells: found, strange: [], left: [] };
}

/** By how many places the point of a pasted amount is moved for columns with these units: heads may name another, 元 or 万元. */
export function placesTo(units: string[], text: string): number {
  const heads = cells(text).filter((row) => !hasNumber(row)).flat();
  const [unit, other] = new Set(heads.flatMap((cell) => UNIT.exec(cell.trim())?.slice(1) ?? []));
  const own = units.find((each) => AMOUNT.test(each));
  return !unit || other || !own || unit === own ? 0 : own === "万元" ? -4 : 4;
}

/** What became of a block that did not go in as it was; empty where it did. */
export function told(written: number, places: number, { words, outside, strange, left }: Record<"words" | "outside" | "strange" | "left", string[]>): string {
  const some = (each: string[]): string => `${[...new Set(each)].slice(0, SOME).join("、")}${new Set(each).size > SOME ? "等" : ""}`;
  const said = [
    places ? `表头写的是${places < 0 ? "元，除以" : "万元，乘以"} 10000 写入。` : "",
    words.length ? `不是数，没有写入：${some(words)}。` : "",
    outside.length ? `有 ${outside.length} 格在表的外面，没有写入：${some(outside)}。请看一看是不是贴错了位置；行不够的，先加一行再贴。` : "",
    strange.length ? `没有这样的列，没有写入：${some(strange)}。` : "",
    left.length ? `有 ${left.length} 行没有写入：${some(left)}（合计和类、款由各项相加；不是合计的，请连编码一起贴）。` : "",
  ].join("");
  return said && `贴入 ${written} 格。${said}`;
}

/** What rows without a code begin with: it may be the name of a 科目. */
export function unnamed(text: string): string[] {
  const rows = filled(cells(text)).filter((row) => !rowOf(row, []) && hasNumber(row));
  return [...new Set(rows.map(label))].filter(Boolean);
}

/** Rows that begin with the codes or names of 科目, with heads above and totals among them; null where others hold numbers. */
function byRow(rows: string[][], lines: Named[], titles: string[], first: number): Pasted | null {
  const known = new Set(lines.map(({ code }) => code).filter(Boolean));
  const found = rows.map((row) => rowOf(row, lines));
  const begin = found.findIndex((row) => row);
  if (begin < 0 || !found.some((row) => row && (row.name || known.has(row.code)))) return null;
  const uncoded = rows.filter((_, number) => !found[number]);
  const [heads, totals] = [uncoded.filter((row) => !hasNumber(row)), uncoded.filter(hasNumber)];
  if (totals.some((row) => !label(row) || CODE.test(plain(row[0] ?? "")))) return null;
  const names = headed(rows.slice(0, begin).filter((row) => heads.includes(row)));
  const columns = underHeads(names, titles);
  const coded = found.filter((row) => row !== null);
  const codes = new Set([...known, ...coded.map(({ code }) => code)]);
  const sums = coded.filter(({ code }) => [...codes].some((other) => other !== code && other.startsWith(code)));
  const own = coded.filter((row) => !sums.includes(row));
  const all = own.flatMap(({ code, amounts, from }) => amounts.map((value, n) => ({ row: -1, code, head: from + n, column: columns ? (columns[from + n] ?? -1) : first + n, value })));
  const [values, others] = [all.filter(({ column }) => column >= 0 || !columns), all.filter(({ column, value }) => column < 0 && columns && value.trim())];
  const left = [...totals.map(label), ...sums.map(({ code, name }) => `${code} ${name}`.trim())];
  return { cells: values.map(({ head, ...cell }) => cell), strange: [...new Set(others.map(({ head }) => names[head] || `第 ${head + 1} 列`))], left };
}

/** A row by its code, in one cell or in three (类, 款, 项), or by the name of one that the table has. */
function rowOf(row: string[], lines: Named[]): Coded | null {
  const [start = "", ...rest] = row;
  const named = lines.find(({ code, name }) => code && name && name === start.trim());
  if (named && rest.length) return { ...named, amounts: rest, from: 1 };
  const [first, second, third, name = ""] = row.map(plain);
  if (/^\d{3}$/.test(first ?? "") && LEVEL.test(second ?? "-") && LEVEL.test(third ?? "-") && words(name)) {
    return { code: `${first ?? ""}${second ?? ""}${third ?? ""}`, name, amounts: row.slice(4), from: 4 };
  }
  if (!CODE.test(first ?? "") || !rest.length) return null;
  const beside = words(rest[0] ?? "") ? (rest[0] ?? "").trim() : "";
  const besides = beside || !(rest[0] ?? "").trim() ? 1 : 0;
  return { code: first ?? "", name: beside, amounts: rest.slice(besides), from: 1 + besides };
}

/** The rows that hold something; one of several tables side by side, as those of 经济分类 are, is as many rows. */
function filled(rows: string[][]): string[][] {
  return rows.filter((row) => row.some((cell) => cell.trim())).flatMap((row) => {
    const starts = row.flatMap((cell, n) => (CODE.test(plain(cell)) && words(row[n + 1] ?? "") ? [n] : []));
    const [first] = starts;
    if (first === undefined || row.slice(0, first).some((cell) => cell.trim())) return [row];
    return starts.map((start, n) => row.slice(start, starts[n + 1]));
  });
}

/** What stands over each column, of several lines of heads the last. */
function headed(heads: string[][]): string[] {
  const width = Math.max(0, ...heads.map((row) => row.length));
  return Array.from({ length: width }, (_, column) => heads.map((row) => bare(row[column] ?? "")).filter(Boolean).at(-1) ?? "");
}

/** The column of the table under each head that was copied, also where one says more (财政拨款收入), -1 where there is none; null
 *  where no head is one of the table. */
function underHeads(names: string[], titles: string[]): number[] | null {
  const own = titles.map(bare);
  const same = names.map((name) => (name ? own.indexOf(name) : -1));
  const free = own.map((title, column) => ({ title, column })).filter(({ title, column }) => title && !same.includes(column)).sort((a, b) => b.title.length - a.title.length);
  const columns = names.map((name, n) => (same[n] === -1 && name ? (free.find(({ title }) => name.startsWith(title) || name.endsWith(title))?.column ?? -1) : (same[n] ?? -1)));
  return columns.some((column) => column >= 0) ? columns : null;
}

const words = (cell: string): boolean => cell.trim() !== "" && Number.isNaN(Number(plain(cell)));
const bare = (text: string): string => text.replace(DECORATION, "");
const hasNumber = (row: string[]): boolean => row.some((cell) => cell.trim() !== "" && !Number.isNaN(Number(plain(cell))));
const label = (row: string[]): string => row.map((cell) => cell.trim()).find(words) ?? "";
