/** The run on the screen. */
export function RunDock() {
  return null;
}
