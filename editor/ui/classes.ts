/** Joins class names, leaving out what is not set. */
export function classes(...parts: readonly (string | false | null | undefined)[]): string {
  return parts.filter(Boolean).join(' ');
}

/** The look of everything that holds a value: one height, one border, one radius. */
export const controlLook =
  'rounded-md border border-line bg-card text-text transition-colors duration-120 hover:border-line-strong aria-invalid:border-failed dark:bg-well disabled:pointer-events-none disabled:opacity-50';

/** A floating surface: menus, popovers, lists of choices. */
export const floatLook = 'z-50 rounded-lg border border-line bg-raised text-text shadow-card outline-none';

/** One line of a menu or of a list of choices. */
export const itemLook =
  'flex min-h-8 cursor-default select-none items-center gap-2 rounded-md px-2 py-1 outline-none aria-disabled:opacity-45 data-[highlighted]:bg-well data-[selected=true]:bg-well';
