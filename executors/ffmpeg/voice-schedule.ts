/** A voice to be laid: the place where it should begin and how long its words last, in samples. */
export type Wish = { readonly at: number; readonly length: number };

export type Schedule = {
  /** Where each voice begins, in samples. */
  readonly at: readonly number[];
  /** Length of the whole in samples: as asked, or longer where the words do not fit. */
  readonly length: number;
};

/**
 * Finds a place for every voice, in order, without overlap and as near to its wish as that allows: later where the voice
 * before runs over, earlier where the end is near. `breath` samples stay free between two voices as far as there is room.
 * The whole is `length` samples; it grows only when the voices together are longer than that.
 */
export function scheduleVoices(wishes: readonly Wish[], length: number, breath = 0): Schedule {
  const spoken = wishes.filter((wish) => wish.length > 0);
  const words = spoken.reduce((sum, wish) => sum + wish.length, 0);
  const pauses = Math.max(1, spoken.length - 1);
  const pause = Math.max(0, Math.min(breath, Math.floor((length - words) / pauses)));
  const placed = backward(spoken, forward(spoken, pause), Math.max(length, words), pause);
  return { at: withSilent(wishes, placed), length: Math.max(length, words) };
}

/** Nobody begins before the wish or before the voice in front has ended. */
function forward(wishes: readonly Wish[], pause: number): number[] {
  let free = 0;
  return wishes.map((wish) => {
    const at = Math.max(wish.at, free);
    free = at + wish.length + pause;
    return at;
  });
}

/** From the end: whoever would run past the end, or into the next voice, begins earlier. */
function backward(wishes: readonly Wish[], starts: readonly number[], length: number, pause: number): number[] {
  const placed = [...starts];
  let limit = length;
  for (let index = wishes.length - 1; index >= 0; index -= 1) {
    const words = wishes[index]?.length ?? 0;
    placed[index] = Math.max(0, Math.min(placed[index] ?? 0, limit - words));
    limit = (placed[index] ?? 0) - pause;
  }
  return placed;
}

/** A voice without words keeps its wish. */
function withSilent(wishes: readonly Wish[], placed: readonly number[]): number[] {
  let next = 0;
  return wishes.map((wish) => {
    if (wish.length <= 0) return wish.at;
    next += 1;
    return placed[next - 1] ?? wish.at;
  });
}
