import { FIELDS, type MappedKind } from './kinds';

/** What somebody picked instead of writing a mapping. */
export interface Picked {
  format: 'csv' | 'xlsx';
  delimiter: string;
  encoding: string;
  /** How dates are written. */
  pattern: string;
  /** In which zone times of a production log are. */
  zone: string;
  decimal: string;
  /** How imported timesheets and expenses stand afterwards. */
  status: string;
  /** What of expenses is not in a column. */
  currency: string;
  /** The header of each field. */
  columns: Record<string, string>;
}

export const usualPicks = (kind: MappedKind, zone: string): Picked => ({
  format: 'csv',
  delimiter: ',',
  encoding: 'utf-8',
  pattern: kind === 'production' ? '%Y-%m-%d %H:%M' : '%Y-%m-%d',
  zone,
  decimal: '.',
  status: 'draft',
  currency: '',
  columns: {},
});

/** The fields that still need a column. */
export const missingOf = (kind: MappedKind, { columns, currency }: Picked): string[] =>
  FIELDS[kind].needed.filter((field) => !columns[field] && !(field === 'currency' && currency));

/** How texts are written in TOML is how they are written in JSON. */
const text = (value: string) => JSON.stringify(value);

/** The mapping in TOML that says what was picked. */
export function mappingOf(kind: MappedKind, picked: Picked): string {
  const { format, delimiter, encoding, pattern, zone, decimal, status, currency } = picked;
  const columns = Object.entries(picked.columns).filter(([, header]) => header);
  return [
    ...(kind === 'production' ? [] : [`[${kind}]`, `status = ${text(status)}`, '']),
    '[file]',
    `format = ${text(format)}`,
    ...(format === 'csv' ? [`delimiter = ${text(delimiter)}`, `encoding = ${text(encoding)}`] : []),
    '',
    '[dates]',
    ...(kind === 'production' ? [`zone = ${text(zone)}`] : []),
    `patterns = [${text(pattern)}]`,
    '',
    '[numbers]',
    `decimal = ${text(decimal)}`,
    '',
    '[columns]',
    ...columns.map(([field, header]) => `${field} = ${text(header)}`),
    ...(kind === 'expenses' && currency && !picked.columns.currency
      ? ['', '[otherwise]', `currency = ${text(currency)}`]
      : []),
    '',
  ].join('\n');
}

/** Signs between cells that are looked for in a header. */
const DELIMITERS = [',', ';', '\t', '|'];
/** So much of a file holds its header. */
const HEADER_BYTES = 64 * 1024;

/** The delimiter and headers of a delimited file; of a workbook the browser knows none. */
export async function headerOf(
  file: File,
  encoding: string,
): Promise<{ delimiter: string; headers: string[] } | undefined> {
  if (!/\.(csv|txt)$/i.test(file.name)) return undefined;
  const bytes = await file.slice(0, HEADER_BYTES).arrayBuffer();
  const [line = ''] = new TextDecoder(encoding).decode(bytes).split(/\r?\n/, 1);
  const count = (sign: string) => line.split(sign).length;
  const delimiter = DELIMITERS.reduce((best, sign) => (count(sign) > count(best) ? sign : best));
  return { delimiter, headers: cellsOf(line, delimiter).filter(Boolean) };
}

/** The cells of one line; within quotes a delimiter is none. */
function cellsOf(line: string, delimiter: string): string[] {
  const cells = [''];
  let quoted = false;
  for (const sign of line) {
    if (sign === '"') quoted = !quoted;
    else if (sign === delimiter && !quoted) cells.push('');
    else cells[cells.length - 1] += sign;
  }
  return cells;
}
