import '#editor/canvas.ts';
