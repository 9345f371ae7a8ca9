import '../server/store.ts';
