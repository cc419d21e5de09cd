// Where the cells of a pasted block go: below and right of the cell one is at, or to the rows whose codes they begin with.

import { cells, plain } from "./values";

export interface Pasted {
  cells: { row: number; code: string; column: number; value: string }[];
  unknown: string[];
}

const CODE = /^\d{3}(?:\d{2}){0,2}$/;

/** The cells of a clipboard text; one alone fills all that is picked. */
export function pasted(text: string, codes: string[], first: number, picked: unknown[][]): Pasted {
  const rows = cells(text);
  const own = byCode(rows, codes);
  if (own) return own;
  const alone = rows.length === 1 && rows[0]?.length === 1;
  const block = alone ? picked.map((row) => row.map(() => rows[0]?.[0] ?? "")) : rows;
  return { cells: block.flatMap((row, number) => row.map((value, column) => ({ row: first + number, code: "", column, value }))), unknown: [] };
}

/** Rows that begin with the codes of 科目: their amounts, without the code and the name beside it; null where they do not. */
function byCode(rows: string[][], codes: string[]): Pasted | null {
  const known = new Set(codes.filter(Boolean));
  const coded = rows.filter((row) => row.some((cell) => cell.trim())).map(([code = "", ...rest]) => ({ code: plain(code), rest }));
  const right = coded.length > 0 && known.size > 0 && coded.every(({ code, rest }) => rest.length > 0 && CODE.test(code));
  if (!right || !coded.some(({ code }) => known.has(code))) return null;
  const names = coded.every(({ rest }) => Number.isNaN(Number(plain(rest[0] ?? ""))));
  const found = coded.flatMap(({ code, rest }) => rest.slice(names ? 1 : 0).map((value, column) => ({ row: -1, code, column, value })));
  return { cells: found, unknown: coded.map(({ code }) => code).filter((code) => !known.has(code)) };
}
