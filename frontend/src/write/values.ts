// What is typed or pasted, as the file has it; and blocks of cells, as Excel puts them on the clipboard.

const FULL = /[\uFF01-\uFF5E]/g;
const NUMBER = /^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/;

/** A number without its thousands commas, full-width digits, currency mark and accounting brackets; other text as it is. */
export function plain(typed: string): string {
  const text = typed.trim();
  const half = text.replace(FULL, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/[^\S\r\n]|[¥￥]/g, "").replace(/[−–—]/g, "-");
  if (half === "-") return "0"; // 会计格式里的零
  const signed = /^\((.+)\)$/.exec(half);
  const bare = signed ? `-${signed[1] ?? ""}` : half;
  return NUMBER.test(bare) ? bare.replaceAll(",", "").replace(/^\+/, "") : text;
}

const JOINED = "换行去掉了，前后接成了一段：这里只能写一段。要分成几段的，另写一条。";

/** A text in one line; whoever wrote several is told. */
export function oneLine(typed: string, say: (message: string) => void): string {
  const text = typed.trim();
  const line = text.replace(/[ \t]*\r?\n\s*/g, "");
  if (line !== text) say(JOINED);
  return line;
}

/** The rows of cells of a text with tabs; a cell in quotes may hold line ends, tabs and doubled quotes. */
export function cells(text: string): string[][] {
  const rows: string[][] = [[]];
  const each = /(?:^|(?<=[\t\n]))"((?:[^"]|"")*)"(?=[\t\n]|$)|[^\t\n]+|[\t\n]/g;
  let cell = "";
  for (const [found, quoted] of text.replace(/\r\n?/g, "\n").replace(/\n$/, "").matchAll(each)) {
    if (found === "\t" || found === "\n") {
      rows.at(-1)?.push(cell);
      cell = "";
      if (found === "\n") rows.push([]);
    } else cell = quoted === undefined ? found : quoted.replaceAll('""', '"');
  }
  rows.at(-1)?.push(cell);
  return rows;
}

/** The text that Excel reads as that block of cells. */
export const tabbed = (rows: string[][]): string =>
  rows.map((row) => row.map((cell) => (/[\t\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join("\t")).join("\r\n");

/** An amount with its point moved, exactly: 元 as 万元 is four places to the left; a text that is no number stays. */
export function moved(text: string, places: number): string {
  const [, sign = "", whole = "", part = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(plain(text)) ?? [];
  if (!places || !whole) return text;
  const digits = whole.padStart(1 - places, "0") + part + "0".repeat(Math.max(0, places - part.length));
  const at = Math.max(whole.length, 1 - places) + places;
  return `${sign}${digits.slice(0, at)}.${digits.slice(at)}`.replace(/\.?0*$/, "").replace(/^(-?)0+(?=\d)/, "$1");
}
