import './panels/index.ts';
