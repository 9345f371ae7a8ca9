export const runs = 1;
