/** The node types, to drag onto the canvas. */
export function Library() {
  return null;
}
