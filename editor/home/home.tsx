/** All graphs. */
export function Home() {
  return null;
}
