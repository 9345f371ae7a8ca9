import '../graphs/document.ts';
