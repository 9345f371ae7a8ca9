import './nothing-there.ts';
