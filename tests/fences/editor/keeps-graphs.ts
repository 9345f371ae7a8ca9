import '#graphs/document.ts';
