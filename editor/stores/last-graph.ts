const key = 'filmloom:last-graph';

/** The graph that was last open in this browser; null where none was, or where the browser keeps nothing. */
export function lastGraph(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Remembers the graph that `/` opens next time. */
export function rememberGraph(id: string): void {
  try {
    localStorage.setItem(key, id);
  } catch {
    // a browser that keeps nothing opens the newest graph instead
  }
}
