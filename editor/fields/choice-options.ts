import type { Field as Meta } from '#nodes/fields.ts';
import type { Option } from '../ui/select.tsx';
import type { Limits } from './limits.ts';

/** The options of a parameter in the order of its schema; a schema that takes any text is offered what has a title. */
export function choiceOptions({ options }: Limits, { titles = {} }: Meta): Option[] {
  const values = options ? options.map(String) : Object.keys(titles);
  return values.map((value) => ({ value, title: titles[value] ?? value }));
}

/** The value that an option stands for: a number where the schema has numbers. */
export function valueOfOption({ options }: Limits, option: string): string | number {
  return options?.find((value) => String(value) === option) ?? option;
}

const mostSegments = 4;
const longestRow = 30;

/** Whether all options fit beside each other. */
export function fitsInSegments(options: readonly Option[]): boolean {
  return options.length <= mostSegments && options.reduce((sum, { title }) => sum + title.length + 2, 0) <= longestRow;
}
