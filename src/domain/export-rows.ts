/** A column of an export: its head and the text of a row. */
export interface ExportColumn<Row> {
  title: string;
  text(row: Row): string;
}

/** A spreadsheet runs a cell that begins like a formula: an apostrophe makes it a text. */
function neutral(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function csvCell(text: string): string {
  const safe = neutral(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** RFC 4180, with formulas neutralised; the byte order mark makes spreadsheets read UTF-8. */
export function toCsv<Row>(columns: readonly ExportColumn<Row>[], rows: readonly Row[]): string {
  const lines = [columns.map((column) => csvCell(column.title)), ...rows.map((row) => columns.map((column) => csvCell(column.text(row))))];
  return `\uFEFF${lines.map((cells) => cells.join(',')).join('\r\n')}\r\n`;
}

/** One object per row, by column title. */
export function toJsonRows<Row>(columns: readonly ExportColumn<Row>[], rows: readonly Row[]): string {
  return JSON.stringify(
    rows.map((row) => Object.fromEntries(columns.map((column) => [column.title, column.text(row)]))),
    null,
    2,
  );
}
