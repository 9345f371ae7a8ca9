/** A filter with its options, such as `filter('scale', { w: 1280, h: 720, flags: 'lanczos' })`. */
export type Filter = { readonly name: string; readonly options: Readonly<Record<string, FilterValue | undefined>> };
export type FilterValue = number | string | boolean;

/** Filters in a row, between the labels of what they read and what they give. */
export type Chain = { readonly from: readonly string[]; readonly filters: readonly Filter[]; readonly to: readonly string[] };

/** What expressions and generated file names are made of. Text written by people may never stand in a filtergraph. */
const allowed = /^[A-Za-z0-9_.,:+*/()<>=|& -]*$/;
/** Longer than any track of a crop, and short enough to be one argument of a program. */
const mostCharacters = 100_000;
const filterName = /^[a-z][a-z0-9_]*$/;
const optionName = /^[A-Za-z_][A-Za-z0-9_]*$/;
const label = /^[a-z0-9_]+(:[a-z0-9]+)*$/i;
/** They open files by name on their own, past every whitelist. */
const forbidden = new Set(['movie', 'amovie']);

/** Names a filter; options that are undefined are left out. Throws where a value is not a plain number or a plain expression. */
export function filter(name: string, options: Filter['options'] = {}): Filter {
  if (!filterName.test(name) || forbidden.has(name)) throw new TypeError(`"${name}" is not a filter that may be used`);
  return { name, options };
}

export function chain(from: readonly string[], filters: readonly Filter[], to: readonly string[]): Chain {
  return { from, filters, to };
}

/** The whole graph as the one argument of `-filter_complex`. */
export function graphText(chains: readonly Chain[]): string {
  return chains.map(({ from, filters, to }) => `${labels(from)}${filters.map(filterText).join(',')}${labels(to)}`).join(';');
}

/** Filters in a row as the one argument of `-vf` or `-af`. */
export function chainText(filters: readonly Filter[]): string {
  return filters.map(filterText).join(',');
}

function labels(names: readonly string[]): string {
  return names.map((name) => `[${checked(name, label, 'label')}]`).join('');
}

function filterText({ name, options }: Filter): string {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  if (given.length === 0) return name;
  return `${name}=${given.map(([key, value]) => `${checked(key, optionName, 'option')}=${valueText(value)}`).join(':')}`;
}

function valueText(value: FilterValue | undefined): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value === 'number') return numberText(value);
  return escaped(checked(value ?? '', allowed, 'value'));
}

/** A number without exponent and without noise. */
function numberText(value: number): string {
  if (!Number.isFinite(value) || Math.abs(value) > 1e15) throw new RangeError(`${value} is not a number for a filter`);
  return Number.isInteger(value) ? String(value) : value.toFixed(9).replace(/0+$/, '').replace(/\.$/, '');
}

/** Escapes twice: for the list of options, then for the graph around it. */
function escaped(text: string): string {
  return text.replace(/[\\':]/g, '\\$&').replace(/[\\'[\],;]/g, '\\$&');
}

function checked(text: string, pattern: RegExp, what: string): string {
  if (text.length > mostCharacters) throw new RangeError(`A ${what} of ${text.length} characters is too long for a filtergraph`);
  if (!pattern.test(text)) throw new TypeError(`${JSON.stringify(text)} may not stand in a filtergraph as a ${what}`);
  return text;
}
