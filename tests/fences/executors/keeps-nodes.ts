import '#nodes/ports.ts';
