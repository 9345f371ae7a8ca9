/** What every control that holds a value passes on to its element. */
export type ControlProps = {
  id?: string;
  disabled?: boolean;
  'aria-label'?: string;
  'aria-invalid'?: boolean;
  'aria-describedby'?: string;
};
