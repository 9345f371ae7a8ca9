import '#tests/clip.ts';
