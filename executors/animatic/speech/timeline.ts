/** A clause on the timeline, in seconds. */
export type Placed = { readonly text: string; readonly start: number; readonly end: number };

/** A clause as it was spoken: its words, how long it sounds and the pause after it, in seconds. */
export type Sounded = { readonly text: string; readonly seconds: number; readonly pauseSeconds: number };

/** Silence before the first word and after the last, in seconds. */
export const margins = { lead: 0.2, tail: 0.25, shortLead: 0.1, shortTail: 0.08 } as const;
/** How much faster a voice may speak to fit its shot. */
export const mostFaster = 1.15;

/** Clauses one after another, with their pauses, from `lead` on; `tighter` divides the pauses. */
export function placed(clauses: readonly Sounded[], lead: number, tighter = 1): Placed[] {
  let at = lead;
  return clauses.map(({ text, seconds, pauseSeconds }) => {
    const start = at;
    at += seconds + pauseSeconds / tighter;
    return { text, start, end: start + seconds };
  });
}

/** Seconds from the beginning of the first clause to the end of the last. */
export function spokenSeconds(clauses: readonly Sounded[], tighter = 1): number {
  const line = placed(clauses, 0, tighter);
  return line.at(-1)?.end ?? 0;
}

/** How much faster than its own pace a voice must speak to fit: 1 where it fits, more than `mostFaster` where it cannot. */
export function fasterToFit(clauses: readonly Sounded[], seconds: number): number {
  if (spokenSeconds(clauses) + margins.lead + margins.shortTail <= seconds) return 1;
  const room = Math.max(0.01, seconds - margins.shortLead - margins.shortTail);
  return Math.max(1, spokenSeconds(clauses) / room);
}
