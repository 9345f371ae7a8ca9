export const clip = 1;
