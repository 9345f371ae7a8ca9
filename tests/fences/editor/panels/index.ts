export const panels = 1;
