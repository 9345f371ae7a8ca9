/** What is left of a value once it was written down and read again; quicker than a structured clone. */
export function copy<T>(value: T): T {
  return value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T);
}
