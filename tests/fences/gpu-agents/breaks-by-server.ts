import '#server/store.ts';
