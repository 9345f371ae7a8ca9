/** Width of a card on the canvas, pixels. */
export const cardWidth = 320;
